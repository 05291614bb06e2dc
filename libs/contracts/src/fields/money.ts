import { fractionDigits, isCurrency } from './currencies';
import {
  Described,
  field,
  type FieldDecorator,
  type Kind,
  type Written,
  optionsOf,
  Wrong,
  wrong,
} from './field';
import { readObject } from './read';
import { Code } from './texts';
import { partKind } from './parts';

/** Kept in upper case, as the standard writes it, however it came. */
const CURRENCY: Kind = {
  schema: { type: 'string', pattern: '^[A-Za-z]{3}$' },
  read: (value) => {
    if (typeof value !== 'string' || !/^[A-Za-z]{3}$/.test(value))
      return wrong('must be an ISO 4217 code such as "USD"');
    const code = value.toUpperCase();
    return isCurrency(code) ? code : wrong('must be a currency of ISO 4217');
  },
};

/** A currency, ISO 4217: taken in any case, kept in upper case. */
export function Currency(...written: Written): FieldDecorator {
  return field(CURRENCY, optionsOf(written));
}

/** An amount of one currency. Amounts are decimal strings, never floats. */
@Described('An amount of money: a decimal string and its currency.')
export class Money {
  /** Decimal string with at most four fraction digits; negative amounts are not used, directions have names. */
  @Code(/^\d{1,13}(\.\d{1,4})?$/, 'Decimal string, such as "39.90".', {
    examples: ['39.90'],
    message: 'must be a decimal string such as "39.90"',
  })
  amount!: string;

  /** ISO 4217 code; kept in upper case. */
  @Currency('ISO 4217 currency code.', { examples: ['USD'] })
  currency!: string;
}

/** Money that somebody gives: no finer than its currency, and written with the currency's digits. It is never rounded. */
export function Amount(...written: Written): FieldDecorator {
  return field(GIVEN, optionsOf(written));
}

const GIVEN: Kind = {
  ...partKind(Money),
  read: (value, drop) => {
    const given = readObject(Money, value, drop);
    if (given instanceof Wrong) return given;
    const most = fractionDigits(given.currency);
    const [whole = '', fraction = ''] = given.amount.split('.');
    if (/[1-9]/.test(fraction.slice(most))) {
      const message = `amount must have at most ${most} fraction digits in ${given.currency}`;
      return new Wrong([{ field: 'amount', message, code: 'billing.amount_invalid' }]);
    }
    const cents = fraction.slice(0, most).padEnd(most, '0');
    given.amount = `${whole.replace(/^0+(?=\d)/, '')}${most === 0 ? '' : `.${cents}`}`;
    return given;
  },
};

/** Money that we say ourselves, in a view or an event: a sum of what was checked where it came in. */
export function Sum(...written: Written): FieldDecorator {
  return field(partKind(Money), optionsOf(written));
}
