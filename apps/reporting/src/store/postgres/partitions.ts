import type { EntityManager } from '@mikro-orm/postgresql';
import { rows } from '@daybook/persistence';
import type { Transact } from './report-database';

const partitioned = ['activity', 'activity_body'] as const;
const PARTITION_LOCK = 'daybook.reporting.partitions';

/** Makes the monthly partitions that a batch needs, before its transaction writes into them. */
export class Partitions {
  private readonly known = new Set<string>();

  constructor(private readonly transact: Transact) {}

  /** Makes sure that every moment's month has its partitions. @param times RFC 3339 */
  async ensureFor(times: Iterable<string>): Promise<void> {
    const missing = new Map<string, Month>();
    for (const time of times) {
      // Most are of a month that is there, and say so by their first letters.
      if (time.endsWith('Z') && this.known.has(nameOf(time))) continue;
      const month = monthOf(time);
      if (!this.known.has(month.name)) missing.set(month.name, month);
    }
    if (missing.size === 0) return;
    await this.transact(async (em) => {
      await rows(em, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [PARTITION_LOCK]);
      for (const month of missing.values()) {
        for (const table of partitioned) await ensurePartition(em, table, month);
      }
    });
    for (const name of missing.keys()) this.known.add(name);
  }
}

interface Month {
  /** `2026_11` */
  name: string;
  from: string;
  to: string;
}

/** `2026_11` of a moment in UTC. */
function nameOf(utc: string): string {
  return `${utc.slice(0, 4)}_${utc.slice(5, 7)}`;
}

/** The UTC month of a moment. */
function monthOf(time: string): Month {
  const date = new Date(time);
  const from = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1));
  const to = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
  return {
    name: nameOf(from.toISOString()),
    from: from.toISOString(),
    to: to.toISOString(),
  };
}

/**
 * Attached rather than created in place: attaching lets other batches go on writing. Names and bounds
 * come from a date and hold digits only.
 */
async function ensurePartition(em: EntityManager, table: string, month: Month): Promise<void> {
  const partition = `${table}_${month.name}`;
  const [found] = await rows(em, 'select 1 from pg_inherits where inhrelid = to_regclass($1)', [partition]);
  if (found !== undefined) return;
  await rows(em, `create table ${partition} (like ${table} including all)`);
  await rows(
    em,
    `alter table ${table} attach partition ${partition} for values from ('${month.from}') to ('${month.to}')`,
  );
}
