import type { View } from '../../api/client';
import { subtract } from '../../lib/decimal';

/** What can be given back of a charge: neither given back yet nor with the customer’s bank. */
export function leftOf(charge: View<'TransactionView'>): View<'Money'> {
  const left = subtract(charge.amount.amount, charge.refunded.amount);
  return { ...charge.amount, amount: subtract(left, charge.chargedBack?.amount ?? '0') };
}

/** The message that tells a customer of a transaction. */
export const MESSAGES = { sale: 'receipt', authorize: 'receipt', void: 'void', refund: 'refund' } as const;

/** `•••• 4242`, or what else stands for it. */
export const cardText = (last4: string | null | undefined, without: string): string =>
  last4 === null || last4 === undefined ? without : `•••• ${last4}`;
