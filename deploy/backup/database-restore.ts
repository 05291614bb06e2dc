import { join } from 'node:path';
import type { Client } from 'pg';
import { startEpoch } from '@daybook/messaging';
import type { Progress } from '../local/progress';
import type { ServiceName } from '../local/system/system-options';
import { copyIn, measure, type RowSource } from './copy';
import type { DatabaseBackup, Manifest, TableFile } from './manifest';
import { describeSchema } from './schema-description';

/** What reading a file costs of what restoring it does. */
export const READING = 0.05;

/** Reads every file of a backup through. @throws Error naming a file that is missing or not as it was written */
export async function verifyFiles(folder: string, manifest: Manifest, progress: Progress): Promise<void> {
  for (const { tables } of Object.values(manifest.databases)) {
    for (const { file, bytes, sha256 } of tables) {
      const found = await measure(join(folder, file));
      if (found.bytes !== bytes || found.sha256 !== sha256)
        throw new Error(`${join(folder, file)} is not as it was written: its checksum is wrong`);
      progress.advance(bytes * READING, 'reading through');
    }
  }
}

/**
 * Refuses a database that somebody uses now, and, unless it may be replaced, one that holds tables.
 * @throws Error saying which and why
 */
export async function refuseUnfit(client: Client, service: ServiceName, replace: boolean): Promise<void> {
  const users = await client.query<{ name: string }>(
    `select distinct coalesce(nullif(application_name, ''), usename) as name from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
  );
  if (users.rows.length > 0) {
    const names = users.rows.map(({ name }) => name).join(', ');
    throw new Error(`The database of ${service} is in use (${names}): stop the system first`);
  }
  if (!replace && !(await isEmpty(client)))
    throw new Error(`The database of ${service} is not empty: with --replace its content is thrown away`);
}

/** Whether a database holds no table. */
export async function isEmpty(client: Client): Promise<boolean> {
  const tables = await client.query<{ number: string }>(
    `select count(*) as number from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`,
  );
  return tables.rows[0]?.number === '0';
}

/**
 * Makes a database what the backup holds, in the transaction that is open on `client`, and begins a new epoch of its
 * journal: the old one ends where the backup ends, whatever others have seen of it since.
 *
 * @throws Error when what stands there afterwards is not what was backed up
 */
export async function restoreDatabase(
  client: Client,
  service: ServiceName,
  backup: DatabaseBackup,
  read: (table: TableFile) => RowSource,
): Promise<void> {
  await empty(client);
  // Functions may speak of tables that come after them.
  await client.query('set local check_function_bodies = off');
  for (const { sql } of backup.before) await client.query(sql);
  for (const table of backup.tables) {
    const rows = await copyIn(client, table, read(table));
    if (rows !== table.rows)
      throw new Error(`${table.name} of ${service} has ${rows} rows; the backup says ${table.rows}`);
  }
  for (const { name, value, called } of backup.sequences)
    await client.query('select setval($1::regclass, $2::bigint, $3)', [name, value, called]);
  for (const { sql } of backup.after) await client.query(sql);
  await compare(client, service, backup);
  await startEpoch(client);
}

async function empty(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(nspname) as name from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'`,
  );
  for (const { name } of rows) await client.query(`drop schema ${name} cascade`);
}

/** What cannot be told apart by its description is the same. */
async function compare(client: Client, service: ServiceName, backup: DatabaseBackup): Promise<void> {
  await client.query(`set local search_path = ''`);
  const made = await describeSchema(client);
  await client.query('set local search_path = default');
  const found = new Set([...made.before, ...made.after].map(({ sql }) => sql));
  const missing = [...backup.before, ...backup.after].filter(({ sql }) => !found.has(sql));
  const number = backup.before.length + backup.after.length;
  if (
    missing.length > 0 ||
    found.size !== new Set([...backup.before, ...backup.after].map((m) => m.sql)).size
  )
    throw new Error(
      `The database of ${service} did not become what was backed up: ${missing.map(({ what }) => what).join(', ') || `more than ${number} things`}`,
    );
}
