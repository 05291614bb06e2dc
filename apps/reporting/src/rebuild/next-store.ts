import type { Client } from 'pg';
import { PERSONAL_TABLES } from '../projector/customer-names';

/** The schema in which a store is made beside the one that answers, and the one where that is put aside. */
export const NEXT_SCHEMA = 'report_next';
export const PREVIOUS_SCHEMA = 'report_before';

/** The tables that make up the store and change places. `report_position` stays: its row is what batches wait for. */
export const STORE_TABLES = [
  'report_batch',
  'dimension_member',
  'column_fill',
  'activity',
  'activity_body',
  'order_value',
  'activity_correction',
  'legacy_event',
  'report_customer',
  'money_type',
] as const;

/** Tables of the library that a rebuild fills for itself; their rows are taken over, not the tables. */
const OWN_TABLES = ['report_position', 'consumer_position', 'dead_letter'] as const;

/** What the library writes into beside: whoever was anonymised is so in both stores, and is erased in the one that stays. */
const SHARED_TABLES = ['anonymised_customer', 'erasure_due'] as const;

/** Their keys and indexes are cheaper made at the end: nothing is looked up in them while they are filled. */
const INDEXED_LAST = ['activity', 'activity_body'];

/**
 * An empty next store the one that answers, with the same columns and the same names, unless there is one of this
 * rebuild already.
 * @returns whether it was made now
 */
export async function createNextStore(client: Client, rebuildId: string): Promise<boolean> {
  if ((await ownerOfNextStore(client)) === rebuildId && (await hasSameShape(client))) return false;
  await client.query('begin');
  try {
    await client.query(`drop schema if exists ${NEXT_SCHEMA} cascade`);
    await client.query(`create schema ${NEXT_SCHEMA}`);
    for (const table of [...STORE_TABLES, ...OWN_TABLES]) await copyTable(client, table);
    for (const table of SHARED_TABLES)
      await client.query(`create view ${NEXT_SCHEMA}.${table} as select customer_id from public.${table}`);
    await client.query(`insert into ${NEXT_SCHEMA}.report_position (position, forgotten) values (0, 0)`);
    await client.query(`comment on schema ${NEXT_SCHEMA} is '${rebuildId}'`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
  return true;
}

/** Removes a store that was begun, or put aside. */
export async function dropStore(
  client: Client,
  schema: typeof NEXT_SCHEMA | typeof PREVIOUS_SCHEMA,
): Promise<void> {
  await client.query(`drop schema if exists ${schema} cascade`);
}

/**
 * Makes the keys and indexes that were left for the end, lets the planner know what is there, and erases what is personal
 * of those customers who were anonymised.
 */
export async function finishNextStore(client: Client): Promise<void> {
  for (const table of INDEXED_LAST) {
    for (const statement of await keyStatements(client, table)) await client.query(statement);
    for (const statement of await indexStatements(client, table)) await client.query(statement);
  }
  for (const table of STORE_TABLES) await client.query(`analyze ${NEXT_SCHEMA}.${table}`);
  for (const table of PERSONAL_TABLES)
    await client.query(
      `update ${NEXT_SCHEMA}.${table} p set personal = '{}' from ${NEXT_SCHEMA}.report_customer c
        where c.anonymised and p.customer_id = c.customer_id and p.personal::text <> '{}'`,
    );
}

/** Whether both stores have the same columns: a filter may have been added since the next one was begun. */
export async function hasSameShape(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ same: boolean }>(
    `select count(*) = 0 as same from (
       select c.relname, a.attname, a.atttypid, count(*) from pg_class c
         join pg_namespace n on n.oid = c.relnamespace
         join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where n.nspname in ('public', '${NEXT_SCHEMA}') and c.relname = any($1::text[])
        group by 1, 2, 3 having count(*) <> 2) differing`,
    [[...STORE_TABLES]],
  );
  return rows[0]?.same === true;
}

/** The rebuild to which the next store belongs; null where there is none. */
async function ownerOfNextStore(client: Client): Promise<string | null> {
  const { rows } = await client.query<{ owner: string | null }>(
    `select obj_description(oid, 'pg_namespace') as owner from pg_namespace where nspname = '${NEXT_SCHEMA}'`,
  );
  return rows[0]?.owner ?? null;
}

async function copyTable(client: Client, table: string): Promise<void> {
  const { rows } = await client.query<{ partitioned: string | null }>(
    `select pg_get_partkeydef(to_regclass($1)) as partitioned`,
    [`public.${table}`],
  );
  const key = rows[0]?.partitioned ?? null;
  await client.query(
    `create table ${NEXT_SCHEMA}.${table} (like public.${table} including defaults including constraints
                                      including storage including identity including generated)
       ${key === null ? '' : `partition by ${key}`}`,
  );
  if (INDEXED_LAST.includes(table)) return;
  for (const statement of await keyStatements(client, table)) await client.query(statement);
  for (const statement of await indexStatements(client, table)) await client.query(statement);
}

/** Keys and unique constraints under their own names, where they are missing: later migrations find them by those. */
async function keyStatements(client: Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
       from pg_constraint c where conrelid = to_regclass($1) and contype in ('p', 'u')
        and not exists (select from pg_constraint k where k.conrelid = to_regclass($2) and k.conname = c.conname)`,
    [`public.${table}`, `${NEXT_SCHEMA}.${table}`],
  );
  return rows.map(
    ({ name, definition }) => `alter table ${NEXT_SCHEMA}.${table} add constraint ${name} ${definition}`,
  );
}

/** Indexes that no constraint stands for, where they are missing. */
async function indexStatements(client: Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ definition: string }>(
    `select pg_get_indexdef(i.indexrelid) as definition
       from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = to_regclass($1)
        and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
        and to_regclass('${NEXT_SCHEMA}.' || quote_ident(c.relname)) is null`,
    [`public.${table}`],
  );
  return rows.map(({ definition }) =>
    definition
      .replace(` ON ONLY public.${table} `, ` ON ${NEXT_SCHEMA}.${table} `)
      .replace(` ON public.${table} `, ` ON ${NEXT_SCHEMA}.${table} `),
  );
}
