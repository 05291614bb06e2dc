import { type Client } from 'pg';
import type { Catalog } from '@daybook/contracts';
import { reasonOf, type Bus, type ServiceLogger } from '@daybook/messaging';
import { fillAmounts } from '../store/postgres/column-fill';
import type { FilterColumn } from '../store/model/filter-columns';
import { JournalReader } from './journal-reader';
import { openNextDatabase, type NextDatabase } from './next-database';
import { JournalReplay } from './journal-replay';
import { dropStore, finishNextStore, createNextStore, NEXT_SCHEMA } from './next-store';
import { ShapeChanged, switchOver } from './switch-over';
import { addFilterColumns } from '../store/postgres/filter-column-tables';

/** Progress is written down this often, in milliseconds, and whether it is still wanted is looked up. */
const REPORT_EVERY_MS = 500;
/** PostgreSQL's code for a lock that was not given in time. */
const LOCK_NOT_AVAILABLE = '55P03';

/** A journal does not answer in the moment in which the stores change places. */
class JournalSilent extends Error {}

/** The rebuild was cancelled. */
export class NoLongerWanted extends Error {}

/** What a rebuild needs. */
export interface RebuildTools {
  databaseUrl: string;
  connection: Bus['connection'];
  catalog: Catalog;
  columns: readonly FilterColumn[];
  consumer: string;
  now: () => Date;
  signal: AbortSignal;
  logger: Pick<ServiceLogger, 'info' | 'warn'>;
}

/**
 * Makes the store anew beside the one that answers, and puts it in its place. Killed at any point, it goes on where
 * the next store stands when it is called again.
 * @param client holds the lock by which only one replica does it
 * @throws NoLongerWanted when it was cancelled
 */
export async function runRebuild(client: Client, rebuildId: string, tools: RebuildTools): Promise<void> {
  for (let done = false; !done;) {
    try {
      await rebuildOnce(client, rebuildId, tools);
      done = true;
    } catch (error) {
      if (!(error instanceof ShapeChanged)) throw error;
      tools.logger.warn('the report has other filters by now: it is started again', { rebuildId });
      await dropStore(client, NEXT_SCHEMA);
    }
  }
  tools.logger.info('the report was rebuilt', { rebuildId });
}

async function rebuildOnce(client: Client, rebuildId: string, tools: RebuildTools): Promise<void> {
  const fresh = await createNextStore(client, rebuildId);
  tools.logger.info('the report is being rebuilt', { rebuildId, fresh });
  const next = await openNextDatabase(tools.databaseUrl);
  try {
    if (fresh) await prepare(next, client, tools);
    await fillAndSwitch(client, rebuildId, next, tools);
  } finally {
    await next.close();
  }
}

/** Its rows are numbered on from the old store's, so that positions only grow for who asks with one. */
async function prepare(
  { database }: NextDatabase,
  client: Client,
  { columns, catalog }: RebuildTools,
): Promise<void> {
  await database.transact((em) => addFilterColumns(em, columns));
  await fillAmounts(database.transact, catalog);
  await client.query(
    `update ${NEXT_SCHEMA}.report_position n set position = o.position, forgotten = o.position from public.report_position o`,
  );
}

async function fillAndSwitch(
  client: Client,
  rebuildId: string,
  next: NextDatabase,
  tools: RebuildTools,
): Promise<void> {
  const { catalog, columns, consumer, signal, logger } = tools;
  let reported = 0;
  // Not while the tables change places: that transaction asks for itself, at its end.
  let switching = false;
  const emit = async (changes: string, values: readonly unknown[]): Promise<void> => {
    if (switching) return;
    reported = Date.now();
    const { rows } = await client.query(
      `update report_rebuild set ${changes} where id = $1 and state = 'running' returning id`,
      [rebuildId, ...values],
    );
    if (rows.length === 0) throw new NoLongerWanted();
  };
  const journals = new JournalReader(tools.connection, signal, async (producer, error) => {
    // The projector that stands still meanwhile cannot wait for that.
    if (switching) throw new JournalSilent(producer);
    await emit('trouble = $2', [`the journal of ${producer} does not answer: ${reasonOf(error)}`]);
  });
  const filler = new JournalReplay({
    next,
    journals,
    catalog,
    columns,
    consumer,
    progress: async (applied, of) => {
      signal.throwIfAborted();
      if (Date.now() - reported >= REPORT_EVERY_MS)
        await emit('applied = $2, total = $3, trouble = null', [applied, of]);
    },
  });
  await filler.catchUp(false);
  await finishNextStore(client);
  for (;;) {
    await filler.catchUp();
    await emit('applied = total, trouble = null', []);
    switching = true;
    try {
      if (await switchOver(client, rebuildId, consumer, tools.now(), () => filler.catchUp())) return;
    } catch (error) {
      const busy = (error as { code?: unknown }).code === LOCK_NOT_AVAILABLE;
      if (!busy && !(error instanceof JournalSilent)) throw error;
      logger.info('the new report waits for its moment', { rebuildId, reason: reasonOf(error) });
    } finally {
      switching = false;
    }
    signal.throwIfAborted();
  }
}
