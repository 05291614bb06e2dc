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

/** Totals from the column store wherever it can answer, and from PostgreSQL, which always can. */
export class FollowingSummaryStore implements SummaryStore {
  constructor(
    private readonly postgres: PostgresSummaryStore,
    private readonly columns: DuckDbSummaryStore,
    private readonly follower: DuckDbFollower,
  ) {}

  /** The column store's position if that is enough, else PostgreSQL's. */
  async position(least = 0): Promise<number> {
    const { serving } = this.follower;
    return serving !== null && serving.position >= least ? serving.position : this.postgres.position();
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
