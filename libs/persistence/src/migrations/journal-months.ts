import type { EntityManager } from '@mikro-orm/postgresql';
import type { Client } from 'pg';
import { clock } from '../clock';
import { rows } from '../sql';

/** Any number that no other lock of the database uses: two that make the same month would both find none. */
const MONTHS_LOCK = 4_711_003;

const MAKE_MONTH = `select journal_month($1) from (select pg_advisory_xact_lock(${MONTHS_LOCK})) as locked`;

/** The months that a database is known to have a partition for, by its ORM's driver. */
const known = new WeakMap<object, Set<string>>();

/** Makes the journal's partitions from last month to two months ahead, where they are missing. */
export async function ensureJournalMonths(client: Pick<Client, 'query'>): Promise<void> {
  const now = clock.now();
  const month = (ahead: number): string =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)).toISOString();
  await makeMonthsOf(client, [-1, 0, 1, 2].map(month));
}

/** Makes the journal's partitions that these times of recording need, where they are missing. */
export async function makeMonthsOf(client: Pick<Client, 'query'>, times: readonly string[]): Promise<void> {
  for (const month of monthsOf(times)) await client.query(MAKE_MONTH, [month]);
}

/**
 * Makes the partitions that these times of recording need, in the transaction of `em`. A host that slept for months
 * records before the relay has looked for the months ahead. A month that is known costs no statement.
 */
export async function ensureMonthsOf(em: EntityManager, times: readonly string[]): Promise<void> {
  const driver = em.getDriver();
  const months = known.get(driver) ?? new Set();
  known.set(driver, months);
  for (const month of monthsOf(times)) {
    if (months.has(month)) continue;
    const [found] = await rows<{ there: boolean }>(em, IS_THERE, [partOf(month)]);
    // Only what others see is known: what is made here may be rolled back.
    if (found?.there === true) months.add(month);
    else await rows(em, MAKE_MONTH, [month]);
  }
}

const IS_THERE = 'select to_regclass($1) is not null as there';

/** The first days of the months of some times. */
function monthsOf(times: readonly string[]): Set<string> {
  return new Set(times.map((time) => `${new Date(time).toISOString().slice(0, 7)}-01`));
}

/** As `journal_month` names it. */
function partOf(month: string): string {
  return `journal_${month.slice(0, 7).replace('-', '')}`;
}
