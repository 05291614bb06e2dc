/** Sequences from `from` to `to`, both included. */
export interface SequenceRange {
  from: number;
  to: number;
}

/** Reads PostgreSQL's text of an int8multirange, such as `{[1,5),[7,8)}`; its ranges are sorted and apart. */
export function parseMultirange(text: string): SequenceRange[] {
  return [...text.matchAll(/\[(\d+),(\d+)\)/g)].map((m) => ({ from: Number(m[1]), to: Number(m[2]) - 1 }));
}

/** What of 1…`last` is not in `ranges` (sorted and apart). */
export function missingUpTo(last: number, ranges: readonly SequenceRange[]): SequenceRange[] {
  const missing: SequenceRange[] = [];
  let next = 1;
  for (const { from, to } of ranges) {
    if (from > last) break;
    if (from > next) missing.push({ from: next, to: from - 1 });
    next = Math.max(next, to + 1);
  }
  if (next <= last) missing.push({ from: next, to: last });
  return missing;
}

/** Up to which sequence everything from 1 is there; 0 when not even the first is. */
export function contiguous(ranges: readonly SequenceRange[]): number {
  const [first] = ranges;
  return first?.from === 1 ? first.to : 0;
}

/** How many sequences ranges hold. */
export function countOf(ranges: readonly SequenceRange[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}
