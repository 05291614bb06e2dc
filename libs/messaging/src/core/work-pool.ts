import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceLogger } from './logger';
import { WorkLoop, type WorkLoopLimits } from './work-loop';

/** Pieces that end shortly after one another are made up for together. */
const GATHER_MS = 10;

/** What is done beside each other. */
export interface PoolWork<T> {
  /** What is done to a piece, as the beginning of a log line: "sending a message". */
  readonly what: string;
  /** How many pieces are done beside each other. */
  readonly most: number;
  /** Does one. What it throws is logged: whoever claims it next does it. */
  work(piece: T): Promise<void>;
  /** What a log line names the piece by. */
  named(piece: T): object;
  /** Called when a piece has ended, well or not: there is room for another one. */
  ended?(): void;
}

/** Takes up to so many pieces, so that no other replica takes them. */
export type Claim<T> = (most: number) => Promise<readonly T[]>;

/**
 * Does pieces of work beside each other, never more than so many: whichever ends makes room for the next, so that a slow
 * one keeps nobody waiting.
 */
export class WorkPool<T> {
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly pooled: PoolWork<T>,
    private readonly logger: ServiceLogger,
  ) {}

  /** How many more pieces may be begun. */
  get room(): number {
    return this.pooled.most - this.underWay.size;
  }

  /** Waits for room, fills it, and answers whether there is probably more to be done. */
  async fill(claim: Claim<T>): Promise<boolean> {
    if (this.room === 0) {
      await Promise.race(this.underWay);
      await delay(GATHER_MS);
    }
    const { room } = this;
    const claimed = await claim(room);
    for (const piece of claimed) this.begin(piece);
    return claimed.length === room;
  }

  /** Begins a piece; who calls it has looked for room. */
  begin(piece: T): void {
    const { pooled } = this;
    const done: Promise<void> = pooled
      .work(piece)
      .catch((err: unknown) =>
        this.logger.error(`${pooled.what} failed; it is tried again`, { ...pooled.named(piece), err }),
      )
      .finally(() => {
        this.underWay.delete(done);
        pooled.ended?.();
      });
    this.underWay.add(done);
  }

  /** Resolves when what is under way has ended. */
  async ended(): Promise<void> {
    await Promise.all(this.underWay);
  }
}

/** A loop that does what it claims beside each other; it has stopped when all of that has ended. */
export class PooledLoop<T> extends WorkLoop {
  private readonly pool: WorkPool<T>;

  /** @param what as a log line's beginning: "sending to houses" */
  constructor(
    what: string,
    everyMs: number,
    pooled: PoolWork<T> & { readonly claim: Claim<T> },
    logger: ServiceLogger,
    limits?: WorkLoopLimits,
  ) {
    const pool = new WorkPool(pooled, logger);
    super(what, everyMs, () => pool.fill(pooled.claim), logger, limits);
    this.pool = pool;
  }

  override async stop(): Promise<void> {
    await super.stop();
    await this.pool.ended();
  }
}
