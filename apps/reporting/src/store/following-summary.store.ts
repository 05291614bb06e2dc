import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '@daybook/contracts';
import { Unanswerable } from './duckdb/duckdb-filter.sql';
import type { DuckDbSummaryStore } from './duckdb/duckdb-summary.store';
import type { DuckDbFollower } from './duckdb/follower';
import type { PostgresSummaryStore } from './postgres-summary.store';
import type {
  ActivityFilter,
  DistinctTotal,
  FieldTotal,
  SummaryStore,
  TypeGroup,
  TypeTotal,
} from './summary-store';

/** How long an answer waits for the column store to take in the newest rows, and how often it looks; milliseconds. */
const CATCH_UP_MS = 300;
const LOOK_MS = 5;

/** Totals from the column store wherever it can answer, and from PostgreSQL, which always can. */
export class FollowingSummaryStore implements SummaryStore {
  constructor(
    private readonly postgres: PostgresSummaryStore,
    private readonly columns: DuckDbSummaryStore,
    private readonly follower: DuckDbFollower,
  ) {}

  /**
   * PostgreSQL's newest position: what was seen elsewhere is in the totals too. Where the column store does not come
   * that far in a moment (it takes in a great many rows), its own position, unless more was demanded.
   */
  async position(least = 0): Promise<number> {
    const newest = await this.postgres.position();
    for (let waited = 0; waited < CATCH_UP_MS; waited += LOOK_MS) {
      const { serving } = this.follower;
      if (serving === null || serving.position >= newest) return newest;
      await pause(LOOK_MS);
    }
    const reached = this.follower.serving?.position;
    return reached !== undefined && reached >= least ? reached : newest;
  }

  actions(filter: ActivityFilter, position: number): Promise<TypeTotal[]> {
    return this.either((store) => store.actions(filter, position));
  }

  distinct(filter: ActivityFilter, position: number, groups: readonly TypeGroup[]): Promise<DistinctTotal[]> {
    return this.either((store) => store.distinct(filter, position, groups));
  }

  customFields(filter: ActivityFilter, position: number, limit: number): Promise<FieldTotal[]> {
    return this.either((store) => store.customFields(filter, position, limit));
  }

  private async either<T>(ask: (store: DuckDbSummaryStore | PostgresSummaryStore) => Promise<T>): Promise<T> {
    if (this.follower.serving === null) return ask(this.postgres);
    try {
      return await ask(this.columns);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      if (!(error instanceof Unanswerable)) this.follower.suspect(error);
      return ask(this.postgres);
    }
  }
}
