import type { ActivityFilter } from '../summary-store';
import { matching, spanOf, upTo, within, type Span } from './duckdb-filter.sql';
import type { BoundList } from './duckdb.file';
import { whole } from './followed-rows';
import type { Sealed, Seals } from './seals';

/** Periods longer than this, where rows have to be read, share the lanes for long questions. */
const LONG_US = 45 * 86_400_000_000;
/** With more stretches of sealed blocks than this, the rows themselves are read. */
const MOST_RUNS = 16;

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
 * Totals of a filter at a position: those of sealed blocks from their rollup; the edges, and what is not sealed,
 * from the rows. Rows after the position that are in a sealed block's totals are taken off again.
 */
export function totalsQuestion(
  seals: Seals,
  filter: ActivityFilter,
  position: number,
  { groups, amounts = false, where = 'true' }: TotalsWanted,
): Question {
  const bound: BoundList[] = [];
  const conditions = `${matching(filter, bound)} and ${where}`;
  const span = spanOf(filter);
  const sealed = seals.of([...filter.conditions.map(({ column }) => column), ...groups]);
  const runs = sealed === null ? [] : runsOf(sealed, span);
  const columns = groups.map((column) => `a.${column}`).join(', ');
  const part = (count: string, sum: string, table: string, condition: string): string =>
    `select ${columns}, ${count} as total${amounts ? `, ${sum} as amount` : ''}
       from ${table} a where ${condition} and ${conditions} group by all`;
  const parts = gapsOf(span, runs).map((gap) =>
    part('count(*)', 'sum(a.amount)', 'activity', `${upTo(position)} and ${within([gap])}`),
  );
  if (sealed !== null && runs.length > 0) {
    const blocks = runs.map(
      ({ from, to }) =>
        `(a.block >= ${whole(from / sealed.blockUs)} and a.block < ${whole(to / sealed.blockUs)})`,
    );
    parts.push(
      part('sum(a.total)', 'sum(a.amount)', sealed.table, `(${blocks.join(' or ')})`),
      part('-count(*)', '-sum(a.amount)', 'activity', `a.id > ${whole(position)} and ${within(runs)}`),
    );
  }
  // A single part has each group once; the rows of one need no sum over parts.
  const alone = parts.length === 1 && runs.length === 0;
  return {
    statement: alone
      ? parts[0]
      : `
      select ${groups.join(', ')}, cast(sum(total) as bigint) as total${amounts ? ', sum(amount) as amount' : ''}
        from (${parts.join('\nunion all ')}) group by all having sum(total) <> 0`,
    bound,
    long: runs.length === 0 && isLong(filter),
  };
}

/** The stretches of a period whose blocks are sealed; none where there are too many. */
function runsOf({ blocks, blockUs }: Sealed, { from, to }: Span): Span[] {
  const runs: Span[] = [];
  for (const block of [...blocks].sort((a, b) => a - b)) {
    const [start, end] = [block * blockUs, (block + 1) * blockUs];
    if (start < from || end > to) continue;
    const last = runs.at(-1);
    if (last?.to === start) last.to = end;
    else runs.push({ from: start, to: end });
  }
  return runs.length > MOST_RUNS ? [] : runs;
}

/** What of a period lies between stretches of it. */
function gapsOf({ from, to }: Span, runs: readonly Span[]): Span[] {
  const starts = [from, ...runs.map((run) => run.to)];
  const ends = [...runs.map((run) => run.from), to];
  const gaps = starts.map((start, at) => ({ from: start, to: ends[at] })).filter((gap) => gap.from < gap.to);
  // A period without a moment is asked like any other, so that there is something to ask.
  return gaps.length + runs.length === 0 ? [{ from, to }] : gaps;
}
