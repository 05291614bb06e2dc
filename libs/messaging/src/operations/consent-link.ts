import { createHmac, timingSafeEqual } from 'node:crypto';
import { IsOptional, Matches } from 'class-validator';

/** For how long a customer may answer by the link that they were sent. */
export const CONSENT_LINK_DAYS = 30;

const DAY_MS = 86_400_000;
const ID_BYTES = 16;
const TIME_BYTES = 6;
const SIGNATURE_BYTES = 32;
const DOMAIN = 'daybook consent link\n';

/** What a link for a customer's consent says. */
export interface ConsentLink {
  /** The request that it answers: the id of the event *Consent Requested*. */
  requestId: string;
  expiresAt: Date;
}

/** A setting that holds the key (32 bytes, base64) with which links for consent are signed; absent: there are none. */
export function ConsentLinksKey(): PropertyDecorator {
  return (target, property) => {
    IsOptional()(target, property);
    Matches(/^[A-Za-z0-9+/]{43}=$/, { message: 'must be 32 bytes in base64' })(target, property);
  };
}

/** The link of a request that was made at a moment. */
export function consentLinkOf(requestId: string, requestedAt: Date): ConsentLink {
  return { requestId, expiresAt: new Date(requestedAt.getTime() + CONSENT_LINK_DAYS * DAY_MS) };
}

/** The token of a link: id, end and signature, in 72 letters that any address may hold. Holds nothing of the person. */
export function consentToken({ requestId, expiresAt }: ConsentLink, key: string): string {
  const said = Buffer.alloc(ID_BYTES + TIME_BYTES);
  said.write(requestId.replaceAll('-', ''), 'hex');
  said.writeUIntBE(Math.floor(expiresAt.getTime() / 1_000), ID_BYTES, TIME_BYTES);
  return Buffer.concat([said, signatureOf(said, key)]).toString('base64url');
}

/** Reads a token; null for one that was not signed with the key. Whether it has expired is for the reader to say. */
export function readConsentToken(token: string, key: string): ConsentLink | null {
  const bytes = Buffer.from(token, 'base64url');
  // Some letters can be written in several ways: only one of them is the token.
  if (bytes.length !== ID_BYTES + TIME_BYTES + SIGNATURE_BYTES || bytes.toString('base64url') !== token)
    return null;
  const said = bytes.subarray(0, ID_BYTES + TIME_BYTES);
  if (!timingSafeEqual(bytes.subarray(said.length), signatureOf(said, key))) return null;
  const hex = said.toString('hex', 0, ID_BYTES);
  const requestId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { requestId, expiresAt: new Date(said.readUIntBE(ID_BYTES, TIME_BYTES) * 1_000) };
}

function signatureOf(said: Buffer, key: string): Buffer {
  return createHmac('sha256', Buffer.from(key, 'base64')).update(DOMAIN).update(said).digest();
}
