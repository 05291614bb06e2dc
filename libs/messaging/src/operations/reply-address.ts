import { createHmac, timingSafeEqual } from 'node:crypto';
import { IsOptional, Matches } from 'class-validator';

const ID_BYTES = 16;
const SIGNATURE_BYTES = 12;
const DOMAIN = 'daybook reply address\n';
/** Letters of a token: 28 bytes, five bits each. Mail servers may write addresses small, so there are no capitals. */
const LETTERS = 45;

/** Where customers' answers come in, and the key by which one is known as an answer to a reply of ours. */
export interface Mailbox {
  /** Such as `cases@example.com`. */
  address: string;
  /** 32 bytes in base64. */
  key: string;
}

/** A setting that holds the address to which customers answer; absent: nobody can. */
export function MailboxAddress(): PropertyDecorator {
  return (target, property) => {
    IsOptional()(target, property);
    // The token has to fit: what stands before the @ may have 64 letters.
    Matches(/^[^\s@+<>",;:()[\]\\]{1,18}@[^\s@<>",;:()[\]\\]+$/, {
      message:
        'must be an address such as cases@example.com, with at most 18 letters before the @ and no plus',
    })(target, property);
  };
}

/** A setting that holds the key (32 bytes, base64) with which addresses for answers are signed. */
export function MailboxKey(): PropertyDecorator {
  return (target, property) => {
    IsOptional()(target, property);
    Matches(/^[A-Za-z0-9+/]{43}=$/, { message: 'must be 32 bytes in base64' })(target, property);
  };
}

/** The mailbox of a service's settings; null where it has none. */
export function mailboxOf(config: { casesMailbox?: string; casesMailboxKey?: string }): Mailbox | null {
  const { casesMailbox: address, casesMailboxKey: key } = config;
  return address === undefined || key === undefined ? null : { address, key };
}

/** The address to which a reply is answered, as `cases+<token>@example.com`: whoever has it writes into that case. */
export function replyAddress(replyId: string, { address, key }: Mailbox): string {
  const said = Buffer.from(replyId.replaceAll('-', ''), 'hex');
  const bytes = Buffer.concat([said, signatureOf(said, key)]);
  const token = BigInt(`0x${bytes.toString('hex')}`)
    .toString(32)
    .padStart(LETTERS, '0');
  const [local = '', domain = ''] = address.split('@');
  return `${local}+${token}@${domain}`;
}

/** The Message-ID under which a reply goes: the same for each try, and no secret. */
export function replyMessageId(replyId: string, { address }: Mailbox): string {
  return `<${replyId}@${domainOf(address)}>`;
}

/** The reply that a Message-ID of ours names; null for any other. */
export function readReplyMessageId(messageId: string, { address }: Mailbox): string | null {
  const [, id = '', domain = ''] = /^<?([0-9a-f-]{36})@([^>]+)>?$/i.exec(messageId.trim()) ?? [];
  return domain.toLowerCase() === domainOf(address) ? id.toLowerCase() : null;
}

/** Whether mail to an address is for the mailbox, with a token or without. */
export function isForMailbox(to: string, { address }: Pick<Mailbox, 'address'>): boolean {
  return plainAddress(to) === address.toLowerCase();
}

/** The reply that an address was made for; null for one that was not signed with the key. */
export function readReplyAddress(to: string, mailbox: Mailbox): string | null {
  const [, token = ''] = /\+([0-9a-v]{45})@/.exec(to.toLowerCase()) ?? [];
  if (token === '' || !isForMailbox(to, mailbox)) return null;
  const value = [...token].reduce((sum, letter) => sum * 32n + BigInt(parseInt(letter, 32)), 0n);
  const hex = value.toString(16).padStart((ID_BYTES + SIGNATURE_BYTES) * 2, '0');
  const bytes = Buffer.from(hex, 'hex');
  if (bytes.length !== ID_BYTES + SIGNATURE_BYTES) return null;
  const said = bytes.subarray(0, ID_BYTES);
  if (!timingSafeEqual(bytes.subarray(ID_BYTES), signatureOf(said, mailbox.key))) return null;
  return said.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** An address without what stands behind a plus, in small letters. */
function plainAddress(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*(?=@[^@]*$)/, '');
}

function domainOf(address: string): string {
  return address.slice(address.indexOf('@') + 1).toLowerCase();
}

function signatureOf(said: Buffer, key: string): Buffer {
  return createHmac('sha256', Buffer.from(key, 'base64'))
    .update(DOMAIN)
    .update(said)
    .digest()
    .subarray(0, SIGNATURE_BYTES);
}
