import { DomainError, isZero, type Money } from '@daybook/contracts';

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

/**
 * Makes sure that an amount is something.
 * @param field by which the caller named the amount
 * @throws DomainError `billing.amount_invalid`
 */
export function expectSomething(amount: Money, field = 'amount'): void {
  if (!isZero(amount)) return;
  throw new DomainError('billing.amount_invalid', {
    errors: [{ field: `${field}.amount`, message: 'must be more than nothing' }],
  });
}
