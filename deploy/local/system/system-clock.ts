import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** The clocks of all processes of a system that was started with `env`; they are turned forward together. */
export class SystemClock {
  /**
   * @param file where the clocks read how far they are turned: what `DAYBOOK_CLOCK_FILE` names
   * @param start what time it is at first, where the file is not there yet; now when absent
   */
  constructor(
    readonly file: string,
    start?: Date,
  ) {
    if (!existsSync(file)) writeFileSync(file, String(start === undefined ? 0 : +start - Date.now()));
  }

  /** What each process has to be started with. */
  get env(): { DAYBOOK_CLOCK_FILE: string } {
    return { DAYBOOK_CLOCK_FILE: this.file };
  }

  /** What time it is for the system. */
  now(): Date {
    return new Date(Date.now() + this.shift());
  }

  /** Turns the clocks forward by milliseconds; never back. */
  turn(ms: number): void {
    this.turnTo(new Date(this.now().getTime() + ms));
  }

  /** Turns the clocks forward to a moment; one that is past already changes nothing. */
  turnTo(moment: Date): void {
    const shift = Math.max(this.shift(), moment.getTime() - Date.now());
    // Written aside first: nobody reads half a number.
    writeFileSync(`${this.file}.next`, String(shift));
    renameSync(`${this.file}.next`, this.file);
  }

  private shift(): number {
    return Number(readFileSync(this.file, 'utf8'));
  }
}
