import { Described, field, type FieldDecorator, type Said, told } from './field';
import { partKind } from './parts';
import { Code } from './texts';

/** A currency, ISO 4217. */
export function Currency(...said: Said): FieldDecorator {
  return Code(/^[A-Z]{3}$/, { ...told(said), message: 'must be an ISO 4217 code such as "USD"' });
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

  /** ISO 4217 code, upper case. */
  @Currency('ISO 4217 currency code.', { examples: ['USD'] })
  currency!: string;
}

/** Money that somebody gives. */
export function Amount(...said: Said): FieldDecorator {
  return field(partKind(Money), told(said));
}

/** Money that we say ourselves, in a view or an event: a sum of what was checked where it came in. */
export function Sum(...said: Said): FieldDecorator {
  return field(partKind(Money), told(said));
}
