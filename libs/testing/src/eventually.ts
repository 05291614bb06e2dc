import { setTimeout as delay } from 'node:timers/promises';

/** How long and how often to look again. */
export interface Patience {
  /** Milliseconds until it is given up. Default 30,000: it costs nothing where all is well, and a busy machine needs it. */
  readonly timeout?: number;
  /** Milliseconds between two looks. Default 25. */
  readonly interval?: number;
}

/**
 * Looks again and again until what is awaited is there: until `look` neither throws nor returns
 * false, null or undefined. Returns what it returned.
 *
 * @param what the awaited thing as a sentence's end: "the order stands in the report"
 * @throws when the time is over: names what was awaited and what was still missing at the last look
 */
export async function eventually<T>(
  what: string,
  look: () => Promise<T> | T,
  { timeout = 30_000, interval = 25 }: Patience = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + timeout;
  for (;;) {
    let missing: unknown;
    try {
      const seen = await look();
      if (seen !== false && seen !== null && seen !== undefined)
        return seen as NonNullable<Exclude<T, false>>;
      missing = `the last look saw ${String(seen)}`;
    } catch (error) {
      missing = error instanceof Error ? error.message : error;
    }
    if (Date.now() >= deadline) {
      throw new Error(`Waited ${timeout} ms in vain until ${what}. Still missing: ${String(missing)}`);
    }
    await delay(interval);
  }
}

/**
 * Makes sure that something does not happen for a while: `look` must answer true all the time.
 *
 * @throws at the first look that answers false or throws
 */
export async function throughout(
  what: string,
  duration: number,
  look: () => Promise<boolean> | boolean,
): Promise<void> {
  const end = Date.now() + duration;
  while (Date.now() < end) {
    if (!(await look())) throw new Error(`It did not stay so for ${duration} ms that ${what}`);
    await delay(20);
  }
}
