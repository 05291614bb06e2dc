import type Big from 'big.js';
import { exactSum, type Money } from '@daybook/contracts';

/** Sums by currency as money, in the order of the currencies. Different currencies are never added. */
export function moneyOfEach(sums: ReadonlyMap<string, Big>): Money[] {
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amount]) => exactSum(amount, currency));
}
