import { Code, type FieldDecorator, type Written, optionsOf } from '../fields';

/** What the key of an option looks like. */
export const OPTION_KEY = /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/;

/** The key of an option of one of the lists that administrators keep. */
export function OptionKey(...written: Written): FieldDecorator {
  return Code(OPTION_KEY, {
    ...optionsOf(written),
    min: 1,
    max: 64,
    message: 'must be lower-case letters and digits, parted by single dashes or underscores',
  });
}
