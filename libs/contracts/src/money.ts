import Big from 'big.js';
import { DomainError } from './errors';
import { fractionDigits, Money } from './fields';

/** Makes a Money with the currency's usual number of fraction digits, rounding half up. */
export function money(amount: string | Big, currency: string): Money {
  const made = new Money();
  made.amount = new Big(amount).toFixed(fractionDigits(currency), Big.roundHalfUp);
  made.currency = currency;
  return made;
}

/** A sum as it is: with the currency's usual number of fraction digits, or more where it needs them. Never rounded. */
export function exactSum(amount: string | Big, currency: string): Money {
  const sum = new Big(amount);
  const needed = Math.max(0, sum.c.length - sum.e - 1);
  const made = new Money();
  made.amount = sum.toFixed(Math.max(needed, fractionDigits(currency)));
  made.currency = currency;
  return made;
}

/** a + b. @throws DomainError `money.currency_mismatch`, `billing.amount_invalid` where it is more than can be kept */
export function add(a: Money, b: Money): Money {
  return kept(new Big(a.amount).plus(sameCurrency(a, b).amount), a.currency);
}

/** Price = unit price × quantity, rounded to the currency's digits. @throws DomainError `billing.amount_invalid` where it is more than can be kept */
export function times(unit: Money, quantity: number): Money {
  return kept(new Big(unit.amount).times(quantity), unit.currency);
}

/** An amount has at most 13 digits before its point. */
function kept(amount: Big, currency: string): Money {
  const made = money(amount, currency);
  if (/^\d{14}/.test(made.amount)) {
    throw new DomainError('billing.amount_invalid', {
      detail: `${made.amount} ${currency} is more than can be kept`,
    });
  }
  return made;
}

/** −1, 0 or 1 as a is less than, equal to or more than b. @throws DomainError `money.currency_mismatch` */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  return new Big(a.amount).cmp(sameCurrency(a, b).amount);
}

/** Whether an amount is zero. */
export function isZero(a: Money): boolean {
  return new Big(a.amount).eq(0);
}

function sameCurrency(a: Money, b: Money): Money {
  if (a.currency !== b.currency) {
    throw new DomainError('money.currency_mismatch', {
      detail: `${a.currency} and ${b.currency} cannot be added`,
    });
  }
  return b;
}
