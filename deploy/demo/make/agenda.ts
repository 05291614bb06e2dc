/** Something that happens when its time has come. */
export interface Task {
  readonly at: number;
  readonly run: () => Promise<void>;
}

/** What is going to happen, by its time. */
export class Agenda {
  private readonly tasks: Task[] = [];

  /** @param at milliseconds since 1970, by the demonstration's clock */
  add(at: number, run: () => Promise<void>): void {
    let low = 0;
    for (let high = this.tasks.length; low < high;) {
      const middle = (low + high) >> 1;
      if (this.tasks[middle].at <= at) low = middle + 1;
      else high = middle;
    }
    this.tasks.splice(low, 0, { at, run });
  }

  /** When the next task is due. */
  get next(): number {
    return this.tasks[0]?.at ?? Infinity;
  }

  /** Takes what is due until a moment, that one included. */
  take(until: number): Task[] {
    const count = this.tasks.findIndex(({ at }) => at > until);
    return this.tasks.splice(0, count === -1 ? this.tasks.length : count);
  }
}
