import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { newId } from '@daybook/contracts';
import { rows } from '@daybook/persistence';

/** An e-mail as it came. */
export interface RawMail {
  /** What the envelope says: empty for what comes back. */
  envelopeFrom: string;
  envelopeTo: readonly string[];
  raw: Buffer;
}

/** Keeps an e-mail, to be applied later. Answers whether it is a new one: the same that is sent again is kept once. */
export async function keepMail(
  em: EntityManager,
  { envelopeFrom, envelopeTo, raw }: RawMail,
  now: Date,
): Promise<boolean> {
  const kept = await rows(
    em,
    `insert into inbound_mail
       (id, fingerprint, envelope_from, envelope_to, size, raw, received_at, status, next_try_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'waiting', $7) on conflict (fingerprint) do nothing returning id`,
    [newId(), fingerprintOf(raw), envelopeFrom, JSON.stringify(envelopeTo), raw.length, raw, now],
  );
  return kept.length > 0;
}

/** Keeps that an e-mail came which is too large to be taken. Answers whether it is a new one. */
export async function keepRefused(
  em: EntityManager,
  {
    from,
    subject,
    size,
    mailbox,
  }: { from: string | undefined; subject: string; size: number; mailbox: string },
  now: Date,
): Promise<boolean> {
  const same = createHash('sha256')
    .update(JSON.stringify([from, subject, size]))
    .digest('hex');
  const kept = await rows(
    em,
    `insert into inbound_mail (id, fingerprint, envelope_from, envelope_to, size, received_at, status, next_try_at,
       from_address, subject, last_error, settled_at)
     values ($1, $2, $3, $4, $5, $6, 'failed', $6, $3, $7, 'it is too large', $6)
     on conflict (fingerprint) do nothing returning id`,
    [newId(), same, from ?? '', JSON.stringify([mailbox]), size, now, subject.slice(0, 1_000)],
  );
  return kept.length > 0;
}

/** By which the same mail is known, whichever servers have written their names above it meanwhile. */
export function fingerprintOf(raw: Buffer): string {
  const end = endOfHeaders(raw);
  const head = raw.toString('latin1', 0, end).replace(/\r?\n[ \t]+/g, ' ');
  const messageId = /^message-id:\s*(\S.*)$/im.exec(head)?.[1]?.trim();
  const hash = createHash('sha256');
  // Nothing else tells one mail from another.
  if (messageId === undefined) hash.update(raw);
  else hash.update(messageId).update('\n').update(raw.subarray(end));
  return hash.digest('hex');
}

/** Where the first empty line begins; the end where there is none. */
export function endOfHeaders(raw: Buffer): number {
  const ends = ['\r\n\r\n', '\n\n'].map((blank) => raw.indexOf(blank)).filter((at) => at !== -1);
  return ends.length === 0 ? raw.length : Math.min(...ends);
}
