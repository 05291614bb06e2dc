import type {
  BreakdownStore,
  GroupColumn,
  MemberTotal,
  QuarterTotal,
  TypeAmount,
  UserTypeTotal,
} from '../breakdown-store';
import type { DuckDbFollower } from '../duckdb/follower/duckdb-follower';
import { Preferring } from './preferring';
import type { ActivityFilter, TypeTotal } from '../summary-store';

/** Totals in parts from the column store wherever it can answer, and from PostgreSQL, which always can. */
export class FollowingBreakdownStore implements BreakdownStore {
  private readonly preferring: Preferring<BreakdownStore, BreakdownStore>;

  constructor(postgres: BreakdownStore, columns: BreakdownStore, follower: DuckDbFollower) {
    this.preferring = new Preferring(follower, columns, postgres);
  }

  quarters(filter: ActivityFilter, position: number): Promise<QuarterTotal[]> {
    return this.preferring.ask((store) => store.quarters(filter, position));
  }

  members(filter: ActivityFilter, position: number, by: GroupColumn): Promise<MemberTotal[]> {
    return this.preferring.ask((store) => store.members(filter, position, by));
  }

  amounts(filter: ActivityFilter, position: number): Promise<TypeAmount[]> {
    return this.preferring.ask((store) => store.amounts(filter, position));
  }

  added(filter: ActivityFilter, after: number, position: number): Promise<TypeTotal[]> {
    return this.preferring.ask((store) => store.added(filter, after, position));
  }

  users(filter: ActivityFilter, position: number): Promise<UserTypeTotal[]> {
    return this.preferring.ask((store) => store.users(filter, position));
  }
}
