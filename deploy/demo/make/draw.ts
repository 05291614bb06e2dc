import { seeded } from '../../local/seeded';

/** Chance that is the same each time: what one seed draws does not depend on what others draw meanwhile. */
export class Draw {
  private readonly next: (below: number) => number;

  constructor(seed: number) {
    this.next = seeded(seed);
    // Close seeds begin alike.
    for (let round = 0; round < 5; round++) this.next(2);
  }

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    return this.next(limit);
  }

  /** Any number from `from` to `to`. */
  between(from: number, to: number): number {
    return from + (this.next(1_000_000) / 1_000_000) * (to - from);
  }

  chance(percent: number): boolean {
    return this.between(0, 100) < percent;
  }

  pick<T>(list: readonly T[]): T {
    const picked = list[this.next(list.length)];
    if (picked === undefined) throw new Error('There is nothing to pick from');
    return picked;
  }

  /** One of several, each as often as its weight says. */
  weighted<T>(choices: readonly (readonly [weight: number, choice: T])[]): T {
    let left = this.between(
      0,
      choices.reduce((sum, [weight]) => sum + weight, 0),
    );
    for (const [weight, choice] of choices) {
      if (left < weight) return choice;
      left -= weight;
    }
    throw new Error('There is nothing to pick from');
  }
}
