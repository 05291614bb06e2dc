import { join } from 'node:path';
import { eventually, removeScratch, scratchFolder, type TestDatabase } from '@daybook/testing';
import type { BreakdownStore } from '../store/breakdown-store';
import { DuckDbReader } from '../store/duckdb/duckdb-reader';
import { DuckDbBreakdownStore } from '../store/duckdb/duckdb-breakdown-store';
import { DuckDbSummaryStore } from '../store/duckdb/duckdb-summary-store';
import { DuckDbFollower } from '../store/duckdb/follower/duckdb-follower';
import { ROLLUP_SETTINGS, type RollupSettings } from '../store/duckdb/rollups/rollups';
import { filterColumns } from '../store/filter-columns';
import type { SummaryStore } from '../store/summary-store';
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
  readonly answers: DuckDbSummaryStore;
  /** The column store alone: where it cannot answer, it fails. */
  readonly store: SummaryStore;
  readonly breakdowns: BreakdownStore;

  /** @param path the file; by default one of its own */
  constructor(
    private readonly bench: BenchDatabase,
    { path, rollups = ROLLUP_SETTINGS }: { path?: string; rollups?: RollupSettings } = {},
  ) {
    this.path = path ?? join(this.folder, 'report.duckdb');
    const note = (sentence: unknown, ...rest: unknown[]): void => {
      this.said.push([sentence, ...rest].map(String).join(' '));
    };
    this.follower = new DuckDbFollower({
      path: this.path,
      databaseUrl: this.bench.database.url,
      columns: filterColumns(),
      logger: { info: note, warn: note },
      now: () => this.now,
      rollups,
    });
    const reader = new DuckDbReader(this.follower, this.bench.sql.read, this.bench.sql.lookup);
    this.answers = new DuckDbSummaryStore(reader);
    this.breakdowns = new DuckDbBreakdownStore(reader);
    const { answers, follower } = this;
    this.store = {
      ready: () => null,
      reached: (newest) => Promise.resolve(follower.serving?.position ?? newest),
      actions: (filter, position) => answers.actions(filter, position),
      distinct: (filter, position, groups) => answers.distinct(filter, position, groups),
      customFields: (filter, position, limit) => answers.customFields(filter, position, limit),
    };
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
