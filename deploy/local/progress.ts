const BAR = 24;
/** How often a line is written where nobody looks on, in milliseconds. */
const LINE_MS = 10_000;
/** How often the bar is drawn. */
const DRAW_MS = 100;

/** Where a progress is written. */
export interface ProgressOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * How far something is that takes a while, with the time that is left: on a terminal a bar that is drawn over, elsewhere
 * a line now and then. It goes to standard error, so that what a command answers stands alone.
 */
export class Progress {
  private readonly beganAt: number;
  private writtenAt: number;
  private drawn = false;

  /** @param whole how much there is to do, in whatever it is counted; `advance` and `at` count the same */
  constructor(
    private readonly what: string,
    private whole: number,
    private readonly output: ProgressOutput = process.stderr,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.beganAt = now();
    this.writtenAt = this.beganAt;
  }

  private done = 0;

  /** So much more is done. */
  advance(by: number, doing = ''): void {
    this.at(this.done + by, this.whole, doing);
  }

  /** So much of so much is done. */
  at(done: number, whole: number, doing = ''): void {
    [this.done, this.whole] = [done, whole];
    const now = this.now();
    if (now - this.writtenAt < (this.output.isTTY === true ? DRAW_MS : LINE_MS)) return;
    this.writtenAt = now;
    this.write(doing);
  }

  /** Nothing more comes: the bar is taken away. */
  end(): void {
    if (this.drawn) this.output.write('\r\x1b[K');
    this.drawn = false;
  }

  private write(doing: string): void {
    const part = this.whole === 0 ? 1 : Math.min(1, this.done / this.whole);
    const percent = `${Math.floor(part * 100)} %`.padStart(5);
    const text = [this.what, percent, this.left(part), doing].filter((word) => word !== '').join('  ');
    if (this.output.isTTY !== true) {
      this.output.write(`${text}\n`);
      return;
    }
    const bar = '█'.repeat(Math.round(part * BAR)).padEnd(BAR, '░');
    this.output.write(`\r\x1b[K${`${bar} ${text}`.slice(0, (this.output.columns ?? 80) - 1)}`);
    this.drawn = true;
  }

  private left(part: number): string {
    if (part < 0.02) return '';
    const seconds = Math.ceil(((this.now() - this.beganAt) / 1_000) * (1 / part - 1));
    return seconds < 90 ? `${seconds} s left` : `${Math.ceil(seconds / 60)} min left`;
  }
}
