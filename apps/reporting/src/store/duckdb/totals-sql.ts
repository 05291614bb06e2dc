import { matching, spanOf, upTo, within } from './filter-conditions';
import type { BoundList } from './file/duckdb-file';
import { eachKey, ROLLUP_AMOUNT } from './rollups/rollup-tables';
import type { UsableRollups } from './rollups/rollups';
import { planRollups, inRuns } from './rollups/rollup-plan';
import type { ActivityFilter } from '../model/activity-filter';
import { whole } from './file/whole';

/** Periods longer than this, where rows have to be read, share the places for long questions. */
const LONG_US = 45 * 86_400_000_000;
/** A statement, what is bound to it, and whether it may take long. */
export interface Question {
  statement: string;
  bound: readonly BoundList[];
  long: boolean;
}

/** What is asked of the totals. */
export interface TotalsWanted {
  /** Columns that the totals are grouped by. */
  groups: readonly string[];
  /** The one among them that holds several keys: a row counts for each of them, and under 0 where it has none. */
  several?: string;
  /** Whether the sums of amounts, in ten-thousandths, are wanted too. */
  amounts?: boolean;
  /** A further condition, about columns that every rollup has and those of the groups. */
  where?: string;
}

/** Whether a filter's period is a long one. */
export function isLong(filter: ActivityFilter): boolean {
  const { from, to } = spanOf(filter);
  return from === -Infinity || Math.min(to, Date.now() * 1_000) - from > LONG_US;
}

/**
 * Totals of a filter at a position: those of rolled-up blocks from their rollup; the edges, and what is not rolled up,
 * from the rows. Rows after the position that are in a rolled-up block's totals are taken off again.
 * @param position infinite where no row is after it
 */
export function totalsQuestion(
  rollups: UsableRollups,
  filter: ActivityFilter,
  position: number,
  wanted: TotalsWanted,
): Question {
  const { groups, several = null, amounts = false, where = 'true' } = wanted;
  const bound: BoundList[] = [];
  const span = spanOf(filter);
  const usable = countsOnce(filter, several)
    ? rollups.of([...filter.conditions.map(({ column }) => column), ...groups])
    : [];
  const { planned, gaps } = planRollups(span, usable);
  const { from, key } = eachKey(several);
  const kept = `${matching(filter, bound)} and ${where}`;
  const ofRows = groups.map((column) => (column === several ? key : `a.${column}`)).join(', ');
  const part = (groupsOf: string, count: string, sum: string, read: string): string =>
    `select ${groupsOf}, ${count} as total${amounts ? `, ${sum} as amount` : ''} from ${read} group by all`;
  const parts = gaps.map((gap) =>
    part(
      ofRows,
      'count(*)',
      'sum(a.amount)',
      `${from} where ${upTo(position)} and ${within([gap])} and ${kept}`,
    ),
  );
  for (const rollup of planned) {
    parts.push(
      part(
        groups.map((column) => `a.${column}`).join(', '),
        'sum(a.total)',
        ROLLUP_AMOUNT,
        `${rollup.table} a where ${inRuns(rollup)} and ${matching(filter, bound, true)} and ${where}`,
      ),
    );
  }
  const covered = planned.flatMap(({ runs }) => runs);
  if (covered.length > 0 && position !== Infinity)
    parts.push(
      part(
        ofRows,
        '-count(*)',
        '-sum(a.amount)',
        `${from} where a.id > ${whole(position)} and ${within(covered)} and ${kept}`,
      ),
    );
  // A single part has each group once; the rows of one need no sum over parts.
  const alone = parts.length === 1 && covered.length === 0;
  return {
    statement: alone
      ? parts[0]
      : `
      select ${groups.join(', ')}, cast(sum(total) as bigint) as total${amounts ? ', sum(amount) as amount' : ''}
        from (${parts.join('\nunion all ')}) group by all having sum(total) <> 0`,
    bound,
    long: covered.length === 0 && isLong(filter),
  };
}

/** Whether a rollup, which has a row for each of several keys, counts each row once: where one key is asked for. */
function countsOnce({ conditions }: ActivityFilter, several: string | null): boolean {
  const many = conditions.filter((condition) => condition.many);
  return many.every(
    ({ column, keys, keyless }, at) =>
      keys.length + (keyless === undefined ? 0 : 1) <= 1 &&
      column !== several &&
      many.findIndex((other) => other.column === column) === at,
  );
}
