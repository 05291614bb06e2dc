import Big from 'big.js';
import { money, type Money } from '@daybook/contracts';

/** A discount as an order line, and the purchase it makes, keep it. */
export interface DiscountTerms {
  id: string;
  name: string;
  /** How many billings it holds for, the sale included. */
  occurrences: number;
  percentOff?: number;
  amountOff?: Money;
}

/**
 * What is left of a price after a discount: rounded to the currency's digits, never below nothing.
 * @param occurrence which billing of the line this is, counted from 1; past the last one the price is whole
 */
export function discounted(price: Money, terms: DiscountTerms | undefined, occurrence: number): Money {
  return terms === undefined || occurrence > terms.occurrences ? price : reduced(price, terms);
}

/** What is left of a price after something is taken off: rounded to the currency's digits, never below nothing. */
export function reduced(price: Money, terms: { percentOff?: number; amountOff?: Money }): Money {
  const off =
    terms.amountOff === undefined
      ? new Big(price.amount).times(terms.percentOff ?? 0).div(100)
      : new Big(terms.amountOff.amount);
  const left = new Big(price.amount).minus(off);
  return money(left.lt(0) ? new Big(0) : left, price.currency);
}
