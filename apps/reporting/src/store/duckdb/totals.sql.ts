import type { ActivityFilter } from '../summary-store';
import { matching, spanOf, upTo, within, type Span } from './duckdb-filter.sql';
import type { BoundList } from './duckdb.file';
import { whole } from './followed-rows';
import { eachKey } from './rollups';
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
 * Totals of a filter at a position: those of sealed blocks from their rollup; the edges, and what is not sealed,
 * from the rows. Rows after the position that are in a sealed block's totals are taken off again.
 * @param position infinite where no row is after it
 */
export function totalsQuestion(
  seals: Seals,
  filter: ActivityFilter,
  position: number,
  wanted: TotalsWanted,
): Question {
  const { groups, several = null, amounts = false, where = 'true' } = wanted;
  const bound: BoundList[] = [];
  const span = spanOf(filter);
  const rollups = countsOnce(filter, several)
    ? seals.of([...filter.conditions.map(({ column }) => column), ...groups])
    : [];
  const { stretches, gaps } = apart(span, rollups);
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
  for (const { table, blocks, runs } of stretches) {
    const inRuns = runs.map(
      ({ from, to }) => `(a.block >= ${whole(blocks.of(from))} and a.block < ${whole(blocks.of(to))})`,
    );
    parts.push(
      part(
        groups.map((column) => `a.${column}`).join(', '),
        'sum(a.total)',
        'sum(a.amount)',
        `${table} a where (${inRuns.join(' or ')}) and ${matching(filter, bound, true)} and ${where}`,
      ),
    );
  }
  const sealed = stretches.flatMap(({ runs }) => runs);
  if (sealed.length > 0 && position !== Infinity)
    parts.push(
      part(
        ofRows,
        '-count(*)',
        '-sum(a.amount)',
        `${from} where a.id > ${whole(position)} and ${within(sealed)} and ${kept}`,
      ),
    );
  // A single part has each group once; the rows of one need no sum over parts.
  const alone = parts.length === 1 && sealed.length === 0;
  return {
    statement: alone
      ? parts[0]
      : `
      select ${groups.join(', ')}, cast(sum(total) as bigint) as total${amounts ? ', sum(amount) as amount' : ''}
        from (${parts.join('\nunion all ')}) group by all having sum(total) <> 0`,
    bound,
    long: sealed.length === 0 && isLong(filter),
  };
}

/** Whether a rollup, which has a row for each of several keys, counts each row once: where one key is asked for. */
function countsOnce({ conditions }: ActivityFilter, several: string | null): boolean {
  const many = conditions.filter((condition) => condition.many);
  return many.every(
    ({ column, keys }, at) =>
      keys.length <= 1 && column !== several && many.findIndex((other) => other.column === column) === at,
  );
}

/** Stretches of a period whose totals a rollup has. */
interface Stretches extends Sealed {
  runs: Span[];
}

/** Takes a period apart: what each rollup has of it, that of the longest blocks first, and what only the rows have. */
function apart(span: Span, rollups: readonly Sealed[]): { stretches: Stretches[]; gaps: Span[] } {
  const stretches: Stretches[] = [];
  let gaps = [span];
  for (const rollup of rollups) {
    const runs = runsOf(rollup, gaps);
    if (runs.length === 0) continue;
    stretches.push({ ...rollup, runs });
    gaps = gaps.flatMap((gap) => gapsOf(gap, runs));
  }
  return { stretches, gaps };
}

/** The stretches of some periods whose blocks are sealed; none where there are too many, or too few rows in them. */
function runsOf({ sealed, blocks, few }: Sealed, gaps: readonly Span[]): Span[] {
  const runs: Span[] = [];
  let saved = 0;
  for (const gap of gaps) {
    const end = Math.min(Math.floor(gap.to / blocks.us), blocks.newest + 1);
    for (let block = Math.max(Math.ceil(gap.from / blocks.us), blocks.oldest); block < end; block++) {
      if (!sealed.has(block)) continue;
      const [from, to] = [block * blocks.us, (block + 1) * blocks.us];
      saved += blocks.rows.get(block) ?? 0;
      const last = runs.at(-1);
      if (last?.to === from) last.to = to;
      else runs.push({ from, to });
    }
  }
  return runs.length > MOST_RUNS || saved <= few ? [] : runs;
}

/** What of a period lies between stretches of it. */
function gapsOf({ from, to }: Span, runs: readonly Span[]): Span[] {
  const inside = runs.filter((run) => run.from >= from && run.to <= to);
  // A period without a moment is asked like any other, so that there is something to ask.
  if (inside.length === 0) return [{ from, to }];
  const starts = [from, ...inside.map((run) => run.to)];
  const ends = [...inside.map((run) => run.from), to];
  return starts.map((start, at) => ({ from: start, to: ends[at] })).filter((gap) => gap.from < gap.to);
}
