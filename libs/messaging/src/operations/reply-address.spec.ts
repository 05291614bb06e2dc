import fc from 'fast-check';
import { newId } from '@daybook/contracts';
import {
  isForMailbox,
  readReplyAddress,
  readReplyMessageId,
  replyAddress,
  replyMessageId,
} from './reply-address';

const mailbox = { address: 'Cases@Example.com', key: Buffer.alloc(32, 7).toString('base64') };
const other = { ...mailbox, key: Buffer.alloc(32, 8).toString('base64') };

describe('The address to which a reply is answered', () => {
  it('names its reply, whatever a mail server does to its letters, and fits into an address', () => {
    for (const id of [
      newId(),
      '00000000-0000-0000-0000-000000000001',
      'ffffffff-ffff-ffff-ffff-ffffffffffff',
    ]) {
      const address = replyAddress(id, mailbox);
      expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64);
      expect(readReplyAddress(address, mailbox)).toBe(id);
      expect(readReplyAddress(address.toUpperCase(), mailbox)).toBe(id);
      expect(readReplyAddress(address.toLowerCase(), mailbox)).toBe(id);
      expect(isForMailbox(address, mailbox)).toBe(true);
    }
  });

  it('is made by nobody without the key, and is no other mailbox’s', () => {
    const id = newId();
    const address = replyAddress(id, mailbox);
    expect(readReplyAddress(replyAddress(id, other), mailbox)).toBeNull();
    expect(readReplyAddress(address.replace('Example.com', 'evil.example'), mailbox)).toBeNull();
    expect(readReplyAddress(address.replace('Cases+', 'billing+'), mailbox)).toBeNull();
    fc.assert(
      fc.property(
        fc.integer({ min: 6, max: 50 }),
        fc.constantFrom(...'0123456789abcdefghijklmnopqrstuv'),
        (at, letter) => {
          const forged = address.slice(0, at) + letter + address.slice(at + 1);
          fc.pre(forged.toLowerCase() !== address.toLowerCase());
          expect(readReplyAddress(forged, mailbox)).toBeNull();
        },
      ),
    );
    fc.assert(fc.property(fc.string(), (text) => readReplyAddress(text, mailbox) === null));
  });

  it('is none without a token', () => {
    for (const text of ['cases@example.com', 'cases+@example.com', 'cases+c-1001@example.com', '', '@'])
      expect(readReplyAddress(text, mailbox)).toBeNull();
    expect(isForMailbox('CASES@example.COM', mailbox)).toBe(true);
    expect(isForMailbox('cases@example.com.evil', mailbox)).toBe(false);
  });

  it('goes with a Message-ID by which an answer names the reply', () => {
    const id = newId();
    expect(readReplyMessageId(replyMessageId(id, mailbox), mailbox)).toBe(id);
    expect(readReplyMessageId('<someone@example.com>', mailbox)).toBeNull();
    expect(readReplyMessageId(`<${id}@elsewhere.example>`, mailbox)).toBeNull();
  });
});
