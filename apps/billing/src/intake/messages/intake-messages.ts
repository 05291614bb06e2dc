import type { EntityManager } from '@mikro-orm/postgresql';
import { INTAKE_PARKED_HOURS } from '@daybook/contracts';
import { firstRow, rows, type Statement } from '@daybook/persistence';
import type { BillingEngine } from '../../engines/billing-engine.entity';
import { NAMING_FIELDS, sha256 } from './message-identity';
import type { Subject } from './intake-subjects';
import type { IncomingMessage, ReadMessage } from './intake-reader';
import { prefetchedFor, type KnownMessage } from './prefetched';

/** What is known of a message's id. */
export interface SeenMessage {
  state: 'taken' | 'parked';
  /** Whether it stood on another message. */
  other: boolean;
}

/**
 * What an engine sent before under the id of a message; undefined: nothing.
 * @param anew not as it was when the batch began
 */
export async function seenBefore(
  em: EntityManager,
  engine: BillingEngine,
  { id, contentHash }: ReadMessage,
  anew = false,
): Promise<SeenMessage | undefined> {
  const batch = anew ? undefined : prefetchedFor(em, engine.id);
  const row =
    batch === undefined ? await firstRow<KnownMessage>(em, SEEN, [engine.id, id]) : batch.seen.get(id);
  if (row === undefined) return undefined;
  return { state: row.state, other: row.content_hash !== null && !contentHash.equals(row.content_hash) };
}

/** Keeps a message until what it is about becomes known. */
export async function park(
  em: EntityManager,
  engine: BillingEngine,
  { id, type, namings: [naming], contentHash }: ReadMessage,
  { subject, bytes, receivedAt }: IncomingMessage,
  now: Date,
): Promise<void> {
  await rows(
    em,
    `insert into intake_message
       (engine_id, message_id, state, type, received_at, subject, payload, content_hash,
        subject_kind, subject_id, subject_reference, parked_until)
     values ($1, $2, 'parked', $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
    [
      engine.id,
      id,
      type,
      receivedAt,
      subject,
      Buffer.from(bytes),
      contentHash,
      naming.kind,
      naming.id ?? null,
      naming.reference ?? null,
      new Date(now.getTime() + INTAKE_PARKED_HOURS * 60 * 60 * 1000),
    ],
  );
  prefetchedFor(em, engine.id)?.seen.set(id, { state: 'parked', content_hash: contentHash });
}

const SEEN: Statement = {
  name: 'intake_seen',
  text: 'select state, content_hash from intake_message where engine_id = $1 and message_id = $2',
};

/** Notes that a message is taken; answers whether for the first time. Two of the same id wait for each other here. */
export async function remember(
  em: EntityManager,
  engine: BillingEngine,
  { id, type, namings: [naming], contentHash }: ReadMessage,
  { subject, receivedAt }: IncomingMessage,
  again: boolean,
): Promise<boolean> {
  const row = await firstRow(em, REMEMBER, [
    engine.id,
    id,
    type,
    receivedAt,
    subject,
    contentHash,
    naming.kind,
    again,
  ]);
  if (row === undefined) return false;
  prefetchedFor(em, engine.id)?.seen.set(id, { state: 'taken', content_hash: contentHash });
  return true;
}

const REMEMBER: Statement = {
  name: 'intake_remember',
  text: `insert into intake_message
           (engine_id, message_id, state, type, received_at, subject, content_hash, subject_kind)
         values ($1, $2, 'taken', $3, $4, $5, $6, $7)
         on conflict (engine_id, message_id) do update set state = 'taken', payload = null
           where intake_message.state = 'parked' and $8::boolean returning message_id`,
};

/**
 * One fact counts once whatever message it comes in: whether this one is new.
 * @param more what tells it from the fact of its key
 */
export async function isNewFact(
  em: EntityManager,
  engine: BillingEngine,
  subject: Subject,
  read: ReadMessage,
  more = '',
): Promise<boolean> {
  const row = await firstRow(em, NEW_FACT, [
    subject.id,
    read.type,
    `${factKeyOf(read, subject)}${more}`,
    engine.id,
    read.id,
  ]);
  return row !== undefined;
}

const NEW_FACT: Statement = {
  name: 'intake_new_fact',
  text: `insert into intake_fact (subject_id, type, key, engine_id, message_id)
         values ($1, $2, $3, $4, $5) on conflict do nothing returning subject_id`,
};

/**
 * By what a fact is known beside its subject and type, so that it counts once whatever message it comes in: run,
 * cycle and attempt of a purchase; which chargeback of a transaction; else the engine's reference of it, or its time and
 * what it says.
 */
function factKeyOf({ about, type, data, time, unread }: ReadMessage, subject: Subject): string {
  const { cycle, attempt, occurrence, factReference } = data;
  const trial = type.startsWith('trial.');
  if (unread) return factReference ?? saidAt(time, data);
  if ('purchase' in subject && subject.purchase !== null && (trial || cycle !== undefined))
    return `${subject.purchase.run}/${trial ? 0 : (cycle ?? 0)}/${attempt ?? 1}`;
  if (about === 'transaction') return String(occurrence ?? 1);
  return factReference ?? saidAt(time, data);
}

function saidAt(time: Date, data: object): string {
  const said = Object.entries(data).filter(([field]) => !NAMING_FIELDS.includes(field));
  return `${time.toISOString()}/${sha256(Object.fromEntries(said)).toString('hex', 0, 8)}`;
}
