import type { PurchaseFact } from './purchase-transitions';

/** A fact that an engine told, and when it happened. */
export interface TimedFact {
  fact: PurchaseFact;
  at: Date;
  /** When the engine bills next, where it told. */
  nextBillAt?: Date;
}

/** A purchase at a moment, as JSON. */
export type Snapshot = Record<string, unknown>;

/** The facts since a purchase was changed by another way: folded again when an older one comes. */
export interface FactHistory {
  /** What it was before the first of them. */
  before: Snapshot;
  /** What it was after the last one: where it is something else by now, it was changed by another way. */
  after: Snapshot;
  facts: { fact: PurchaseFact; at: string; nextBillAt?: string }[];
}
