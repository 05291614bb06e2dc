/** How often there is a look, while things happen. */
const POLL_MS = 50;
/** How often while nothing happens; and for how long nothing happens until then. */
const QUIET_POLL_MS = 2_000;
const ATTENTIVE_MS = 2_000;

/** The rest between two looks for new rows: short while rows come or somebody reads, long else, and cut short at will. */
export class PollRest {
  private busyAt = 0;
  private from = 0;
  /** Cuts the rest short. */
  end: () => void = () => undefined;

  /** A row may have come, or somebody asked. */
  busy(): void {
    this.busyAt = Date.now();
  }

  /** How long to rest now, in milliseconds. */
  get ms(): number {
    return Date.now() - this.busyAt < ATTENTIVE_MS ? POLL_MS : QUIET_POLL_MS;
  }

  /** Whether it has rested as long as it does while things happen. */
  get isDue(): boolean {
    return Date.now() - this.from > POLL_MS;
  }

  /** Resolves after so many milliseconds, or when it is ended. */
  rest(ms: number): Promise<void> {
    this.from = Date.now();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
