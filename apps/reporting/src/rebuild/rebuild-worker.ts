import { Client } from 'pg';
import { isTransient, reasonOf, WorkLoop, type ServiceLogger } from '@daybook/messaging';
import { rows, type UnitOfWork } from '@daybook/persistence';
import { NoLongerWanted, runRebuild, type RebuildTools } from './rebuild-run';
import { PREVIOUS_SCHEMA, dropStore, NEXT_SCHEMA } from './next-store';

/** Milliseconds between two looks for a rebuild to do. */
const LOOK_MS = 1_000;
/** Milliseconds that a step may take, such as making the keys of a big table. */
const LONGEST_STEP_MS = 6 * 3_600_000;
const LOCK = `hashtextextended('daybook.reporting.rebuild', 0)`;

/** Does the rebuild that is asked for, in one replica at a time; another one goes on when that one is gone. */
export class RebuildWorker {
  private readonly loop: WorkLoop;

  constructor(
    private readonly tools: Omit<RebuildTools, 'signal' | 'logger'> & {
      logger: ServiceLogger;
      work: UnitOfWork;
    },
  ) {
    this.loop = new WorkLoop('rebuilding the report', LOOK_MS, () => this.look(), tools.logger, {
      longestLookMs: LONGEST_STEP_MS,
      watches: ['report_rebuild'],
    });
  }

  start(): void {
    this.loop.start();
  }

  /** Leaves a rebuild where it stands. */
  async stop(): Promise<void> {
    await this.loop.stop();
  }

  /** Does what there is to do, if no other replica does. */
  async look(): Promise<void> {
    const [due] = await this.tools.work.read((em) => rows(em, DUE));
    if (due === undefined) return;
    const client = new Client({
      connectionString: this.tools.databaseUrl,
      application_name: 'reporting rebuild',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    // A connection that breaks fails the statement that comes next.
    client.on('error', (error) => this.tools.logger.debug('the connection of a rebuild was lost', error));
    await client.connect();
    try {
      const { rows: got } = await client.query(`select where pg_try_advisory_lock(${LOCK})`);
      if (got.length > 0) await this.work(client);
    } finally {
      await client.end();
    }
  }

  /** With the lock: what was looked up before may be done by now. */
  private async work(client: Client): Promise<void> {
    const rebuildId = await running(client);
    if (rebuildId !== null) {
      try {
        await runRebuild(client, rebuildId, { ...this.tools, signal: this.loop.signal });
      } catch (error) {
        if (!(error instanceof NoLongerWanted)) await this.failed(client, rebuildId, error);
      }
    }
    if ((await running(client)) !== null) return;
    for (const schema of [NEXT_SCHEMA, PREVIOUS_SCHEMA] as const) await dropStore(client, schema);
  }

  /** What passes by itself is tried again by the loop, from where it stands; anything else is told and ends it. */
  private async failed(client: Client, rebuildId: string, error: unknown): Promise<void> {
    if (this.loop.signal.aborted) return;
    if (isTransient(error)) throw error;
    this.tools.logger.error('the report could not be rebuilt', { rebuildId, err: error });
    await client.query(
      `update report_rebuild set state = 'failed', trouble = $2, finished_at = $3 where id = $1 and state = 'running'`,
      [rebuildId, reasonOf(error), this.tools.now()],
    );
  }
}

// A rebuild that is wanted, or what one has left behind.
const DUE = `
  select 1 where exists (select from report_rebuild where state = 'running')
              or to_regnamespace('${NEXT_SCHEMA}') is not null or to_regnamespace('${PREVIOUS_SCHEMA}') is not null`;

async function running(client: Client): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `select id from report_rebuild where state = 'running'`,
  );
  return rows[0]?.id ?? null;
}
