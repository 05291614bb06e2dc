import { AsyncLocalStorage } from 'node:async_hooks';
import { Backoff, isTransient, pause } from './failures';
import type { ServiceLogger } from './logger';
import { loopsOf, type LoopProgress, type Loops } from './loops';

/** The usual longest rest of a loop that finds nothing to do: a safety net, for what nobody woke it for. */
const LONGEST_REST_MS = 10_000;
/** By which a rest is longer than the one before, while there is nothing to do. */
const GROWTH = 1.5;

/** How long a loop may take, where the usual is not right. */
export interface WorkLoopLimits {
  /** Milliseconds that one look may last without getting on; two minutes when absent. */
  longestLookMs?: number;
  /** Milliseconds between two looks while nothing happens; ten seconds when absent. */
  longestRestMs?: number;
  /** The tables whose rows may give it work: it need not look sooner for what is written elsewhere. All, when absent. */
  watches?: readonly string[];
  /** It depends on somebody outside: while they are not there, the service is ready all the same. */
  ofOthers?: boolean;
}

const quiet = new AsyncLocalStorage<true>();

/** Does something whose commits give the loops nothing to do, unless they record events: a loop's own look is such. */
export function quietly<T>(work: () => Promise<T>): Promise<T> {
  return quiet.run(true, work);
}

/** Whether a commit here gives the loops nothing to do. */
export function isQuiet(): boolean {
  return quiet.getStore() === true;
}

/**
 * Work that a service does by itself, again and again: sending what is due, recovering what was interrupted. It looks
 * often while what it watches is written, or the clock is turned, and ever more rarely while nothing happens. A failure is
 * logged and the work goes on, later each time it fails in a row; health tells of one that does nothing but fail, and of
 * one that is at a look for minutes without getting on.
 */
export class WorkLoop {
  private readonly abort = new AbortController();
  private running: Promise<void> | null = null;
  private woken = false;
  /** Something was committed since the last look began. */
  private nudged = false;
  private restMs: number;
  private restedFrom = 0;
  private timer: NodeJS.Timeout | undefined;
  private endRest: () => void = () => undefined;
  private readonly loops: Loops;
  private progress: LoopProgress | null = null;

  constructor(
    /** What it does, as a log line's beginning: "sending to houses". */
    private readonly what: string,
    /** Milliseconds between two looks while things happen. */
    private readonly everyMs: number,
    /** One look; answers true when there is more to do at once. */
    private readonly look: () => Promise<boolean | void>,
    private readonly logger: ServiceLogger,
    private readonly limits: WorkLoopLimits = {},
  ) {
    this.loops = loopsOf(logger);
    this.restMs = everyMs;
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
    this.restMs = this.everyMs;
    this.endRest();
  }

  /** There may be something to do: the next look begins no later than `everyMs` after the last one has ended. */
  nudge(tables: ReadonlySet<string>): void {
    if (this.limits.watches?.some((table) => tables.has(table)) === false) return;
    this.nudged = true;
    this.restMs = this.everyMs;
    if (this.timer === undefined) return;
    const left = this.restedFrom + this.everyMs - performance.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(this.endRest, Math.max(0, left));
  }

  /** Lets the look at hand finish. */
  async stop(): Promise<void> {
    this.abort.abort();
    this.endRest();
    await this.running;
  }

  private async run(): Promise<void> {
    const backoff = new Backoff();
    const progress = this.loops.add(this.what, this.limits.longestLookMs, this.limits.ofOthers);
    this.progress = progress;
    const unregister = this.loops.register(this);
    while (!this.signal.aborted) {
      try {
        this.woken = false;
        this.nudged = false;
        progress.began();
        const more = await quietly(() => this.look());
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
    unregister();
  }

  private async rest(): Promise<void> {
    if (this.woken || this.signal.aborted) return;
    if (this.nudged) this.restMs = this.everyMs;
    this.restedFrom = performance.now();
    await new Promise<void>((resolve) => {
      this.endRest = resolve;
      this.timer = setTimeout(resolve, this.restMs);
    });
    clearTimeout(this.timer);
    this.timer = undefined;
    this.restMs = Math.max(
      this.everyMs,
      Math.min(this.limits.longestRestMs ?? LONGEST_REST_MS, this.restMs * GROWTH),
    );
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
