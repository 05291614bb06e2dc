import type { CycleTerms, Money } from '@daybook/contracts';

/** Something that is going to happen to a purchase and can be withdrawn until then. Moments are RFC 3339. */
export interface ScheduledChange {
  dueAt: string;
}

export interface ScheduledPause extends ScheduledChange {
  months: number;
}

/** Its reason stands with the purchase, where it is erased with the customer. */
export type ScheduledCancellation = ScheduledChange;

/** What is billed of a product, option and price point. */
export interface BilledProduct {
  productId: string;
  productName: string;
  membershipName?: string;
  optionId?: string;
  optionName?: string;
  sku: string;
  shipped: boolean;
  pricePointId: string;
  quantity: number;
  unitPrice: Money;
  terms: CycleTerms;
}

export interface ScheduledDowngrade extends ScheduledChange, BilledProduct {}
