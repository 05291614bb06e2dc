import type { DuckDBValue } from '@duckdb/node-api';
import { FIELDS_SET } from './column-layout';
import { TYPE_DIMENSION } from '../fields';
import { fieldTotals } from '../field-totals';
import type { Transact } from '../sql';
import type {
  ActivityFilter,
  DistinctTotal,
  FieldTotal,
  SummaryStore,
  TypeGroup,
  TypeTotal,
} from '../summary-store';
import { conditionsOf, microsecondsOf, Unanswerable } from './duckdb-filter.sql';
import { numbers, texts, type BoundList } from './duckdb.file';
import type { DuckDbFollower } from './follower';
import { whole } from './followed-rows';
import { Lanes } from './lanes';

/** A reading statement is cut off after this long. */
const READ_LIMIT_MS = 8_000;
/** Periods longer than this share the lanes for long ones. */
const LONG_US = 45 * 86_400_000_000;
const LONG_LANES = 2;
const SHORT_LANES = 6;
/** Up to this many customers or orders are marked in bits, one bit each for every type of activity. */
const BITS_LIMIT = 30_000_000;

/** Totals from the column store. Throws whatever stands in the way of an answer. */
export class DuckDbSummaryStore implements Omit<SummaryStore, 'position'> {
  private readonly long = new Lanes(LONG_LANES);
  private readonly short = new Lanes(SHORT_LANES);
  private types = { identity: '', byKey: new Map<number, string>() };

  constructor(
    private readonly follower: DuckDbFollower,
    private readonly names: Transact,
  ) {}

  async actions(filter: ActivityFilter, position: number): Promise<TypeTotal[]> {
    const bound: BoundList[] = [];
    const { rows, identity } = await this.read(
      filter,
      position,
      `select a.type_key, count(*) from activity a where ${conditionsOf(filter, position, bound)} group by 1`,
      bound,
    );
    const totals = rows.map(([key, total]) => ({ key: Number(key), total: Number(total) }));
    const byKey = await this.typesByKey(identity, totals);
    return totals.map(({ key, total }) => ({ type: byKey.get(key) as string, total }));
  }

  async distinct(
    filter: ActivityFilter,
    position: number,
    groups: readonly TypeGroup[],
  ): Promise<DistinctTotal[]> {
    const pairs = groups.flatMap(({ name, types }) => types.map((type) => ({ name, type })));
    const known = await this.names((sql) =>
      sql.rows<{ name: string; key: number }>(
        `select w.name, m.key from unnest($1::text[], $2::text[]) as w (name, type)
           join dimension_member m on m.dimension = '${TYPE_DIMENSION}' and m.value = w.type`,
        [pairs.map(({ name }) => name), pairs.map(({ type }) => type)],
      ),
    );
    const bound = [texts(known.map(({ name }) => name)), numbers(known.map(({ key }) => key))];
    const where = conditionsOf(filter, position, bound);
    const highest = await this.highestKeys(filter, position);
    const { rows } = await this.read(
      filter,
      position,
      Math.max(...highest) > BITS_LIMIT ? countedDistinct(where) : markedDistinct(where, highest),
      bound,
    );
    return rows.map(([name, customers, orders]) => ({
      name: String(name),
      customers: Number(customers),
      orders: Number(orders),
    }));
  }

  async customFields(filter: ActivityFilter, position: number, limit: number): Promise<FieldTotal[]> {
    const bound: BoundList[] = [];
    const where = conditionsOf(filter, position, bound);
    // All that tie with the last one too: PostgreSQL decides between them by their names.
    const { rows } = await this.read(
      filter,
      position,
      `with counted as (
         select a.user_key, case when a.user_key = 0 then a.actor_kind end as kind, a.${FIELDS_SET} as set_key,
                count(*) as total
           from activity a where a.${FIELDS_SET} <> 0 and ${where} group by 1, 2, 3
       ), by_field as (
         select c.user_key, c.kind, m.key, sum(c.total) as total
           from counted c join ${FIELDS_SET}_member m on m.set_key = c.set_key group by 1, 2, 3
       )
       select user_key, kind, key, total::bigint from by_field
      qualify rank() over (order by total desc) <= ${whole(limit)}`,
      bound,
    );
    return this.names((sql) =>
      fieldTotals(
        sql,
        `select nullif(user_key, 0) as user_key, kind, field_key, total
           from unnest($1::integer[], $2::integer[], $3::integer[], $4::bigint[])
                  as counted (user_key, kind, field_key, total)`,
        [0, 1, 2, 3].map((at) => rows.map((row) => (row[at] === null ? null : Number(row[at])))),
        limit,
      ),
    );
  }

  private async highestKeys(filter: ActivityFilter, position: number): Promise<number[]> {
    const { rows } = await this.read(
      filter,
      position,
      `select (select coalesce(max(key), 0) from customer), (select coalesce(max(key), 0) from "order")`,
    );
    return (rows[0] ?? []).map((key) => Number(key) + 1);
  }

  private async typesByKey(
    identity: string,
    wanted: readonly { key: number }[],
  ): Promise<ReadonlyMap<number, string>> {
    if (this.types.identity !== identity || wanted.some(({ key }) => !this.types.byKey.has(key))) {
      const members = await this.names((sql) =>
        sql.rows<{ key: number; value: string }>(
          `select key, value from dimension_member where dimension = '${TYPE_DIMENSION}'`,
        ),
      );
      this.types = { identity, byKey: new Map(members.map(({ key, value }) => [key, value])) };
    }
    return this.types.byKey;
  }

  private async read(
    filter: ActivityFilter,
    position: number,
    statement: string,
    bound: readonly BoundList[] = [],
  ): Promise<{ rows: DuckDBValue[][]; identity: string }> {
    const { serving } = this.follower;
    if (serving === null || serving.position < position) throw new Unanswerable('it is not that far');
    const { file, identity } = serving;
    const lanes = isLong(filter) ? this.long : this.short;
    return lanes.run(READ_LIMIT_MS, async (leftMs) => ({
      rows: await file.read(statement, bound, leftMs),
      identity,
    }));
  }
}

function isLong({ from, to }: ActivityFilter): boolean {
  if (from === null) return true;
  return (to === null ? Date.now() * 1_000 : microsecondsOf(to)) - microsecondsOf(from) > LONG_US;
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
