import { Backoff, isTransient, pause } from './failures';
import type { ServiceLogger } from './logger';
import { loopsOf, type LoopProgress, type Loops } from './loops';

/**
 * Work that a service does by itself, again and again: sending what is due, recovering what was interrupted. A failure
 * is logged and the work goes on, later each time it fails in a row; health tells of one that does nothing but fail, and
 * of one that is at a look for minutes without getting on.
 */
export class WorkLoop {
  private readonly abort = new AbortController();
  private running: Promise<void> | null = null;
  private woken = false;
  private endRest: () => void = () => undefined;
  private readonly loops: Loops;
  private progress: LoopProgress | null = null;

  constructor(
    /** What it does, as a log line's beginning: "sending to houses". */
    private readonly what: string,
    /** Milliseconds between two looks. */
    private readonly everyMs: number,
    /** One look; answers true when there is more to do at once. */
    private readonly look: () => Promise<boolean | void>,
    private readonly logger: ServiceLogger,
    /** Milliseconds that one look may last without getting on, where that is more than two minutes. */
    private readonly longestLookMs?: number,
  ) {
    this.loops = loopsOf(logger);
  }

  /** A long look has come one step further. */
  advanced(): void {
    this.progress?.advanced();
  }

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
    const progress = this.loops.add(this.what, this.longestLookMs);
    this.progress = progress;
    while (!this.signal.aborted) {
      try {
        this.woken = false;
        progress.began();
        const more = await this.look();
        backoff.reset();
        progress.advanced();
        progress.rests();
        if (more !== true) await this.rest();
      } catch (error) {
        progress.failed();
        progress.rests();
        this.logger[isTransient(error) ? 'warn' : 'error'](`${this.what} failed; it goes on`, error);
        await pause(Math.max(this.everyMs, backoff.next()), this.signal);
      }
    }
    this.loops.remove(progress);
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

/**
 * Does each piece of work whatever becomes of the others: what cannot be done costs itself only.
 * @throws the first failure, once all are done; a passing one at once, since it would meet the others too
 */
export async function eachAlone<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      if (isTransient(error)) throw error;
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
