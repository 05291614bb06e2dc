import type { FilterColumn } from '../filter-columns';
import { TYPE_DIMENSION } from '../fields';
import { whole } from './followed-rows';

/** Totals kept by block of days and by some columns, beside what every rollup has. */
export interface Rollup {
  table: string;
  /** Days of a block. */
  days: number;
  columns: readonly string[];
  /** The column among them that holds several keys: a row counts for each of them, and under 0 where it has none. */
  several: string | null;
}

export const DAY_US = 86_400_000_000;

/** Columns of every rollup: with them it answers all switches, actions, and amounts. */
const COMMON = ['type_key', 'is_note', 'actor_kind', 'currency'];
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

function rollupOf(columns: readonly string[], days: number, several: string | null = null): Rollup {
  return { table: rollupNameOf(columns), days, columns: [...columns].sort(), several };
}

/** Activities as `a`, with a row for each key of a column that holds several. @param table where they are */
export function eachKey(several: string | null, table = 'activity'): { from: string; key: string } {
  if (several === null) return { from: `${table} a`, key: '' };
  const from = `${table} a left join ${several}_member m on m.set_key = a.${several}`;
  return { from, key: `coalesce(m.key, 0) as ${several}` };
}

/**
 * The totals of some activities by block, sorted by their columns: a key's totals of all blocks lie side by side.
 * @param table where the activities are
 */
export function totalsStatement(
  { columns, several, days }: Rollup,
  where: string,
  table = 'activity',
): string {
  const { from, key } = eachKey(several, table);
  const own = columns.map((column) => (column === several ? key : `a.${column}`));
  const common = COMMON.map((column) => `a.${column}`);
  return `select cast(a.moment // ${whole(days * DAY_US)} as integer) as block, ${[...own, ...common].join(', ')},
                 cast(count(*) as bigint) as total, cast(sum(a.amount) as hugeint) as amount
            from ${from} where ${where} group by all
           order by ${[...columns, 'block', ...COMMON].join(', ')}`;
}
