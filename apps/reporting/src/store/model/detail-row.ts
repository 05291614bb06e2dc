import type { DaybookEvent } from '@daybook/contracts';

/** Where a page ends: the moment (microseconds since 1970, as text) and number of its last row. */
export interface RowKey {
  occurredAt: string;
  id: number;
}

/** One activity with what it is called now. */
export interface DetailRow {
  key: RowKey;
  event: DaybookEvent;
  isNote: boolean;
  /** The user's or API User's name now; null where neither acted. */
  username: string | null;
  customerName: string | null;
}
