import { Code, type FieldDecorator, type Said, told } from '../fields';

/** What the key of an option looks like. */
export const OPTION_KEY = /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/;

/** The key of an option of one of the lists that administrators keep. */
export function OptionKey(...said: Said): FieldDecorator {
  return Code(OPTION_KEY, {
    ...told(said),
    min: 1,
    max: 64,
    message: 'must be lower-case letters and digits, parted by single dashes or underscores',
  });
}
