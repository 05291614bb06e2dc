import type { BlacklistKind } from '@daybook/contracts';
import { blacklistKey, readBlacklistValue } from './blacklist-keys';

describe('What a blacklist compares', () => {
  it.each<[BlacklistKind, string, string | null]>([
    ['email', ' Ada@Example.COM ', 'ada@example.com'],
    ['email', 'ada', null],
    ['phone', '(415) 555-2671', '+14155552671'],
    ['phone', '+1 415 555 2671', '+14155552671'],
    ['phone', '12', null],
    ['ip', '203.0.113.7', '203.0.113.7'],
    ['ip', '::ffff:203.0.113.7', '203.0.113.7'],
    ['ip', '2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['ip', 'fe80::1%eth0', null],
    ['ip', '300.1.1.1', null],
    ['card_bin', '424242', '424242'],
    ['card_bin', '4242', null],
    ['country', 'us', 'US'],
    ['country', 'USA', null],
    ['state', 'us-il', 'US-IL'],
    ['state', 'CA-British  Columbia', 'CA-BRITISH COLUMBIA'],
    ['state', 'IL', null],
  ])('reads a value of kind %s, %j, as %j', (kind, value, read) => {
    expect(readBlacklistValue(kind, value, 'US')).toBe(read);
  });

  it('is the hash of what says who somebody is, and the value itself of what does not', () => {
    expect(blacklistKey('email', 'ada@example.com')).toMatch(/^[0-9a-f]{64}$/);
    expect(blacklistKey('email', '+14155552671')).not.toBe(blacklistKey('phone', '+14155552671'));
    expect(blacklistKey('state', 'US-IL')).toBe('US-IL');
  });
});
