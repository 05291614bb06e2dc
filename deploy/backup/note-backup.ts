import { hostname } from 'node:os';
import { Client } from 'pg';
import type { Manifest } from './manifest';

/**
 * Notes a finished backup where the system shows its administrators what was backed up and when. The backup is good
 * without it: databases may be copies that take nothing, or of a version that does not know backups.
 * @returns why it is not noted, for people to read; undefined where it is
 */
export async function noteBackup(
  url: string,
  folder: string,
  { daybook, time, secrets, databases }: Omit<Manifest, 'format'>,
): Promise<string | undefined> {
  const bytes = Object.values(databases)
    .flatMap(({ tables }) => tables)
    .reduce((sum, table) => sum + table.bytes, 0);
  const client = new Client({ connectionString: url, application_name: 'backup' });
  try {
    await client.connect();
    await client.query(
      `insert into public.backup (id, snapshot_at, finished_at, version, bytes, secrets, host, folder)
       values (gen_random_uuid(), $1, now(), $2, $3, $4, $5, $6)`,
      [time, daybook, bytes, secrets, hostname(), folder],
    );
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await client.end();
  }
}
