import type { Client } from 'pg';
import type { JournalHead } from '@daybook/contracts';
import { PREVIOUS_SCHEMA, hasSameShape, NEXT_SCHEMA, STORE_TABLES } from './next-store';

/** For a table somebody reads from we wait this long; meanwhile those who come after wait too. */
const LOCK_PATIENCE = '2s';

/** A filter was added since the next store was begun: it lacks a column and has to be started again. */
export class ShapeChanged extends Error {}

/**
 * Puts the next store in the place of the one that answers, in one transaction: whoever reads sees the one or the
 * other. The running projector stands still at its positions meanwhile, so that the new store can be brought to where
 * the old one is, and nothing is between them.
 * @param catchUp takes in the rest, and answers the heads that it saw
 * @returns false when the old store knew more even so; then it is tried again
 * @throws ShapeChanged; Error `55P03` when somebody reads too long
 */
export async function switchOver(
  client: Client,
  rebuildId: string,
  consumer: string,
  now: Date,
  catchUp: () => Promise<JournalHead[]>,
): Promise<boolean> {
  await client.query('begin');
  try {
    await client.query(`set local lock_timeout = '${LOCK_PATIENCE}'`);
    // In the order in which a replay, and then a batch, takes them.
    await client.query(
      'select from dead_letter where consumer = $1 and resolved_at is null order by id for update',
      [consumer],
    );
    await client.query(
      'select from consumer_position where consumer = $1 order by producer, epoch for update',
      [consumer],
    );
    await client.query('select from report_position for update');
    if (!(await hasSameShape(client))) throw new ShapeChanged('the stores differ in their columns');
    const heads = await catchUp();
    const done = (await holdsAll(client, consumer, heads)) && (await isStillWanted(client, rebuildId, now));
    if (done) {
      await exchangeTables(client);
      await takeOver(client, consumer);
    }
    await client.query(done ? 'commit' : 'rollback');
    return done;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** Whether the new store has whatever the old one has, as far as the journals know of it. */
async function holdsAll(client: Client, consumer: string, heads: readonly JournalHead[]): Promise<boolean> {
  const ends = heads.flatMap(({ producer, epochs }) => epochs.map((epoch) => ({ producer, ...epoch })));
  const { rows } = await client.query(
    `select from public.consumer_position o
       join unnest($2::text[], $3::integer[], $4::bigint[]) as h (producer, epoch, sequence)
         on h.producer = o.producer and h.epoch = o.epoch
       left join ${NEXT_SCHEMA}.consumer_position n
         on n.consumer = o.consumer and n.producer = o.producer and n.epoch = o.epoch
      where o.consumer = $1
        and not o.applied * int8multirange(int8range(1, h.sequence + 1)) <@ coalesce(n.applied, '{}')`,
    [
      consumer,
      ends.map(({ producer }) => producer),
      ends.map(({ epoch }) => epoch),
      ends.map(({ sequence }) => sequence),
    ],
  );
  return rows.length === 0;
}

async function isStillWanted(client: Client, rebuildId: string, now: Date): Promise<boolean> {
  const { rows } = await client.query(
    `update report_rebuild set state = 'done', finished_at = $2, trouble = null
      where id = $1 and state = 'running' returning id`,
    [rebuildId, now],
  );
  return rows.length > 0;
}

async function exchangeTables(client: Client): Promise<void> {
  await client.query(`drop schema if exists ${PREVIOUS_SCHEMA} cascade`);
  await client.query(`create schema ${PREVIOUS_SCHEMA}`);
  const [old, next] = [await withParts(client, 'public'), await withParts(client, NEXT_SCHEMA)];
  for (const table of old) await client.query(`alter table public.${table} set schema ${PREVIOUS_SCHEMA}`);
  for (const table of next) await client.query(`alter table ${NEXT_SCHEMA}.${table} set schema public`);
}

/** The store's tables in a schema, with their partitions. */
async function withParts(client: Client, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `with recursive tables as (
       select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = $1 and c.relname = any($2::text[]) and c.relkind in ('r', 'p')
       union all
       select i.inhrelid from pg_inherits i join tables t on t.oid = i.inhparent
     )
     select quote_ident(c.relname) as name from tables t join pg_class c on c.oid = t.oid`,
    [schema, [...STORE_TABLES]],
  );
  return rows.map(({ name }) => name);
}

/**
 * Rows that others wait for are changed in place. What the new store has is what it says; the sequences of an epoch
 * that no journal knows stay as passed, or they would be asked for for ever.
 */
async function takeOver(client: Client, consumer: string): Promise<void> {
  await client.query(
    `update consumer_position o set applied = n.applied from ${NEXT_SCHEMA}.consumer_position n
      where o.consumer = $1 and n.consumer = $1 and n.producer = o.producer and n.epoch = o.epoch`,
    [consumer],
  );
  await client.query(
    `insert into consumer_position (consumer, producer, epoch, applied)
     select consumer, producer, epoch, applied from ${NEXT_SCHEMA}.consumer_position where consumer = $1
     on conflict do nothing`,
    [consumer],
  );
  await client.query(
    `delete from dead_letter where consumer = $1 and resolved_at is null and sequence is not null`,
    [consumer],
  );
  await client.query(
    `insert into dead_letter select * from ${NEXT_SCHEMA}.dead_letter where consumer = $1
     on conflict (consumer, producer, epoch, sequence) do update
       set resolved_at = null, reason = excluded.reason, failed_at = excluded.failed_at`,
    [consumer],
  );
  // Later than both, so that no position is met twice with different meanings.
  await client.query(
    `update report_position o
        set position = greatest(o.position, n.position) + 1, forgotten = greatest(o.position, n.position) + 1,
            begins = greatest(o.position, n.position) + 1, store = o.store + 1
       from ${NEXT_SCHEMA}.report_position n`,
  );
}
