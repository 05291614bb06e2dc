import { DomainError } from '@daybook/contracts';

/** Lets a few pieces of work run at once; the others wait in line. */
export class ConcurrencyLimit {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /**
   * Runs work as soon as there is room.
   * @param work gets what is left of the limit, in milliseconds
   * @throws DomainError `reporting.took_too_long` when none becomes free in time
   */
  async run<T>(limitMs: number, work: (leftMs: number) => Promise<T>): Promise<T> {
    const began = Date.now();
    await this.enter(limitMs);
    try {
      return await work(Math.max(1, limitMs - (Date.now() - began)));
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free += 1;
      else next();
    }
  }

  private enter(limitMs: number): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(enter), 1);
        reject(
          new DomainError('reporting.took_too_long', { detail: 'Too many long periods are asked for.' }),
        );
      }, limitMs);
      this.waiting.push(enter);
    });
  }
}
