import type { ActivityFilter } from './activity-filter';
import type { Answer } from './answer';
import type { DetailRow, RowKey } from './detail-row';

/** How many rows a type of activity has. */
export interface TypeTotal {
  type: string;
  total: number;
}

/** The sum of totals. */
export function sumOf(totals: readonly { total: number }[]): number {
  return totals.reduce((all, { total }) => all + total, 0);
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
  streaming: boolean;
}

/** How many rows a quarter of an hour has. */
export interface QuarterTotal {
  /** Milliseconds since 1970 at which it begins, UTC. */
  start: number;
  total: number;
}

/** How many rows hold a value of a dimension. */
export interface MemberTotal {
  /** Null: the rows without any value. */
  value: string | null;
  /** What it is called now; null where nobody said. */
  name: string | null;
  total: number;
}

/** What the rows of a type moved in one currency: an exact decimal. */
export interface TypeAmount {
  type: string;
  currency: string;
  amount: string;
}

/** What one user did of one type. */
export interface UserTypeTotal {
  userId: string;
  username: string;
  type: string;
  total: number;
  /** What moved; null where the type moves nothing. Rows that moved several currencies come apart. */
  currency: string | null;
  amount: string | null;
}

/** The column that a breakdown groups by. */
export interface GroupColumn {
  column: string;
  dimension: string;
  /** Whether it holds several keys: a row counts for each. */
  many: boolean;
}

/**
 * Where the report's totals come from. Every answer is about exactly the rows whose number is at most
 * `position`, so that answers of different stores, and the details opened from them, agree.
 */
export interface TotalsStore {
  /** Totals by type of activity; types without rows are left out. */
  actions(filter: ActivityFilter, position: number): Promise<Answer<TypeTotal[]>>;
  /** What each type moved; types and currencies without amounts are left out. */
  amounts(filter: ActivityFilter, position: number): Promise<Answer<TypeAmount[]>>;
  /** Different customers and orders of each group of types; groups without rows are left out. */
  distinct(
    filter: ActivityFilter,
    position: number,
    groups: readonly TypeGroup[],
  ): Promise<Answer<DistinctTotal[]>>;
  /** Totals by user, field and value, largest first; at most `limit`. */
  customFields(filter: ActivityFilter, position: number, limit: number): Promise<Answer<FieldTotal[]>>;
  /** By quarter of an hour, in order; those without rows are left out. No zone's clock differs from UTC by anything finer. */
  quarters(filter: ActivityFilter, position: number): Promise<Answer<QuarterTotal[]>>;
  /** By the values of a dimension, in no order. */
  members(filter: ActivityFilter, position: number, by: GroupColumn): Promise<Answer<MemberTotal[]>>;
  /** Totals by type of the rows whose number is above `after`. */
  added(filter: ActivityFilter, after: number, position: number): Promise<Answer<TypeTotal[]>>;
  /** What people did who sign in, by user and type. */
  users(filter: ActivityFilter, position: number): Promise<Answer<UserTypeTotal[]>>;
}

/** Where the report's totals and rows come from. The rows themselves always stand in PostgreSQL. */
export interface ReportStore extends TotalsStore {
  /** The position at which it can answer at once, without a look at PostgreSQL; null where there is none. */
  ready(): ReadyPosition | null;
  /** The position at which this store answers: the newest there is, or, where that would take long, one from `least` on. */
  reached(newest: number, least: number): Promise<number>;
  /** At most `limit` rows of a filter, newest first, after a key; null: from the newest. */
  page(filter: ActivityFilter, position: number, after: RowKey | null, limit: number): Promise<DetailRow[]>;
  /** All rows of a filter, a few at a time; `size` of them by a short read of its own: nothing is held in between. */
  parts(filter: ActivityFilter, position: number, size: number): AsyncGenerator<DetailRow[], void>;
}
