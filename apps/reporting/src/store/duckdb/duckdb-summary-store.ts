import { TYPE_DIMENSION } from '../dimension-names';
import { namedFieldTotals } from '../field-totals';
import type {
  ActivityFilter,
  DistinctTotal,
  FieldTotal,
  SummaryStore,
  TypeGroup,
  TypeTotal,
} from '../summary-store';
import type { DuckDbReader } from './duckdb-reader';
import { distinctQuestion } from './distinct-sql';
import { conditionsOf } from './filter-conditions';
import { numbers, texts, type BoundList } from './file/duckdb-file';
import { whole } from './follower/followed-rows';
import type { DistinctColumn } from './rollups/rollup-tables';

/** Totals from the column store. Throws whatever stands in the way of an answer. */
export class DuckDbSummaryStore implements Omit<SummaryStore, 'ready' | 'reached'> {
  constructor(private readonly reader: DuckDbReader) {}

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
    const rows = await this.reader.rows(position, (rollups, upTo) =>
      distinctQuestion(rollups, filter, upTo, wanted, highest),
    );
    return rows.map(([name, customers, orders]) => ({
      name: String(name),
      customers: Number(customers),
      orders: Number(orders),
    }));
  }

  async customFields(filter: ActivityFilter, position: number, limit: number): Promise<FieldTotal[]> {
    const columns = await this.reader.columns(position, (_rollups, upTo) => {
      const bound: BoundList[] = [];
      return { statement: fieldsCounted(conditionsOf(filter, upTo, bound), limit), bound, long: false };
    });
    // Integers and doubles: they come as numbers.
    const [actors = [], fields = [], totals = []] = columns as number[][];
    return namedFieldTotals(this.reader.lookup, { actors, fields, totals }, limit);
  }

  /** The largest keys, and one more. */
  private async highestKeys(position: number): Promise<Record<DistinctColumn, number>> {
    const rows = await this.reader.rows(position, () => ({
      statement: `select (select coalesce(max(key), 0) from customer), (select coalesce(max(key), 0) from "order")`,
      bound: [],
      long: false,
    }));
    const [customers = 0, orders = 0] = (rows[0] ?? []).map((key) => Number(key) + 1);
    return { customer_key: customers, order_key: orders };
  }
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
