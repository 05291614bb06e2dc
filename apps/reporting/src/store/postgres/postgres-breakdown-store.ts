import { actorKinds } from './activity-row';
import type {
  BreakdownStore,
  GroupColumn,
  MemberTotal,
  QuarterTotal,
  TypeAmount,
  UserTypeTotal,
} from '../breakdown-store';
import { ACTOR_DIMENSION, TYPE_DIMENSION } from '../dimension-names';
import { Bound, conditionsOf } from './filter-conditions';
import type { Transact } from '../sql';
import type { ActivityFilter, TypeTotal } from '../summary-store';

const QUARTER_S = 900;

/** Totals in parts, straight from the activity table. */
export class PostgresBreakdownStore implements BreakdownStore {
  constructor(private readonly transact: Transact) {}

  async quarters(filter: ActivityFilter, position: number): Promise<QuarterTotal[]> {
    const rows = await this.ask<{ quarter: string; total: string }>(
      filter,
      position,
      (conditions) => `
        select floor(extract(epoch from a.occurred_at) / ${QUARTER_S})::bigint as quarter, count(*) as total
          from activity a where ${conditions} group by 1 order by 1`,
    );
    return rows.map(({ quarter, total }) => ({
      start: Number(quarter) * QUARTER_S * 1000,
      total: Number(total),
    }));
  }

  async members(filter: ActivityFilter, position: number, by: GroupColumn): Promise<MemberTotal[]> {
    const source = by.many ? `activity a left join lateral unnest(a.${by.column}) k on true` : 'activity a';
    const rows = await this.ask<{ value: string | null; name: string | null; total: string }>(
      filter,
      position,
      (conditions, bound) => `
        select m.value, m.name, t.total
          from (select ${by.many ? 'k' : `a.${by.column}`} as key, count(*) as total
                  from ${source} where ${conditions} group by 1) t
          left join dimension_member m on m.dimension = ${bound.add(by.dimension)} and m.key = t.key`,
    );
    return rows.map((row) => ({ ...row, total: Number(row.total) }));
  }

  amounts(filter: ActivityFilter, position: number): Promise<TypeAmount[]> {
    return this.ask<TypeAmount>(
      filter,
      position,
      (conditions) => `
        select m.value as type, t.currency, t.amount
          from (select a.type_key as key, a.amount_currency as currency, sum(a.amount)::text as amount
                  from activity a where a.amount is not null and ${conditions} group by 1, 2) t
          join dimension_member m on m.dimension = '${TYPE_DIMENSION}' and m.key = t.key`,
    );
  }

  async added(filter: ActivityFilter, after: number, position: number): Promise<TypeTotal[]> {
    const rows = await this.ask<{ type: string; total: string }>(
      filter,
      position,
      (conditions, bound) => `
        select m.value as type, t.total
          from (select a.type_key as key, count(*) as total from activity a
                 where a.id > ${bound.add(after)}::bigint and ${conditions} group by 1) t
          join dimension_member m on m.dimension = '${TYPE_DIMENSION}' and m.key = t.key`,
    );
    return rows.map(({ type, total }) => ({ type, total: Number(total) }));
  }

  async users(filter: ActivityFilter, position: number): Promise<UserTypeTotal[]> {
    const rows = await this.ask<Omit<UserTypeTotal, 'total'> & { total: string }>(
      filter,
      position,
      (conditions) => `
        select u.value as "userId", coalesce(u.name, u.value) as username, m.value as type,
               t.total, t.currency, t.amount
          from (select a.user_key, a.type_key, a.amount_currency as currency,
                       count(*) as total, sum(a.amount)::text as amount
                  from activity a
                 where a.actor_kind = ${actorKinds.user} and a.user_key is not null and ${conditions}
                 group by 1, 2, 3) t
          join dimension_member u on u.dimension = '${ACTOR_DIMENSION}' and u.key = t.user_key
          join dimension_member m on m.dimension = '${TYPE_DIMENSION}' and m.key = t.type_key`,
    );
    return rows.map((row) => ({ ...row, total: Number(row.total) }));
  }

  private ask<Row extends object>(
    filter: ActivityFilter,
    position: number,
    text: (conditions: string, bound: Bound) => string,
  ): Promise<Row[]> {
    const bound = new Bound();
    const statement = text(conditionsOf(filter, position, bound), bound);
    return this.transact((sql) => sql.rows<Row>(statement, bound.values));
  }
}
