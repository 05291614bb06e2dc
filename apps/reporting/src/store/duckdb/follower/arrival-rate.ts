/** How long what came counts; milliseconds. */
const MEMORY_MS = 1_000;

/** About how many come in a second: what came counts ever less as time passes. */
export class ArrivalRate {
  private amount = 0;
  private at = 0;

  add(number: number): void {
    this.amount = this.perSecond + number;
    this.at = performance.now();
  }

  get perSecond(): number {
    return this.amount * Math.exp((this.at - performance.now()) / MEMORY_MS);
  }
}
