const WIDTH = 30;
const PLAIN_EVERY_MS = 10_000;

/** One line that says how far the day is: drawn over on a terminal, else written anew now and then. */
export class Progress {
  private readonly started = Date.now();
  private written = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly total: number,
    private readonly done: () => number,
    private readonly faults: () => number,
    private readonly out: NodeJS.WriteStream = process.stdout,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.draw(), 250);
  }

  stop(): void {
    clearInterval(this.timer);
    this.draw(true);
    if (this.out.isTTY) this.out.write('\n');
  }

  private draw(last = false): void {
    const now = Date.now();
    const share = Math.min(1, this.done() / this.total);
    const seconds = (now - this.started) / 1_000;
    const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░');
    const line =
      `${bar} ${Math.floor(share * 100)} %  ${this.done()}/${this.total} acts` +
      `  ${Math.floor(seconds)} s  ${(this.done() / seconds).toFixed(1)}/s  ${this.faults()} errors`;
    if (this.out.isTTY) this.out.write(`\r\x1b[2K${line}`);
    else if (last || now - this.written >= PLAIN_EVERY_MS) {
      this.written = now;
      this.out.write(`${line}\n`);
    }
  }
}
