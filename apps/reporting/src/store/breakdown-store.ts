import type { ActivityFilter, TypeTotal } from './summary-store';

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

/** Totals in parts. As of `SummaryStore`, each answer is about exactly the rows whose number is at most `position`. */
export interface BreakdownStore {
  /** By quarter of an hour, in order; those without rows are left out. No zone's clock differs from UTC by anything finer. */
  quarters(filter: ActivityFilter, position: number): Promise<QuarterTotal[]>;
  /** By the values of a dimension, in no order. */
  members(filter: ActivityFilter, position: number, by: GroupColumn): Promise<MemberTotal[]>;
  /** What each type moved; types and currencies without amounts are left out. */
  amounts(filter: ActivityFilter, position: number): Promise<TypeAmount[]>;
  /** Totals by type of the rows whose number is above `after`. */
  added(filter: ActivityFilter, after: number, position: number): Promise<TypeTotal[]>;
  /** What people did who sign in, by user and type. */
  users(filter: ActivityFilter, position: number): Promise<UserTypeTotal[]>;
}
