import Big from 'big.js';
import { compare, type Money } from '@daybook/contracts';
import { discounted, reduced } from '../catalog/discount-terms';
import type { RecycleProfile } from '../catalog/recycle-profiles/recycle-profile.entity';
import type { Purchase } from './purchase.entity';

/** What is asked for when the next cycle of a purchase is billed, its discount taken off. */
export function cyclePrice(purchase: Purchase): Money {
  return discounted(purchase.price, purchase.discount ?? undefined, purchase.occurrence);
}

/** The discount of the next billing, as activities name it; nothing where none applies. */
export function discountOf({ discount, occurrence }: Purchase): {
  discountName?: string;
  discountOccurrence?: number;
} {
  if (discount === null || occurrence > discount.occurrences) return {};
  return { discountName: discount.name, discountOccurrence: occurrence };
}

/**
 * What is asked for when a declined cycle is tried again: less, where the recycle profile says so, but neither less than
 * its minimum nor more than the price.
 * @param tryNumber which of the profile's tries, from 0
 */
export function recyclePrice(price: Money, profile: RecycleProfile | null, tryNumber: number): Money {
  const terms = profile?.tries[tryNumber];
  if (profile === null || terms === undefined) return price;
  // A profile's amounts are of the currency of the campaigns that have chosen it.
  const less = reduced(price, terms);
  const { minimumPrice } = profile;
  const floor = minimumPrice !== null && compare(minimumPrice, less) > 0 ? minimumPrice : less;
  return new Big(floor.amount).gt(price.amount) ? price : floor;
}
