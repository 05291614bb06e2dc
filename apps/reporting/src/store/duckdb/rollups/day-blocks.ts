import { DAY_US } from './rollup-tables';
import { whole } from '../file/whole';

/** Blocks of as many days each: how many rows lie in them, and which were rolled up when rows came late. */
export class DayBlocks {
  /** Rows of each block that has any. */
  readonly rows = new Map<number, number>();
  /** Rows that came after their block was rolled up. */
  readonly late = new Map<number, number>();
  private first = Infinity;
  private last = -Infinity;

  constructor(readonly days: number) {}

  /** Microseconds of a block. */
  get us(): number {
    return this.days * DAY_US;
  }

  /** The first block that has rows; infinite where none has. */
  get oldest(): number {
    return this.first;
  }

  /** The last block that has rows; infinite where none has. */
  get newest(): number {
    return this.last;
  }

  /** The last block that was over at a moment. @param moment milliseconds since 1970 */
  lastAt(moment: number): number {
    return this.of(moment * 1_000) - 1;
  }

  /** The block of a moment. @param moment microseconds since 1970 */
  of(moment: number): number {
    return Math.floor(moment / this.us);
  }

  add(block: number, rows: number): void {
    // Moments before the second block round towards it: they are never rolled up.
    if (block < 1) return;
    this.rows.set(block, (this.rows.get(block) ?? 0) + rows);
    this.first = Math.min(this.first, block);
    this.last = Math.max(this.last, block);
  }

  /** The rows between two blocks, the second not included. */
  between(from: number, until: number): number {
    let rows = 0;
    for (let block = from; block < until; block++) rows += this.rows.get(block) ?? 0;
    return rows;
  }

  /** The condition that finds the rows between two blocks, the second not included. */
  within(from: number, until: number): string {
    return `(moment >= ${whole(from * this.us)} and moment < ${whole(until * this.us)})`;
  }
}
