import type { DetailRow, RowKey } from './postgres/detail-rows';
import type { ActivityFilter } from './summary-store';

/** Where the rows of the Details come from: newest first, those whose number is at most `position`. */
export interface DetailStore {
  /** At most `limit` rows of a filter, after a key; null: from the newest. */
  page(filter: ActivityFilter, position: number, after: RowKey | null, limit: number): Promise<DetailRow[]>;
  /** All rows of a filter, a few at a time; `size` of them by a short read of its own: nothing is held in between. */
  parts(filter: ActivityFilter, position: number, size: number): AsyncGenerator<DetailRow[], void>;
}
