import type { EntityManager } from '@mikro-orm/postgresql';
import { firstRow, rows, type Statement } from './sql';

/** How far the erasure of a customer is in one service. */
export interface ErasureState {
  /** Whether the service has heard that the customer was anonymised. */
  heard: boolean;
  /** When everything there was erased; null while something is due. */
  erasedAt: Date | null;
}

/**
 * From then on the journal takes nothing personal of the customer, and what is there is due to be erased. In the
 * transaction of `em`; doing it again changes nothing.
 */
export async function noteAnonymised(em: EntityManager, customerId: string, at: Date): Promise<void> {
  const noted = await firstRow(
    em,
    `insert into anonymised_customer (customer_id, anonymised_at) values ($1, $2)
     on conflict do nothing returning customer_id`,
    [customerId, at],
  );
  if (noted !== undefined) await rows(em, 'insert into erasure_due (customer_id) values ($1)', [customerId]);
}

/** Notes that something may have been written about customers; those among them who are anonymised are erased again. */
export async function noteWrittenAbout(em: EntityManager, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  await rows(em, ERASE_AGAIN, [customerIds]);
}

const ERASE_AGAIN: Statement = {
  name: 'erasure_again',
  text: `insert into erasure_due (customer_id)
         select customer_id from anonymised_customer where customer_id = any($1::text[])`,
};

/** The ids that stand anywhere in a text from outside, each once. */
export function idsIn(text: string): string[] {
  return [...new Set(text.toLowerCase().match(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g) ?? [])];
}

/** How far the erasure of a customer is. */
export async function erasureOf(em: EntityManager, customerId: string): Promise<ErasureState> {
  const found = await firstRow<{ erased_at: Date | null; due: boolean }>(
    em,
    `select erased_at, exists (select from erasure_due d where d.customer_id = a.customer_id) as due
     from anonymised_customer a where customer_id = $1`,
    [customerId],
  );
  if (found === undefined) return { heard: false, erasedAt: null };
  return { heard: true, erasedAt: found.due || found.erased_at === null ? null : new Date(found.erased_at) };
}

/**
 * What may be erased now: what was noted by a transaction that every running one can see, so that none of them still
 * writes what the journal would have taken before. Numbers beyond those given out come from a restored backup.
 */
const RIPE = `(noted_by < pg_snapshot_xmin(pg_current_snapshot()) or noted_by >= pg_snapshot_xmax(pg_current_snapshot()))`;

/** Customers of whom something may be erased now, those who have waited longest first. */
export async function ripeErasures(em: EntityManager, most: number): Promise<string[]> {
  const found = await rows<{ customer_id: string }>(
    em,
    `select customer_id from erasure_due where ${RIPE} group by customer_id order by min(id) limit $1`,
    [most],
  );
  return found.map(({ customer_id }) => customer_id);
}

/** Takes a customer's erasure upon the transaction of `em`; false when another replica was first. */
export async function takeErasure(em: EntityManager, customerId: string): Promise<boolean> {
  const taken = await rows(em, `delete from erasure_due where customer_id = $1 and ${RIPE} returning id`, [
    customerId,
  ]);
  return taken.length > 0;
}

/** Erases what every service keeps of a customer: its journal, answers for repeats, letters that could not be applied. */
export async function eraseKept(em: EntityManager, customerId: string, at: Date): Promise<void> {
  for (const erasure of KEPT) await rows(em, erasure, [customerId]);
  await rows(em, 'update anonymised_customer set erased_at = $1 where customer_id = $2', [at, customerId]);
}

const KEPT = [
  `update journal set event = jsonb_set(event, '{data,personal}', '{}')
   where event #>> '{data,context,customerId}' = $1 and event #> '{data,personal}' <> '{}'`,
  `update idempotency set answer = null, state = 'erased' where customer_ids @> array[$1::uuid] and state = 'done'`,
  // Few, and never many: read one after the other. What is no event any more cannot be applied either.
  // One with characters that jsonb does not take is emptied, too.
  `update dead_letter set payload = case
     when event_type is null or encode(payload, 'escape') ~ '\\\\u(0000|d[89a-f])' then ''
     else convert_to(jsonb_set(convert_from(payload, 'UTF8')::jsonb, '{data,personal}', '{}')::text, 'UTF8') end
   where position(convert_to($1, 'UTF8') in payload) > 0`,
  `update customer_context set card_last_fours = '{}' where customer_id = $1 and card_last_fours <> '{}'`,
];

/**
 * The condition that a column of text, or of bytes that were a text, mentions any of some words, whatever their case.
 * The words are `$1` of the statement, a list.
 */
export function mentionsAny(column: string, type: 'text' | 'bytea' = 'text'): string {
  const read = (text: string, bytes: string): string =>
    type === 'text' ? `lower(${text})` : `lower(encode(${bytes}, 'escape'))`;
  return `exists (
    select from unnest($1::text[]) word
    where strpos(${read(column, column)}, ${read('word', "convert_to(word, 'UTF8')")}) > 0)`;
}

/** Names and contacts that are worth looking for in what came in raw: a short one stands in too much else. */
export function wordsOf(values: readonly (string | null | undefined)[]): string[] {
  return [...new Set(values.filter((value): value is string => (value?.trim().length ?? 0) >= 5))];
}
