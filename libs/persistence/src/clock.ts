/**
 * The process's clock: business code asks it instead of the system, so that a test or an operator can turn it.
 * `DAYBOOK_CLOCK_OFFSET_MS` shifts it from the start.
 */
export class Clock {
  private offsetMs: number;

  constructor(offsetMs = 0) {
    this.offsetMs = offsetMs;
  }

  /** The time now. */
  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  /** Turns the clock forward (or back) by milliseconds. */
  advance(ms: number): void {
    this.offsetMs += ms;
  }

  /** Sets the clock to a moment; it goes on from there. */
  set(to: Date): void {
    this.offsetMs = to.getTime() - Date.now();
  }
}

/** The one clock of this process. */
export const clock = new Clock(Number(process.env.DAYBOOK_CLOCK_OFFSET_MS ?? 0));
