import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { Progress } from '../local/progress';
import type { ServiceName } from '../local/system/system-options';
import { copyOut } from './copy';
import type { DatabaseBackup, TableFile } from './manifest';
import { describeSchema } from './schema-description';

/** Writes one database, as the transaction of `client` sees it, into `<folder>/<service>`. */
export async function backUpDatabase(
  client: Client,
  service: ServiceName,
  folder: string,
  progress: Progress,
): Promise<DatabaseBackup> {
  mkdirSync(join(folder, service), { mode: 0o700 });
  // With an empty path every name is written with its schema, and means the same wherever it is read.
  await client.query(`set local search_path = ''`);
  await client.query(
    `set local datestyle = 'ISO'; set local intervalstyle = 'postgres'; set local timezone = 'UTC'`,
  );
  await client.query(`set local extra_float_digits = 3`);
  const version = await client.query<{ server_version: string }>('show server_version');
  const { before, after, sequences, tables } = await describeSchema(client);
  const files: TableFile[] = [];
  for (const [at, table] of tables.entries()) {
    const file = join(service, `${String(at + 1).padStart(4, '0')}.copy.gz`);
    files.push({ ...table, file, ...(await copyOut(client, table, join(folder, file))) });
    progress.advance(await sizeOf(client, table.name), service);
  }
  return { serverVersion: version.rows[0]?.server_version ?? '', before, after, sequences, tables: files };
}

/** How large a table is in a database, partitions apart: their rows are copied as their own tables' or through their parent. */
export async function sizeOf(client: Client, table: string): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(
    `select coalesce(sum(pg_table_size(relid)), 0) bytes from pg_partition_tree($1::regclass) where isleaf`,
    [table],
  );
  return Number(rows[0]?.bytes ?? 0);
}

/** How large all tables of a database are. */
export async function sizeOfAll(client: Client): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(
    `select coalesce(sum(pg_table_size(c.oid)), 0) bytes from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`,
  );
  return Number(rows[0]?.bytes ?? 0);
}
