import { availableParallelism, loadavg, totalmem } from 'node:os';

/** One line of the results. */
export interface Figure {
  bench: string;
  what: string;
  value: number;
  unit: string;
  /** The same done barely, in the same run. */
  baseline?: number;
  /** Our value by the baseline's; each round's, of which the median stands. */
  ratio?: number;
  ratios?: number[];
  target?: number;
  /** Whether the target is the most that it may be (a time), not the least. */
  targetIsMost?: boolean;
  /** Load averages of the last minute, before and after. */
  load: [number, number];
}

/** What is measured on; told generically. */
export function machine(): { cores: number; memoryGb: number; node: string; platform: string } {
  return {
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    platform: process.platform,
  };
}

/** Load average of the last minute. */
export function load(): number {
  return Number((loadavg()[0] ?? 0).toFixed(2));
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return share(values, 0.5);
}

/** The value below which a share of all values lies. */
export function share(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** The figures as a table. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(
    ({ bench, what, value, unit, baseline, ratio, target, targetIsMost, load: [before, after] }) => [
      bench,
      what,
      `${rounded(value)} ${unit}`,
      baseline === undefined ? '' : `${rounded(baseline)} ${unit}`,
      ratio === undefined ? '' : ratio.toFixed(2),
      target === undefined ? '' : `${targetIsMost === true ? '≤' : '≥'} ${target}`,
      `${before} → ${after}`,
    ],
  );
  const head = ['bench', 'what', 'measured', 'baseline', 'ratio', 'target', 'load'];
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function rounded(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(1);
}
