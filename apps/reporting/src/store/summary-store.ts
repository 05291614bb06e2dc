/** Rows whose column holds one of some keys. */
export interface ColumnCondition {
  column: string;
  /** Whether the column is an array: then one key in common is enough. */
  many: boolean;
  /** Empty: no row. */
  keys: readonly number[];
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

/** How many rows a type of activity has. */
export interface TypeTotal {
  type: string;
  total: number;
}

/** Types counted together. */
export interface TypeGroup {
  name: string;
  types: readonly string[];
}

/** How many different customers and orders the rows of a group are about. */
export interface DistinctTotal {
  name: string;
  customers: number;
  orders: number;
}

/** How often somebody set a custom field to a value. */
export interface FieldTotal {
  /** Null where no user or API User did it. */
  userId: string | null;
  username: string;
  fieldName: string;
  fieldValue: string;
  total: number;
}

/** A position of one store; a rebuilt one has another number. */
export interface StorePosition {
  position: number;
  store: number;
}

/** A position at which a store can answer at once, and that was the newest a moment ago. */
export interface ReadyPosition extends StorePosition {
  /** Whether rows keep coming in such numbers that it would have to be waited for the newest each time. */
  flowing: boolean;
}

/**
 * Where the report's totals come from. Every answer is about exactly the rows whose number is at most
 * `position`, so that answers of different stores, and the details opened from them, agree.
 */
export interface SummaryStore {
  /** The position at which it can answer at once, without a look at PostgreSQL; null where there is none. */
  ready(): ReadyPosition | null;
  /** The position at which this store answers: the newest there is, or, where that would take long, one from `least` on. */
  reached(newest: number, least: number): Promise<number>;
  /** Totals by type of activity; types without rows are left out. */
  actions(filter: ActivityFilter, position: number): Promise<TypeTotal[]>;
  /** Different customers and orders of each group of types; groups without rows are left out. */
  distinct(filter: ActivityFilter, position: number, groups: readonly TypeGroup[]): Promise<DistinctTotal[]>;
  /** Totals by user, field and value, largest first; at most `limit`. */
  customFields(filter: ActivityFilter, position: number, limit: number): Promise<FieldTotal[]>;
}
