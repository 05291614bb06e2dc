import type { FilterColumn } from '../../model/filter-columns';
import { TYPE_DIMENSION } from '../../model/dimension-names';
import { whole } from '../file/whole';

/**
 * What is kept of the activities by block of days: totals by some columns, beside what every rollup has; or every
 * customer or order once for each type of activity, so that different ones need not be looked for among all rows.
 */
export interface Rollup {
  table: string;
  /** Days of a block. */
  days: number;
  columns: readonly string[];
  /** The column among them that holds several keys: a row counts for each of them, and under 0 where it has none. */
  several: string | null;
  /** The column whose keys are kept instead of totals. */
  distinct: string | null;
}

export const DAY_US = 86_400_000_000;

/** Columns of every rollup: with them it answers all switches, actions, and amounts. */
const COMMON = ['type_key', 'is_note', 'actor_kind', 'currency'];
/** Those of them that tell one such key from another: all but the currency. */
const DISTINCT_BY = ['type_key', 'is_note', 'actor_kind'];
/** Columns whose different keys are kept. */
export type DistinctColumn = 'customer_key' | 'order_key';
const DISTINCT: readonly DistinctColumn[] = ['customer_key', 'order_key'];
/**
 * A sum of amounts is kept as two numbers of 64 bits, of which the larger is nearly always 0: one of 128 bits takes
 * several times as long to read.
 */
const LARGE_AMOUNT = 1_000_000_000_000_000;
/** The sum of the amounts that rows `a` of a rollup keep. */
export const ROLLUP_AMOUNT = `sum(a.amount) + sum(a.large_amount) * ${LARGE_AMOUNT}::hugeint`;
/** The column of the types of activity, which every rollup has. */
const TYPE_COLUMN = `${TYPE_DIMENSION}_key`;

/**
 * The rollups of some filters: over all, by each column's keys, and by each two columns that hold one key. That over
 * all is so short that it is kept by single days too.
 * @param days of a block
 */
export function rollupsOf(filters: readonly FilterColumn[], days: number): Rollup[] {
  const columns = filters.filter(({ column }) => column !== TYPE_COLUMN);
  const single = columns.filter(({ many }) => !many).map(({ column }) => column);
  const pairs = single.flatMap((one, at) => single.slice(at + 1).map((other) => [one, other]));
  const several = columns.filter(({ many }) => many).map(({ column }) => column);
  return [
    rollupOf([], days),
    { ...rollupOf([], 1), table: dailyOf(rollupNameOf([])) },
    ...[...single.map((column) => [column]), ...pairs].map((each) => rollupOf(each, days)),
    ...several.map((column) => rollupOf([column], days, column)),
    ...DISTINCT.map((column) => ({ ...rollupOf([], days), table: distinctNameOf(column), distinct: column })),
  ];
}

/** The rollup that answers a question about some columns. */
export function rollupNameOf(columns: Iterable<string>): string {
  const own = [...new Set(columns)].filter((column) => !COMMON.includes(column));
  return ['totals', ...own.sort()].join('__');
}

/** The same by single days, where there is such a one. */
export function dailyOf(table: string): string {
  return `${table}__daily`;
}

/** The rollup that has each key of a column once for each type of activity, in a block. */
export function distinctNameOf(column: DistinctColumn): string {
  return `distinct__${column}`;
}

/** Whether the rollups of different keys can answer about activities of some columns' keys. */
export function answersDistinct(columns: Iterable<string>): boolean {
  return [...columns].every((column) => DISTINCT_BY.includes(column));
}

function rollupOf(columns: readonly string[], days: number, several: string | null = null): Rollup {
  return { table: rollupNameOf(columns), days, columns: [...columns].sort(), several, distinct: null };
}

/** Activities as `a`, with a row for each key of a column that holds several. @param table where they are */
export function eachKey(several: string | null, table = 'activity'): { from: string; key: string } {
  if (several === null) return { from: `${table} a`, key: '' };
  const from = `${table} a left join ${several}_member m on m.set_key = a.${several}`;
  return { from, key: `coalesce(m.key, 0) as ${several}` };
}

/**
 * What a rollup keeps of some activities, sorted by its columns: a key's totals of all blocks lie side by side, and the
 * different keys of a type stand in their order, whatever their block: bits set one after the other are near each other.
 * @param table where the activities are
 */
export function rollupStatement(rollup: Rollup, where: string, table = 'activity'): string {
  const { columns, several, distinct, days } = rollup;
  const block = `cast(a.moment // ${whole(days * DAY_US)} as integer) as block`;
  if (distinct !== null)
    return `select distinct ${block}, ${DISTINCT_BY.map((column) => `a.${column}`).join(', ')}, a.${distinct} as key
              from ${table} a where ${where}
             order by ${[...DISTINCT_BY, 'key', 'block'].join(', ')}`;
  const { from, key } = eachKey(several, table);
  const own = columns.map((column) => (column === several ? key : `a.${column}`));
  const common = COMMON.map((column) => `a.${column}`);
  return `select ${block}, ${[...own, ...common].join(', ')}, cast(count(*) as bigint) as total,
                 cast(sum(a.amount) % ${LARGE_AMOUNT} as bigint) as amount,
                 cast(sum(a.amount) // ${LARGE_AMOUNT} as bigint) as large_amount
            from ${from} where ${where} group by all
           order by ${[...columns, 'block', ...COMMON].join(', ')}`;
}
