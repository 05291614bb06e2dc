import type { MikroORM } from '@mikro-orm/postgresql';
import { Client } from 'pg';
import { ensureJournalMonths } from './migrations/journal-months';

/** Any number that no other lock of the database uses. */
const MIGRATION_LOCK = 4_711_001;

/**
 * Brings a database up to date. Several replicas may start at once: one migrates, the others wait for it.
 * Also makes the journal's partitions of this month and the next.
 */
export async function migrate(orm: MikroORM, url: string): Promise<void> {
  const lock = new Client({ connectionString: url, application_name: 'migrations' });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await orm.getMigrator().up();
    await ensureJournalMonths(lock);
  } finally {
    await lock.end();
  }
}
