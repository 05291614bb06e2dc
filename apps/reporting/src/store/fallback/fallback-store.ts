import { DomainError } from '@daybook/contracts';
import type { DuckDbStore } from '../duckdb/duckdb-store';
import { Unanswerable } from '../duckdb/filter-conditions';
import type { DuckDbFollower } from '../duckdb/follower/duckdb-follower';
import type { ActivityFilter } from '../model/activity-filter';
import type { Answer } from '../model/answer';
import type { DetailRow, RowKey } from '../model/detail-row';
import type {
  DistinctTotal,
  FieldTotal,
  GroupColumn,
  MemberTotal,
  QuarterTotal,
  ReadyPosition,
  ReportStore,
  TotalsStore,
  TypeAmount,
  TypeGroup,
  TypeTotal,
  UserTypeTotal,
} from '../model/report-store';
import { detailParts } from '../postgres/detail-parts';
import { detailRow, pagedBy, rowsOfKeys, type StoredRow } from '../postgres/detail-rows';
import type { PostgresStore } from '../postgres/postgres-store';
import type { Transact } from '../postgres/report-database';

/** How far an answer may lag behind what is committed, where rows keep coming in great numbers; milliseconds. */
const FRESH_MS = 150;
/** How long an answer waits for the column store to take in the newest rows; milliseconds. */
const CATCH_UP_MS = 300;
/** Keys found at once while all rows are read: each time the column store looks through the whole period. */
const KEYS = 50_000;

/** The column store wherever it can answer; PostgreSQL, which always can, is the fallback. */
export class FallbackStore implements ReportStore {
  constructor(
    private readonly postgres: PostgresStore,
    private readonly columns: DuckDbStore,
    private readonly follower: DuckDbFollower,
    private readonly read: Transact,
  ) {}

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

  actions(filter: ActivityFilter, position: number): Promise<Answer<TypeTotal[]>> {
    return this.ask((store) => store.actions(filter, position));
  }

  amounts(filter: ActivityFilter, position: number): Promise<Answer<TypeAmount[]>> {
    return this.ask((store) => store.amounts(filter, position));
  }

  distinct(
    filter: ActivityFilter,
    position: number,
    groups: readonly TypeGroup[],
  ): Promise<Answer<DistinctTotal[]>> {
    return this.ask((store) => store.distinct(filter, position, groups));
  }

  customFields(filter: ActivityFilter, position: number, limit: number): Promise<Answer<FieldTotal[]>> {
    return this.ask((store) => store.customFields(filter, position, limit));
  }

  quarters(filter: ActivityFilter, position: number): Promise<Answer<QuarterTotal[]>> {
    return this.ask((store) => store.quarters(filter, position));
  }

  members(filter: ActivityFilter, position: number, by: GroupColumn): Promise<Answer<MemberTotal[]>> {
    return this.ask((store) => store.members(filter, position, by));
  }

  added(filter: ActivityFilter, after: number, position: number): Promise<Answer<TypeTotal[]>> {
    return this.ask((store) => store.added(filter, after, position));
  }

  users(filter: ActivityFilter, position: number): Promise<Answer<UserTypeTotal[]>> {
    return this.ask((store) => store.users(filter, position));
  }

  async page(
    filter: ActivityFilter,
    position: number,
    after: RowKey | null,
    limit: number,
  ): Promise<DetailRow[]> {
    const keys = await this.rowKeys(filter, position, after, limit);
    if (keys === null) return this.postgres.page(filter, position, after, limit);
    return (await this.rowsOf(keys)).map(detailRow);
  }

  parts(filter: ActivityFilter, position: number, size: number): AsyncGenerator<DetailRow[], void> {
    return detailParts(this.statements(filter, position, size));
  }

  private async *statements(
    filter: ActivityFilter,
    position: number,
    size: number,
  ): AsyncGenerator<StoredRow[], void> {
    let keys = await this.rowKeys(filter, position, null, KEYS);
    if (keys === null) {
      yield* this.postgres.statements(filter, position, size);
      return;
    }
    for (let full = true; full;) {
      full = keys.length === KEYS;
      for (let at = 0; at < keys.length; at += size) yield await this.rowsOf(keys.slice(at, at + size));
      const last = keys.at(-1);
      if (full && last !== undefined) keys = await this.columns.rowKeys(filter, position, last, KEYS);
    }
  }

  /**
   * Found by the column store: PostgreSQL would have to look through a year for the few rows that fit. Null where one of
   * its indexes has them in order, or where it has to find them all the same.
   */
  private rowKeys(
    filter: ActivityFilter,
    position: number,
    after: RowKey | null,
    limit: number,
  ): Promise<RowKey[] | null> {
    if (pagedBy(filter) !== null) return Promise.resolve(null);
    return this.unlessUnanswerable(() => this.columns.rowKeys(filter, position, after, limit));
  }

  private rowsOf(keys: readonly RowKey[]): Promise<StoredRow[]> {
    return this.read((em) => rowsOfKeys(em, keys));
  }

  private async ask<T>(question: (store: TotalsStore) => Promise<T>): Promise<T> {
    return (await this.unlessUnanswerable(() => question(this.columns))) ?? (await question(this.postgres));
  }

  /** What the column store answers; null where it cannot. @throws DomainError */
  private async unlessUnanswerable<T>(question: () => Promise<T>): Promise<T | null> {
    if (this.follower.serving === null) return null;
    try {
      return await question();
    } catch (error) {
      if (error instanceof DomainError) throw error;
      if (!(error instanceof Unanswerable)) this.follower.suspect(error);
      return null;
    }
  }
}
