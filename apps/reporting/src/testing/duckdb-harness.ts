import { join } from 'node:path';
import { eventually, removeScratch, scratchFolder, type TestDatabase } from '@daybook/testing';
import { DuckDbReader } from '../store/duckdb/duckdb-reader';
import { DuckDbStore } from '../store/duckdb/duckdb-store';
import { DuckDbFollower } from '../store/duckdb/follower/duckdb-follower';
import { ROLLUP_SETTINGS, type RollupSettings } from '../store/duckdb/rollups/rollups';
import { filterColumns, type FilterColumn } from '../store/model/filter-columns';
import type { ReportDatabase } from '../store/postgres/report-database';

/** The database that a bench's parts stand on. */
export interface BenchDatabase {
  database: Pick<TestDatabase, 'url' | 'query'>;
  sql: Pick<ReportDatabase, 'read' | 'transact' | 'lookup'>;
}

/** A column store that follows a bench's database, and what it says about itself. */
export class DuckDbHarness {
  private readonly folder = scratchFolder('columns');
  readonly said: string[] = [];
  /** By what time days are over: by default long after all that benches tell. */
  now = new Date('2030-01-01T00:00:00Z');
  readonly path: string;
  readonly follower: DuckDbFollower;
  /** The column store alone: where it cannot answer, it fails. */
  readonly store: DuckDbStore;

  /**
   * @param path the file; by default one of its own
   * @param columns that it has and can be asked for; every two of them are rolled up together, which takes most of a test's time
   */
  constructor(
    private readonly bench: BenchDatabase,
    {
      path,
      rollups = ROLLUP_SETTINGS,
      columns = filterColumns(),
    }: { path?: string; rollups?: RollupSettings; columns?: FilterColumn[] } = {},
  ) {
    this.path = path ?? join(this.folder, 'report.duckdb');
    const note = (sentence: unknown, ...rest: unknown[]): void => {
      this.said.push([sentence, ...rest].map(String).join(' '));
    };
    this.follower = new DuckDbFollower({
      path: this.path,
      databaseUrl: this.bench.database.url,
      columns,
      logger: { info: note, warn: note },
      now: () => this.now,
      rollups,
    });
    this.store = new DuckDbStore(new DuckDbReader(this.follower, this.bench.sql.lookup));
  }

  /** Starts to follow; again after a stop. */
  start(): void {
    this.follower.start();
  }

  /** Waits until it has everything that PostgreSQL has. @returns the position */
  async caughtUp(timeout = 30_000): Promise<number> {
    const [row] = await this.bench.database.query<{ position: string }>(
      'select position from report_position',
    );
    const position = Number(row?.position);
    // As the service has it look when something was committed.
    this.follower.wake();
    const look = (): boolean => {
      if (this.follower.serving?.position === position) return true;
      throw new Error(`it is at ${this.follower.serving?.position}; it said: ${this.said.join('; ')}`);
    };
    await eventually(`the column store is at ${position}`, look, { timeout });
    return position;
  }

  /** Waits until all days that are over are rolled up. */
  async rolledUp(timeout = 30_000): Promise<void> {
    const look = (): boolean => {
      if (this.follower.rolledUp) return true;
      throw new Error(`it said: ${this.said.join('; ')}`);
    };
    await eventually('the days that are over are rolled up', look, { timeout });
  }

  async stop(): Promise<void> {
    await this.follower.close();
  }

  /** Stops for good. */
  async remove(): Promise<void> {
    await this.stop();
    removeScratch(this.folder);
  }
}
