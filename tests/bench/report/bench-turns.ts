import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';

/** One line of the bench's results; times in milliseconds. */
export interface BenchFigure {
  what: string;
  /** Median of the baseline; null where there is none. */
  baseline: number | null;
  measured: number;
  unit: string;
  ratio: number | null;
  /** What is to be reached: a ratio, plus some milliseconds; or a most in the unit. */
  target: { ratio?: number; plus?: number; most?: number };
  reached: boolean;
  load: number;
}

/** Takes turns, prints what came out, and keeps it. */
export class BenchTurns {
  readonly figures: BenchFigure[] = [];

  constructor(private readonly rows: number) {
    this.say('| what | baseline | Daybook | ratio | target | reached | load |');
    this.say('|---|---|---|---|---|---|---|');
  }

  /**
   * Medians of both after one turn for warming up. They take turns at being first: whoever comes second finds caches
   * that the first has filled.
   */
  async compare(
    what: string,
    target: BenchFigure['target'],
    baseline: () => Promise<unknown>,
    ours: () => Promise<unknown>,
    rounds = 11,
  ): Promise<void> {
    const asked = [baseline, ours].map((ask) => ({ ask, times: [] as number[] }));
    for (let round = 0; round <= rounds; round++) {
      for (const { ask, times } of round % 2 === 0 ? asked : [...asked].reverse()) {
        const began = performance.now();
        await ask();
        if (round > 0) times.push(performance.now() - began);
      }
    }
    const [base, measured] = asked.map(({ times }) => medianOf(times)) as [number, number];
    this.note(what, measured, 'ms', target, base);
  }

  /** Takes a figure down. */
  note(
    what: string,
    measured: number,
    unit: string,
    target: BenchFigure['target'],
    baseline: number | null = null,
  ): void {
    const ratio = baseline === null ? null : measured / baseline;
    const { ratio: most = Infinity, plus = 0 } = target;
    const within = baseline === null || measured <= baseline * most + plus;
    const reached = within && measured <= (target.most ?? Infinity);
    const load = Number((loadavg()[0] ?? 0).toFixed(1));
    this.figures.push({ what, baseline, measured, unit, ratio, target, reached, load });
    const cells = [
      what,
      baseline === null ? '' : `${baseline.toFixed(1)} ${unit}`,
      `${measured.toFixed(1)} ${unit}`,
      ratio?.toFixed(2) ?? '',
      reportedOf(target, unit),
      reached ? 'yes' : 'no',
      load,
    ];
    this.say(`| ${cells.join(' | ')} |`);
  }

  /** Keeps the figures below `tests/bench/results`. */
  keep(): void {
    const folder = join('tests', 'bench', 'results');
    mkdirSync(folder, { recursive: true });
    const at = new Date().toISOString();
    const file = join(folder, `report-${at.replaceAll(':', '-')}.json`);
    const machine = {
      cores: availableParallelism(),
      memoryGb: Math.round(totalmem() / 2 ** 30),
      node: process.versions.node,
      platform: process.platform,
    };
    const kept = { at, machine, rows: this.rows, figures: this.figures };
    writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
    this.say(`\nKept in ${file}`);
  }

  say(line: string): void {
    process.stdout.write(`${line}\n`);
  }
}

/** The middle one. */
export function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function reportedOf({ ratio, plus, most }: BenchFigure['target'], unit: string): string {
  return [
    ...(ratio === undefined ? [] : [`≤ ${ratio}×${plus === undefined ? '' : ` + ${plus} ${unit}`}`]),
    ...(most === undefined ? [] : [`≤ ${most} ${unit}`]),
  ].join(', ');
}
