import { Matches } from 'class-validator';

/** A phone number that is looked for: in any format, or its last digits, four at least. */
export function IsPhoneSearch(): PropertyDecorator {
  return Matches(/^(?=(?:\D*\d){4})[\d\s()+.\-/x#*,;]{4,40}$/i, {
    message: '$property must be a phone number or its last digits, four at least',
  });
}
