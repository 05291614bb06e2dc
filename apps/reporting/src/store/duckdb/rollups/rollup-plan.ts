import type { RolledUp } from './rollups';
import { whole } from '../file/whole';

/** Moments in microseconds since 1970, half-open; infinite where there is no end. */
export interface Span {
  from: number;
  to: number;
}

/** With more runs of rolled-up blocks than this, the rows themselves are read. */
const MOST_RUNS = 16;

/** A rollup, and the runs of blocks in it that answer a part of a period. */
export interface RollupRuns extends RolledUp {
  runs: Span[];
}

/**
 * Takes a period apart: what each rollup has of it, that of the longest blocks first, and what only the rows have.
 */
export function planRollups(
  span: Span,
  tables: readonly RolledUp[],
): { planned: RollupRuns[]; gaps: Span[] } {
  const planned: RollupRuns[] = [];
  let gaps = [span];
  for (const table of tables) {
    const runs = runsOf(table, gaps);
    if (runs.length === 0) continue;
    planned.push({ ...table, runs });
    gaps = gaps.flatMap((gap) => gapsOf(gap, runs));
  }
  return { planned, gaps };
}

/** The runs of rolled-up blocks within some periods; none where there are too many, or too few rows in them. */
function runsOf({ done, blocks, few }: RolledUp, gaps: readonly Span[]): Span[] {
  const runs: Span[] = [];
  let saved = 0;
  for (const gap of gaps) {
    const end = Math.min(Math.floor(gap.to / blocks.us), blocks.newest + 1);
    for (let block = Math.max(Math.ceil(gap.from / blocks.us), blocks.oldest); block < end; block++) {
      if (!done.has(block)) continue;
      const [from, to] = [block * blocks.us, (block + 1) * blocks.us];
      saved += blocks.rows.get(block) ?? 0;
      const last = runs.at(-1);
      if (last?.to === from) last.to = to;
      else runs.push({ from, to });
    }
  }
  return runs.length > MOST_RUNS || saved <= few ? [] : runs;
}

/** What of a period lies between runs of it. */
function gapsOf({ from, to }: Span, runs: readonly Span[]): Span[] {
  const inside = runs.filter((run) => run.from >= from && run.to <= to);
  // A period without a moment is asked like any other, so that there is something to ask.
  if (inside.length === 0) return [{ from, to }];
  const starts = [from, ...inside.map((run) => run.to)];
  const ends = [...inside.map((run) => run.from), to];
  return starts.map((start, at) => ({ from: start, to: ends[at] })).filter((gap) => gap.from < gap.to);
}

/** The condition that finds what a rollup has of its runs. */
export function inRuns({ blocks, runs }: RollupRuns): string {
  const each = runs.map(
    ({ from, to }) => `(a.block >= ${whole(blocks.of(from))} and a.block < ${whole(blocks.of(to))})`,
  );
  return `(${each.join(' or ')})`;
}
