import { detailParts } from './detail-parts';
import { detailRow, keyOf, rowsOfFilter, type DetailRow, type RowKey, type StoredRow } from './detail-rows';
import type { DetailStore } from '../detail-store';
import type { Transact } from '../sql';
import type { ActivityFilter } from '../summary-store';

/** The rows of the Details, found and read in PostgreSQL. */
export class PostgresDetailStore implements DetailStore {
  constructor(private readonly read: Transact) {}

  async page(
    filter: ActivityFilter,
    position: number,
    after: RowKey | null,
    limit: number,
  ): Promise<DetailRow[]> {
    return (await this.stored(filter, position, after, limit)).map(detailRow);
  }

  parts(filter: ActivityFilter, position: number, size: number): AsyncGenerator<DetailRow[], void> {
    return detailParts(this.statements(filter, position, size));
  }

  /** The rows of `parts` as they are stored, those of a statement at once. */
  async *statements(
    filter: ActivityFilter,
    position: number,
    size: number,
  ): AsyncGenerator<StoredRow[], void> {
    let last: StoredRow | undefined;
    do {
      const rows = await this.stored(filter, position, last === undefined ? null : keyOf(last), size);
      if (rows.length > 0) yield rows;
      last = rows.length < size ? undefined : rows.at(-1);
    } while (last !== undefined);
  }

  private stored(
    filter: ActivityFilter,
    position: number,
    after: RowKey | null,
    limit: number,
  ): Promise<StoredRow[]> {
    return this.read((sql) => rowsOfFilter(sql, filter, position, after, limit));
  }
}
