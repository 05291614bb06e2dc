import { DomainError } from '@daybook/contracts';
import { detailParts } from '../postgres/detail-parts';
import {
  detailRow,
  pagedBy,
  rowsOfKeys,
  type DetailRow,
  type RowKey,
  type StoredRow,
} from '../postgres/detail-rows';
import type { DetailStore } from '../detail-store';
import type { DuckDbDetailKeys } from '../duckdb/duckdb-detail-keys';
import { Unanswerable } from '../duckdb/filter-conditions';
import type { DuckDbFollower } from '../duckdb/follower/duckdb-follower';
import type { PostgresDetailStore } from '../postgres/postgres-detail-store';
import type { Transact } from '../sql';
import type { ActivityFilter } from '../summary-store';

/** Keys found at once while all rows are read: each time the column store looks through the whole period. */
const KEYS = 50_000;

/**
 * The rows of the Details. PostgreSQL finds them where one of its indexes has them in order; for any other filter it
 * would have to look through a year for the few that fit, so the column store finds them and PostgreSQL reads them.
 */
export class FollowingDetailStore implements DetailStore {
  constructor(
    private readonly postgres: PostgresDetailStore,
    private readonly columns: DuckDbDetailKeys,
    private readonly follower: DuckDbFollower,
    private readonly read: Transact,
  ) {}

  async page(
    filter: ActivityFilter,
    position: number,
    after: RowKey | null,
    limit: number,
  ): Promise<DetailRow[]> {
    const keys = await this.keys(filter, position, after, limit);
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
    let keys = await this.keys(filter, position, null, KEYS);
    if (keys === null) {
      yield* this.postgres.statements(filter, position, size);
      return;
    }
    for (let full = true; full;) {
      full = keys.length === KEYS;
      for (let at = 0; at < keys.length; at += size) yield await this.rowsOf(keys.slice(at, at + size));
      const last = keys.at(-1);
      if (full && last !== undefined) keys = await this.columns.page(filter, position, last, KEYS);
    }
  }

  /** From the column store; null where PostgreSQL is to find the rows. */
  private async keys(
    filter: ActivityFilter,
    position: number,
    after: RowKey | null,
    limit: number,
  ): Promise<RowKey[] | null> {
    if (this.follower.serving === null || pagedBy(filter) !== null) return null;
    try {
      return await this.columns.page(filter, position, after, limit);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      if (!(error instanceof Unanswerable)) this.follower.suspect(error);
      return null;
    }
  }

  private rowsOf(keys: readonly RowKey[]): Promise<StoredRow[]> {
    return this.read((sql) => rowsOfKeys(sql, keys));
  }
}
