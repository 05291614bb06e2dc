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
    const wanted = [texts(known.map(({ name }) => name)), numbers(known.map(({ key }) => key))];
    const highest = await this.highestKeys(position);
    const rows = await this.reader.rows(position, (_seals, upTo) => {
      const bound = [...wanted];
      const where = conditionsOf(filter, upTo, bound);
      const statement =
        Math.max(...highest) > BITS_LIMIT ? countedDistinct(where) : markedDistinct(where, highest);
      return { statement, bound, long: isLong(filter) };
    });
    return rows.map(([name, customers, orders]) => ({
      name: String(name),
      customers: Number(customers),
      orders: Number(orders),
    }));
  }

  async customFields(filter: ActivityFilter, position: number, limit: number): Promise<FieldTotal[]> {
    const columns = await this.reader.columns(position, (_seals, upTo) => {
      const bound: BoundList[] = [];
      return { statement: fieldsCounted(conditionsOf(filter, upTo, bound), limit), bound, long: false };
    });
    const [actors = [], fields = [], totals = []] = columns.map((column) => column.map(Number));
    return namedFieldTotals(this.reader.look, { actors, fields, totals }, limit);
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

/**
 * Each customer and order sets a bit of its own; sets of types are joined bit by bit. Customers and orders, and one half
 * of the types and the other, are marked one after the other: so few bits at a time nearly fit into a processor's cache.
 */
function markedDistinct(where: string, [customers = 1, orders = 1]: readonly number[]): string {
  const half = (column: string, highest: number, rest: number): string =>
    `select a.type_key, bitstring_agg(a.${column}, 0::uinteger, ${whole(highest)}::uinteger) as marks
       from activity a where ${where} and a.type_key % 2 = ${rest} group by 1`;
  const marked = (column: string, highest: number, counts: string): string =>
    `select w.name, ${counts}
       from ${WANTED} w
       join (${half(column, highest, 0)} union all ${half(column, highest, 1)}) t on t.type_key = w.type_key
      group by 1`;
  const count = 'bit_count(bit_or(t.marks))';
  return `
    select name, coalesce(max(customers), 0), coalesce(max(orders), 0)
      from (${marked('customer_key', customers, `${count} as customers, null as orders`)}
            union all ${marked('order_key', orders, `null, ${count}`)})
     group by 1`;
}

function countedDistinct(where: string): string {
  return `
    select w.name, count(distinct a.customer_key), count(distinct a.order_key)
      from ${WANTED} w join activity a on a.type_key = w.type_key where ${where} group by 1`;
}

/** Totals by actor and field: the largest, with all that tie with the last of them, whose names decide between them. */
function fieldsCounted(where: string, limit: number): string {
  return `
    with counted as materialized (
      select a.actor, a.field_key, count(*) as total from field_set a where ${where} group by all
    ), reached as (
      select total, sum(count(*)) over (order by total desc) as rows from counted group by total
    )
    select actor, field_key, total::double from counted
     where total >= coalesce((select max(total) from reached where rows >= ${whole(limit)}), 0)`;
}
