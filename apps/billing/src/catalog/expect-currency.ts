import { DomainError, type Money } from '@daybook/contracts';

/**
 * Makes sure that an amount is in the currency of what it is for.
 * @param field by which the caller named the amount
 * @throws DomainError `billing.currency_mismatch`
 */
export function expectCurrency(amount: Money, currency: string, field = 'amount'): void {
  if (amount.currency === currency) return;
  throw new DomainError('billing.currency_mismatch', {
    errors: [{ field: `${field}.currency`, message: `must be ${currency}` }],
  });
}
