import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { WEBHOOK_TOLERANCE_SECONDS } from '@daybook/contracts';

/** The headers of a message, as they came. */
export interface SignedHeaders {
  id?: string | undefined;
  timestamp?: string | undefined;
  signature?: string | undefined;
}

/** What the check of a message found. */
export type Verdict = 'genuine' | 'signature_invalid' | 'timestamp_stale';

const PREFIX = 'whsec_';

/** A new secret of 256 bits, in the form in which secrets are handed out. */
export function newSecret(): string {
  return `${PREFIX}${randomBytes(32).toString('base64')}`;
}

/**
 * Signs a message as Standard Webhooks wants it, once with each secret: while secrets change, the receiver finds
 * a signature of the one it knows.
 */
export function signatureOf(
  secrets: readonly string[],
  id: string,
  timestamp: number,
  body: string | Buffer,
): string {
  return secrets
    .map((secret) => `v1,${mac(secret, id, String(timestamp), body).toString('base64')}`)
    .join(' ');
}

/**
 * Checks a message: any of the secrets may have signed it, any of its signatures may fit, and its timestamp may be
 * five minutes off. Compares in constant time and looks at the timestamp only after the signature, so that nobody
 * without a secret learns anything.
 */
export function verify(secrets: readonly string[], headers: SignedHeaders, body: Buffer, now: Date): Verdict {
  const { id, timestamp, signature } = headers;
  if (!id || !timestamp || !signature || !/^\d{1,12}$/.test(timestamp)) return 'signature_invalid';
  const given = signature
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice(3), 'base64'));
  let genuine = false;
  for (const secret of secrets) {
    const expected = mac(secret, id, timestamp, body);
    for (const candidate of given) {
      if (candidate.length === expected.length && timingSafeEqual(candidate, expected)) genuine = true;
    }
  }
  if (!genuine) return 'signature_invalid';
  const seconds = Math.abs(now.getTime() / 1000 - Number(timestamp));
  return seconds > WEBHOOK_TOLERANCE_SECONDS ? 'timestamp_stale' : 'genuine';
}

function mac(secret: string, id: string, timestamp: string, body: string | Buffer): Buffer {
  const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
}
