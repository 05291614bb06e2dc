import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceLogger } from './logger';
import { WorkLoop } from './work-loop';

/** Pieces that end shortly after one another are made up for together. */
const GATHER_MS = 10;

/** What is done beside each other, and how it is got. */
export interface PooledWork<T> {
  /** A piece of it, as the beginning of a log line: "a message". */
  readonly what: string;
  /** How many pieces are done beside each other. */
  readonly most: number;
  /** Takes up to so many pieces, so that no other replica takes them. */
  claim(most: number): Promise<readonly T[]>;
  /** Does one. What it throws is logged: whoever claims it next does it. */
  work(piece: T): Promise<void>;
  /** What a log line names the piece by. */
  named(piece: T): object;
}

/**
 * Does pieces of work beside each other, never more than so many: whichever ends makes room for the next, so that a slow
 * one keeps nobody waiting.
 */
export class WorkPool<T> {
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly pooled: PooledWork<T>,
    private readonly logger: ServiceLogger,
  ) {}

  /** Fills the places that are free; answers whether there is probably more to be done. */
  async look(): Promise<boolean> {
    const { most } = this.pooled;
    if (this.underWay.size === most) {
      await Promise.race(this.underWay);
      await delay(GATHER_MS);
    }
    const free = most - this.underWay.size;
    const claimed = await this.pooled.claim(free);
    for (const piece of claimed) this.begin(piece);
    return claimed.length === free;
  }

  /** Resolves when what is under way has ended. */
  async ended(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private begin(piece: T): void {
    const done: Promise<void> = this.pooled
      .work(piece)
      .catch((err: unknown) =>
        this.logger.error(`${this.pooled.what} failed; it is tried again`, {
          ...this.pooled.named(piece),
          err,
        }),
      )
      .finally(() => this.underWay.delete(done));
    this.underWay.add(done);
  }
}

/** A loop that does what it claims beside each other; it has stopped when all of that has ended. */
export class PooledLoop<T> extends WorkLoop {
  private readonly pool: WorkPool<T>;

  /** @param what as a log line's beginning: "sending to houses" */
  constructor(what: string, everyMs: number, pooled: PooledWork<T>, logger: ServiceLogger) {
    const pool = new WorkPool(pooled, logger);
    super(what, everyMs, () => pool.look(), logger);
    this.pool = pool;
  }

  override async stop(): Promise<void> {
    await super.stop();
    await this.pool.ended();
  }
}
