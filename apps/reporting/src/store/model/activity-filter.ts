/** Rows whose column holds one of some keys. */
export interface ColumnCondition {
  column: string;
  /** Whether the column is an array: then one key in common is enough. */
  many: boolean;
  /** Empty: no row, but for those without a key where they are asked for. */
  keys: readonly number[];
  /** Which rows without a key are kept too: all, or those of one kind of actor. */
  keyless?: 'all' | number;
  /** Keeps the rows with other keys instead. */
  except?: true;
  /** Whether an index has the rows of one key in the order of the Details. */
  paged?: boolean;
}

/** What a report's filter keeps, in the store's own terms; every part must hold. */
export interface ActivityFilter {
  /** RFC 3339, included; null: from the beginning. */
  from: string | null;
  /** RFC 3339, not included; null: without end. */
  to: string | null;
  conditions: readonly ColumnCondition[];
  notes: 'with' | 'without' | 'only';
  usersOnly: boolean;
}
