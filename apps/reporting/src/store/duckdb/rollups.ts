import type { FilterColumn } from '../filter-columns';
import { TYPE_DIMENSION } from '../fields';
import { whole } from './followed-rows';

/** Totals kept by block of days and by some columns, beside what every rollup has. */
export interface Rollup {
  table: string;
  columns: readonly string[];
}

/** Columns of every rollup: with them it answers all switches, actions, and amounts. */
const COMMON = ['type_key', 'is_note', 'actor_kind', 'currency'];
/** The column of the types of activity, which every rollup has. */
const TYPE_COLUMN = `${TYPE_DIMENSION}_key`;

/** The rollups of some filters: over all, by each column, and by each two that hold one key. */
export function rollupsOf(filters: readonly FilterColumn[]): Rollup[] {
  const columns = filters.filter(({ column }) => column !== TYPE_COLUMN);
  const single = columns.filter(({ many }) => !many).map(({ column }) => column);
  const pairs = single.flatMap((one, at) => single.slice(at + 1).map((other) => [one, other]));
  return [[], ...columns.map(({ column }) => [column]), ...pairs].map(rollupOf);
}

/** The rollup that answers a question about some columns. */
export function rollupNameOf(columns: Iterable<string>): string {
  const own = [...new Set(columns)].filter((column) => !COMMON.includes(column));
  return rollupOf(own.sort()).table;
}

function rollupOf(columns: readonly string[]): Rollup {
  const sorted = [...columns].sort();
  return { table: ['totals', ...sorted].join('__'), columns: sorted };
}

/** The columns of a rollup that its rows are grouped by. */
export function groupedBy(rollup: Rollup): string[] {
  return [...rollup.columns, ...COMMON];
}

/** The totals of some activities by block, most significant column first: a key's totals lie side by side. */
export function totalsStatement(rollup: Rollup, blockUs: number, where: string): string {
  const columns = groupedBy(rollup).join(', ');
  return `select cast(moment // ${whole(blockUs)} as integer) as block, ${columns},
                 cast(count(*) as bigint) as total, cast(sum(amount) as hugeint) as amount
            from activity where ${where} group by all order by all`;
}
