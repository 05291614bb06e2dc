import type { Span } from './duckdb-filter-sql';
import { whole } from './followed-rows';
import type { Sealed } from './seals';

/** With more stretches of sealed blocks than this, the rows themselves are read. */
const MOST_RUNS = 16;

/** Stretches of a period that are sealed in a table. */
export interface Stretches extends Sealed {
  runs: Span[];
}

/**
 * Takes a period apart: what each table has sealed of it, that of the longest blocks first, and what only the rows have.
 */
export function apart(span: Span, tables: readonly Sealed[]): { stretches: Stretches[]; gaps: Span[] } {
  const stretches: Stretches[] = [];
  let gaps = [span];
  for (const table of tables) {
    const runs = runsOf(table, gaps);
    if (runs.length === 0) continue;
    stretches.push({ ...table, runs });
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

/** The condition that finds what a table has of its stretches. */
export function inStretches({ blocks, runs }: Stretches): string {
  const each = runs.map(
    ({ from, to }) => `(a.block >= ${whole(blocks.of(from))} and a.block < ${whole(blocks.of(to))})`,
  );
  return `(${each.join(' or ')})`;
}
