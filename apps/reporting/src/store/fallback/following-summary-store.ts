import type { DuckDbSummaryStore } from '../duckdb/duckdb-summary-store';
import type { DuckDbFollower } from '../duckdb/follower/duckdb-follower';
import type { PostgresSummaryStore } from '../postgres/postgres-summary-store';
import { Preferring } from './preferring';
import type {
  ActivityFilter,
  DistinctTotal,
  FieldTotal,
  ReadyPosition,
  SummaryStore,
  TypeGroup,
  TypeTotal,
} from '../summary-store';

/** How far an answer may lag behind what is committed, where rows keep coming in great numbers; milliseconds. */
const FRESH_MS = 150;
/** How long an answer waits for the column store to take in the newest rows; milliseconds. */
const CATCH_UP_MS = 300;

/** Totals from the column store wherever it can answer, and from PostgreSQL, which always can. */
export class FollowingSummaryStore implements SummaryStore {
  private readonly preferring: Preferring<DuckDbSummaryStore, PostgresSummaryStore>;

  constructor(
    postgres: PostgresSummaryStore,
    columns: DuckDbSummaryStore,
    private readonly follower: DuckDbFollower,
  ) {
    this.preferring = new Preferring(follower, columns, postgres);
  }

  /** The column store's position where that was the newest a moment ago. */
  ready(): ReadyPosition | null {
    return this.follower.fresh(FRESH_MS);
  }

  /**
   * PostgreSQL's newest position, or, where the column store does not come that far in a while (it takes in a great
   * many rows), its own, unless more was demanded.
   */
  async reached(newest: number, least: number): Promise<number> {
    await this.follower.catchUp(newest, CATCH_UP_MS);
    const reached = this.follower.serving?.position;
    return reached !== undefined && reached >= least ? Math.min(reached, newest) : newest;
  }

  actions(filter: ActivityFilter, position: number): Promise<TypeTotal[]> {
    return this.preferring.ask((store) => store.actions(filter, position));
  }

  distinct(filter: ActivityFilter, position: number, groups: readonly TypeGroup[]): Promise<DistinctTotal[]> {
    return this.preferring.ask((store) => store.distinct(filter, position, groups));
  }

  customFields(filter: ActivityFilter, position: number, limit: number): Promise<FieldTotal[]> {
    return this.preferring.ask((store) => store.customFields(filter, position, limit));
  }
}
