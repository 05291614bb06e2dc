import { conditionsOf, matching, spanOf, upTo, within } from './filter-conditions';
import type { BoundList } from './file/duckdb-file';
import { answersDistinct, type DistinctColumn } from './rollups/rollup-tables';
import type { UsableRollups } from './rollups/rollups';
import { planRollups, inRuns } from './rollups/rollup-plan';
import { isLong, type Question } from './totals-sql';
import type { ActivityFilter } from '../model/activity-filter';
import { whole } from './file/whole';

/**
 * Up to this many customers or orders are counted in bitmaps, one bit each for every type of activity, and again for each
 * thread: two such questions at once are within DuckDB's memory. More are looked for by hashing, which can spill.
 */
const BITS_LIMIT = 12_000_000;

/** The groups that are wanted, by the types of activity that each has. */
const WANTED = `(select unnest($1::varchar[]) as name, unnest($2::uinteger[]) as type_key)`;

/**
 * Different customers and orders of each group: rows of name, customers, orders.
 * @param position infinite where no row is after it: only then are rollups of use, which have no position
 * @param wanted names of groups, and beside each the key of a type that it has
 * @param highest the largest keys of customers and orders, and one more
 */
export function distinctQuestion(
  rollups: UsableRollups,
  filter: ActivityFilter,
  position: number,
  wanted: readonly BoundList[],
  highest: Record<DistinctColumn, number>,
): Question {
  const bound = [...wanted];
  const long = isLong(filter);
  if (Math.max(highest.customer_key, highest.order_key) > BITS_LIMIT)
    return { statement: countedDistinct(conditionsOf(filter, position, bound)), bound, long };
  const counted = (column: DistinctColumn): string =>
    `select w.name, bit_count(bit_or(t.marks)) as counted
       from ${WANTED} w
       join (${bitmapsByType(rollups, filter, position, column, highest[column], bound)}) t on t.type_key = w.type_key
      group by 1`;
  const statement = `
    select name, coalesce(max(customers), 0), coalesce(max(orders), 0)
      from (select name, counted as customers, null as orders from (${counted('customer_key')})
            union all select name, null, counted from (${counted('order_key')}))
     group by 1`;
  return { statement, bound, long };
}

/** Each key sets a bit of its own for its type: rows of type_key and marks, which are still to be joined bit by bit. */
function bitmapsByType(
  rollups: UsableRollups,
  filter: ActivityFilter,
  position: number,
  column: DistinctColumn,
  highest: number,
  bound: BoundList[],
): string {
  const useful =
    position === Infinity && answersDistinct(filter.conditions.map((condition) => condition.column));
  const { planned, gaps } = planRollups(spanOf(filter), useful ? rollups.distinct(column) : []);
  const parts = [
    ...gaps.map(
      (gap) =>
        `select a.type_key, a.${column} as key from activity a
          where ${upTo(position)} and ${within([gap])} and ${matching(filter, bound)}`,
    ),
    ...planned.map(
      (rollup) =>
        `select a.type_key, a.key from ${rollup.table} a
          where ${inRuns(rollup)} and ${matching(filter, bound, true)}`,
    ),
  ];
  const marks = (where: string): string =>
    `select type_key, bitstring_agg(key, 0::uinteger, ${whole(highest)}::uinteger) as marks
       from (${parts.join(' union all ')}) where ${where} group by 1`;
  // In no order, one half of the types and the other are marked one after the other: so few bits at a time nearly fit
  // into a processor's cache.
  return planned.length > 0
    ? marks('true')
    : [0, 1].map((rest) => marks(`type_key % 2 = ${rest}`)).join(' union all ');
}

function countedDistinct(where: string): string {
  return `
    select w.name, count(distinct a.customer_key), count(distinct a.order_key)
      from ${WANTED} w join activity a on a.type_key = w.type_key where ${where} group by 1`;
}
