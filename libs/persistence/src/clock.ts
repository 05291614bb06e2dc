import { readFileSync, unwatchFile, watchFile } from 'node:fs';

/** How often a clock file is looked at. */
const LOOK_EVERY_MS = 50;
/** How often it is looked at for whoever waits until the clock is turned. */
const WATCH_EVERY_MS = 200;

/**
 * The process's clock: business code asks it instead of the system, so that a test or an operator can turn it.
 * `DAYBOOK_CLOCK_OFFSET_MS` shifts it from the start; `DAYBOOK_CLOCK_FILE` names a file that holds a further shift in
 * milliseconds, so that all processes of a system can be turned together while they run.
 */
export class Clock {
  private offsetMs: number;
  private fromFileMs = 0;
  private lookedAt = 0;
  private readonly listeners = new Set<() => void>();

  /**
   * @param offsetMs milliseconds by which it is ahead of the system's clock
   * @param file holds a further shift in milliseconds, and may change at any time
   */
  constructor(
    offsetMs = 0,
    private readonly file?: string,
  ) {
    this.offsetMs = offsetMs;
  }

  /** The time now. */
  now(): Date {
    return new Date(Date.now() + this.offsetMs + this.shiftOfFile());
  }

  /**
   * Calls back each time the clock is turned, here or by its file.
   * @returns ends it
   */
  onTurned(listener: () => void): () => void {
    if (this.listeners.size === 0 && this.file !== undefined)
      watchFile(this.file, { interval: WATCH_EVERY_MS, persistent: false }, this.turned);
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0 && this.file !== undefined) unwatchFile(this.file, this.turned);
    };
  }

  /** Turns the clock forward (or back) by milliseconds. */
  advance(ms: number): void {
    this.offsetMs += ms;
    this.turned();
  }

  /** Sets the clock to a moment; it goes on from there. */
  set(to: Date): void {
    this.offsetMs = to.getTime() - Date.now() - this.shiftOfFile();
    this.turned();
  }

  private readonly turned = (): void => {
    this.lookedAt = 0;
    for (const listener of this.listeners) listener();
  };

  /** @throws Error when the file is not there or holds no number */
  private shiftOfFile(): number {
    if (this.file === undefined || Date.now() - this.lookedAt < LOOK_EVERY_MS) return this.fromFileMs;
    const shift = Number(readFileSync(this.file, 'utf8').trim());
    if (!Number.isFinite(shift)) throw new Error(`${this.file} holds no number of milliseconds`);
    this.fromFileMs = shift;
    this.lookedAt = Date.now();
    return shift;
  }
}

/** The one clock of this process. */
export const clock = new Clock(
  Number(process.env.DAYBOOK_CLOCK_OFFSET_MS ?? 0),
  process.env.DAYBOOK_CLOCK_FILE,
);
