import { Backoff, isTransient, pause } from './failures';
import type { ServiceLogger } from './logger';

/**
 * Work that a service does by itself, again and again: sending what is due, recovering what was interrupted. A failure
 * is logged and the work goes on, later each time it fails in a row.
 */
export class WorkLoop {
  private readonly abort = new AbortController();
  private running: Promise<void> | null = null;
  private woken = false;
  private endRest: () => void = () => undefined;

  constructor(
    /** What it does, as a log line's beginning: "sending to houses". */
    private readonly what: string,
    /** Milliseconds between two looks. */
    private readonly everyMs: number,
    /** One look; answers true when there is more to do at once. */
    private readonly look: () => Promise<boolean | void>,
    private readonly logger: ServiceLogger,
  ) {}

  /** Set once the work shall end. */
  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** Starts it; a second start does nothing. */
  start(): void {
    this.running ??= this.run();
  }

  /** There is something to do: the next look begins at once, or as soon as the one at hand has ended. */
  wake(): void {
    this.woken = true;
    this.endRest();
  }

  /** Lets the look at hand finish. */
  async stop(): Promise<void> {
    this.abort.abort();
    this.endRest();
    await this.running;
  }

  private async run(): Promise<void> {
    const backoff = new Backoff();
    while (!this.signal.aborted) {
      try {
        this.woken = false;
        const more = await this.look();
        backoff.reset();
        if (more !== true) await this.rest();
      } catch (error) {
        this.logger[isTransient(error) ? 'warn' : 'error'](`${this.what} failed; it goes on`, error);
        await pause(Math.max(this.everyMs, backoff.next()), this.signal);
      }
    }
  }

  private async rest(): Promise<void> {
    if (this.woken || this.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.everyMs);
      this.endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
