/** A run of sequences, both ends included. */
export interface Run {
  from: number;
  to: number;
}

/** Reads PostgreSQL's text form of an int8multirange, such as `{[1,5),[7,9)}`. */
export function parseRuns(multirange: string): Run[] {
  return [...multirange.matchAll(/\[(\d+),(\d+)\)/g)].map((m) => ({
    from: Number(m[1]),
    to: Number(m[2]) - 1,
  }));
}

/** Whether a sequence lies in one of the runs, which are in order. */
export function covers(runs: readonly Run[], sequence: number): boolean {
  let low = 0;
  let high = runs.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (sequence < run.from) high = middle - 1;
    else if (sequence > run.to) low = middle + 1;
    else return true;
  }
  return false;
}

/** The last sequence up to which nothing is missing, counted from 1; 0 when the first is missing. */
export function contiguousEnd(runs: readonly Run[]): number {
  const first = runs[0];
  return first !== undefined && first.from <= 1 ? first.to : 0;
}

/** The runs missing between 1 and the head. */
export function gaps(runs: readonly Run[], head: number): Run[] {
  const missing: Run[] = [];
  let next = 1;
  for (const run of runs) {
    if (run.from > head) break;
    if (run.from > next) missing.push({ from: next, to: run.from - 1 });
    next = Math.max(next, run.to + 1);
  }
  if (next <= head) missing.push({ from: next, to: head });
  return missing;
}

/** The runs of sequences that each come once, in any order. */
export function runsOf(sequences: Iterable<number>): Run[] {
  const runs: Run[] = [];
  for (const sequence of [...sequences].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last.to + 1 === sequence) last.to = sequence;
    else runs.push({ from: sequence, to: sequence });
  }
  return runs;
}

/** Runs as PostgreSQL's text form. */
export function formatRuns(runs: readonly Run[]): string {
  return `{${runs.map(({ from, to }) => `[${from},${to + 1})`).join(',')}}`;
}
