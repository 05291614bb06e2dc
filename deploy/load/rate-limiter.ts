import { setTimeout as delay } from 'node:timers/promises';

/** Hands out turns at a steady rate: nobody acts before a turn is due, and what was missed is not caught up in a rush. */
export class RateLimiter {
  private readonly every: number;
  private due = performance.now();

  /** @param rate turns a second */
  constructor(rate: number) {
    this.every = 1_000 / rate;
  }

  /** Resolves when it is this caller's turn. */
  async turn(): Promise<void> {
    const now = performance.now();
    // At most a second's worth of turns is made up for.
    this.due = Math.max(this.due + this.every, now - 1_000);
    if (this.due > now) await delay(this.due - now);
  }
}
