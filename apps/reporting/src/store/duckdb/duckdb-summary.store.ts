import { TYPE_DIMENSION } from '../fields';
import { namedFieldTotals } from '../field-totals';
import type {
  ActivityFilter,
  DistinctTotal,
  FieldTotal,
  SummaryStore,
  TypeGroup,
  TypeTotal,
} from '../summary-store';
import type { ColumnReader } from './column-reader';
import { conditionsOf } from './duckdb-filter.sql';
import { numbers, texts, type BoundList } from './duckdb.file';
import { whole } from './followed-rows';
import { isLong } from './totals.sql';

/** Up to this many customers or orders are marked in bits, one bit each for every type of activity. */
const BITS_LIMIT = 30_000_000;

/** Totals from the column store. Throws whatever stands in the way of an answer. */
export class DuckDbSummaryStore implements Omit<SummaryStore, 'ready' | 'reached'> {
  constructor(private readonly reader: ColumnReader) {}

  async actions(filter: ActivityFilter, position: number): Promise<TypeTotal[]> {
    const totals = new Map<string, number>();
    for (const { type, total } of await this.reader.totals(filter, position))
      totals.set(type, (totals.get(type) ?? 0) + total);
    return [...totals].map(([type, total]) => ({ type, total }));
  }

  async distinct(
    filter: ActivityFilter,
    position: number,
    groups: readonly TypeGroup[],
  ): Promise<DistinctTotal[]> {
    const pairs = groups.flatMap(({ name, types }) => types.map((type) => ({ name, type })));
    const known = await this.reader.names((sql) =>
      sql.rows<{ name: string; key: number }>(
        `select w.name, m.key from unnest($1::text[], $2::text[]) as w (name, type)
           join dimension_member m on m.dimension = '${TYPE_DIMENSION}' and m.value = w.type`,
        [pairs.map(({ name }) => name), pairs.map(({ type }) => type)],
      ),
    );
    const bound: BoundList[] = [texts(known.map(({ name }) => name)), numbers(known.map(({ key }) => key))];
    const where = conditionsOf(filter, position, bound);
    const highest = await this.highestKeys(position);
    const rows = await this.reader.rows(position, () => ({
      statement: Math.max(...highest) > BITS_LIMIT ? countedDistinct(where) : markedDistinct(where, highest),
      bound,
      long: isLong(filter),
    }));
    return rows.map(([name, customers, orders]) => ({
      name: String(name),
      customers: Number(customers),
      orders: Number(orders),
    }));
  }

  async customFields(filter: ActivityFilter, position: number, limit: number): Promise<FieldTotal[]> {
    const bound: BoundList[] = [];
    const where = conditionsOf(filter, position, bound);
    // All that tie with the last one too: their names decide between them.
    const rows = await this.reader.rows(position, () => ({
      statement: `
        with counted as materialized (
          select a.user_key, if(a.user_key = 0, a.actor_kind, 0::utinyint) as kind, a.field_key, count(*) as total
            from field_set a where ${where} group by 1, 2, 3
        )
        select user_key, kind, field_key, total from counted
         where total >= coalesce((select total from counted order by total desc limit 1 offset ${whole(limit - 1)}), 0)`,
      bound,
      long: false,
    }));
    const counted = rows.map(([user, kind, field, total]) => ({
      user: Number(user),
      kind: Number(kind),
      field: Number(field),
      total: Number(total),
    }));
    return namedFieldTotals(this.reader.look, counted, limit);
  }

  private async highestKeys(position: number): Promise<number[]> {
    const rows = await this.reader.rows(position, () => ({
      statement: `select (select coalesce(max(key), 0) from customer), (select coalesce(max(key), 0) from "order")`,
      bound: [],
      long: false,
    }));
    return (rows[0] ?? []).map((key) => Number(key) + 1);
  }
}

const WANTED = `(select unnest($1::varchar[]) as name, unnest($2::uinteger[]) as type_key)`;

/** Each customer and order sets a bit of its own; sets of types are joined bit by bit. */
function markedDistinct(where: string, [customers = 1, orders = 1]: readonly number[]): string {
  return `
    with by_type as (
      select a.type_key, bitstring_agg(a.customer_key, 0::uinteger, ${whole(customers)}::uinteger) as customers,
             bitstring_agg(a.order_key, 0::uinteger, ${whole(orders)}::uinteger) as orders
        from activity a where ${where} group by 1
    )
    select w.name, coalesce(bit_count(bit_or(t.customers)), 0), coalesce(bit_count(bit_or(t.orders)), 0)
      from ${WANTED} w join by_type t on t.type_key = w.type_key group by 1`;
}

function countedDistinct(where: string): string {
  return `
    select w.name, count(distinct a.customer_key), count(distinct a.order_key)
      from ${WANTED} w join activity a on a.type_key = w.type_key where ${where} group by 1`;
}
