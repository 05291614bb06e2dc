import Big from 'big.js';
import { DateTime } from 'luxon';
import type { CustomFieldType } from '@daybook/contracts';

interface ValueRule {
  holds(value: string, choices: readonly string[]): boolean;
  fault: string;
  /** One way of writing for each value, so that the report counts it once. */
  stored(value: string): string;
}

const asItIs = (value: string): string => value;

const rules: { readonly [T in CustomFieldType]: ValueRule } = {
  text: { holds: (value) => value.trim() !== '', fault: 'must not be empty', stored: asItIs },
  number: {
    holds: (value) => /^-?\d{1,15}(\.\d{1,6})?$/.test(value),
    fault: 'must be a number such as 12.5',
    stored: (value) => new Big(value).toFixed(),
  },
  date: {
    holds: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && DateTime.fromISO(value).isValid,
    fault: 'must be a day such as 2026-11-21',
    stored: asItIs,
  },
  choice: {
    holds: (value, choices) => choices.includes(value),
    fault: 'must be one of the choices',
    stored: asItIs,
  },
  boolean: {
    holds: (value) => value === 'true' || value === 'false',
    fault: 'must be true or false',
    stored: asItIs,
  },
};

/** Why a field of a type cannot hold a value; null when it can. */
export function faultOfValue(
  type: CustomFieldType,
  choices: readonly string[],
  value: string,
): string | null {
  return rules[type].holds(value, choices) ? null : rules[type].fault;
}

/** A value that the type can hold, as it is kept. */
export function storedValue(type: CustomFieldType, value: string): string {
  return rules[type].stored(value);
}
