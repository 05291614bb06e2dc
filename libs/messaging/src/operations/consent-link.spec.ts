import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { newId } from '@daybook/contracts';
import { consentLinkOf, consentToken, readConsentToken } from './consent-link';

describe('The token of a link for consent', () => {
  const key = randomBytes(32).toString('base64');
  const link = consentLinkOf(newId(), new Date('2027-03-04T05:06:07Z'));

  it('says which request it answers and until when, and nothing else', () => {
    expect(link.expiresAt).toEqual(new Date('2027-04-03T05:06:07Z'));
    const token = consentToken(link, key);
    expect(token).toMatch(/^[A-Za-z0-9_-]{72}$/);
    expect(readConsentToken(token, key)).toEqual(link);
    expect(consentToken(link, key)).toBe(token);
  });

  it('is none under another key, or with any letter changed, cut off or added', () => {
    const token = consentToken(link, key);
    expect(readConsentToken(token, randomBytes(32).toString('base64'))).toBeNull();
    for (const other of ['', token.slice(0, -1), `${token}A`, `${token}=`, token.slice(4), ` ${token}`])
      expect(readConsentToken(other, key)).toBeNull();
    fc.assert(
      fc.property(fc.nat(71), fc.constantFrom(...'ABCxyz019-_'), (at, letter) => {
        fc.pre(token[at] !== letter);
        expect(readConsentToken(token.slice(0, at) + letter + token.slice(at + 1), key)).toBeNull();
      }),
    );
  });
});
