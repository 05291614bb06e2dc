import { ZERO_ID } from '@daybook/contracts';
import { fieldTotals } from '../field-totals';
import { TYPE_DIMENSION } from '../dimension-names';
import { Bound, conditionsOf } from './filter-conditions';
import type { Transact } from '../sql';
import type {
  ActivityFilter,
  DistinctTotal,
  FieldTotal,
  SummaryStore,
  TypeGroup,
  TypeTotal,
} from '../summary-store';

/** Totals straight from the activity table. */
export class PostgresSummaryStore implements SummaryStore {
  constructor(private readonly transact: Transact) {}

  ready(): null {
    return null;
  }

  reached(newest: number): Promise<number> {
    return Promise.resolve(newest);
  }

  async actions(filter: ActivityFilter, position: number): Promise<TypeTotal[]> {
    const bound = new Bound();
    const rows = await this.transact((sql) =>
      sql.rows<{ type: string; total: string }>(
        `select m.value as type, t.total
           from (select a.type_key as key, count(*) as total from activity a
                  where ${conditionsOf(filter, position, bound)} group by a.type_key) t
           join dimension_member m on m.dimension = '${TYPE_DIMENSION}' and m.key = t.key`,
        bound.values,
      ),
    );
    return rows.map(({ type, total }) => ({ type, total: Number(total) }));
  }

  async distinct(
    filter: ActivityFilter,
    position: number,
    groups: readonly TypeGroup[],
  ): Promise<DistinctTotal[]> {
    const bound = new Bound();
    const pairs = groups.flatMap(({ name, types }) => types.map((type) => ({ name, type })));
    const names = bound.add(pairs.map(({ name }) => name));
    const types = bound.add(pairs.map(({ type }) => type));
    const rows = await this.transact((sql) =>
      sql.rows<{ name: string; customers: string; orders: string }>(
        `select g.name, count(distinct a.order_id) as orders,
                count(distinct a.customer_id) filter (where a.customer_id <> '${ZERO_ID}') as customers
           from (select wanted.name, m.key
                   from unnest(${names}::text[], ${types}::text[]) as wanted (name, type)
                   join dimension_member m on m.dimension = '${TYPE_DIMENSION}' and m.value = wanted.type) g
           join activity a on a.type_key = g.key
          where ${conditionsOf(filter, position, bound)}
          group by g.name`,
        bound.values,
      ),
    );
    return rows.map(({ name, customers, orders }) => ({
      name,
      customers: Number(customers),
      orders: Number(orders),
    }));
  }

  async customFields(filter: ActivityFilter, position: number, limit: number): Promise<FieldTotal[]> {
    const bound = new Bound();
    const where = conditionsOf(filter, position, bound);
    return this.transact((sql) =>
      fieldTotals(
        sql,
        `select a.user_key, case when a.user_key is null then a.actor_kind end as kind,
                field_key, count(*) as total
           from activity a, unnest(a.fields_set) as field_key
          where a.fields_set is not null and ${where}
          group by 1, 2, 3`,
        bound.values,
        limit,
      ),
    );
  }
}
