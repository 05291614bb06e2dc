import {
  DomainError,
  isStorable,
  MOST_FAULTS,
  withoutCardNumbers,
  type FieldFault,
} from '@daybook/contracts';

/** Characters of a field's path told at most. */
const MOST_OF_A_NAME = 80;
/** Characters of what is said of it at most; it may name the field, too. */
const MOST_OF_A_MESSAGE = 300;

const UNPRINTABLE = /[\p{Cc}\p{Cs}]/gu;

/** Names by which a prototype could be reached. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether a name may be one of a field: it can be kept, and reaches no prototype. */
export function isUsableName(name: string): boolean {
  return !RESERVED.has(name) && isStorable(name);
}

/** A text that came from outside, fit for a column, a log and an answer: what is no character stands there escaped. */
export function printable(text: string): string {
  return text.replace(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The fault of a name that is none for a field. */
export function nameFault(path: string): FieldFault {
  return { field: fieldName(path), message: 'is not allowed as a name' };
}

/** The fault of a text that cannot be kept. */
export function textFault(path: string): FieldFault {
  const field = fieldName(path);
  return { field, message: `${field} contains characters that cannot be stored` };
}

/** The fault of a text that holds a card's number. */
export function cardFault(path: string): FieldFault {
  const field = fieldName(path);
  return { field, message: `${field} contains a card number` };
}

/** The path of a field as it is told; the name may be anybody's. */
export function fieldName(path: string): string {
  const name = withoutCardNumbers(printable(path.slice(0, MOST_OF_A_NAME)));
  return path.length > MOST_OF_A_NAME ? `${name}…` : name;
}

/** The refusal of an input for faults of its fields; the first of them are named. */
export function malformed(faults: readonly FieldFault[]): DomainError {
  const errors = faults.slice(0, MOST_FAULTS).map(({ field, message }) => ({
    field: fieldName(field),
    message: printable(message.slice(0, MOST_OF_A_MESSAGE)),
  }));
  const names = [...new Set(errors.map(({ field }) => field))].join(', ');
  const [code = 'request.malformed', ...others] = new Set(
    faults.map((fault) => fault.code ?? 'request.malformed'),
  );
  return new DomainError(others.length === 0 ? code : 'request.malformed', {
    detail: `Wrong or unknown: ${names}.`,
    errors,
  });
}
