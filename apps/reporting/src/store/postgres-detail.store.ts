import { detailRows, type DetailRow, type RowKey } from './detail-rows';
import type { DetailStore } from './detail-store';
import type { Transact } from './sql';
import type { ActivityFilter } from './summary-store';

/** The rows of the Details, found and read in PostgreSQL. */
export class PostgresDetailStore implements DetailStore {
  constructor(private readonly read: Transact) {}

  page(filter: ActivityFilter, position: number, after: RowKey | null, limit: number): Promise<DetailRow[]> {
    return this.read((sql) => detailRows(sql, filter, position, after, limit));
  }

  async *parts(filter: ActivityFilter, position: number, size: number): AsyncGenerator<DetailRow[], void> {
    // The next part is read while the one before is being used.
    let coming = this.page(filter, position, null, size);
    for (;;) {
      const rows = await coming;
      const last = rows.length < size ? undefined : rows.at(-1);
      if (last !== undefined) {
        coming = this.page(filter, position, last.key, size);
        coming.catch(() => undefined); // it is awaited above, unless nobody wants more
      }
      if (rows.length > 0) yield rows;
      if (last === undefined) return;
    }
  }
}
