import { isUUID } from 'class-validator';
import {
  field,
  type FieldDecorator,
  type FieldOptions,
  type Kind,
  type Written,
  optionsOf,
  wrong,
} from './field';

/** Bounds of a number. */
export interface NumberOptions extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
}

const ID: Kind = {
  schema: { type: 'string', format: 'uuid' },
  read: (value) => (isUUID(value) ? value : wrong('must be a UUID')),
};
const FLAG: Kind = {
  schema: { type: 'boolean' },
  read: (value) => (typeof value === 'boolean' ? value : wrong('must be true or false')),
};

/** One of ours: a UUID. */
export function Id(...written: Written): FieldDecorator {
  return field(ID, optionsOf(written));
}

/** True or false. */
export function Flag(...written: Written): FieldDecorator {
  return field(FLAG, optionsOf(written));
}

/** A whole number. */
export function Whole(...written: Written<NumberOptions>): FieldDecorator {
  const options = optionsOf(written);
  return field(numberKind('integer', 'must be a whole number', Number.isSafeInteger, options), options);
}

/** A number that need not be whole. */
export function Fraction(...written: Written<NumberOptions>): FieldDecorator {
  const options = optionsOf(written);
  return field(numberKind('number', 'must be a number', Number.isFinite, options), options);
}

function numberKind(
  type: string,
  message: string,
  holds: (value: unknown) => boolean,
  { min, max }: NumberOptions,
): Kind {
  const [least, most] = [min ?? -Infinity, max ?? Infinity];
  return {
    schema: {
      type,
      ...(min === undefined ? {} : { minimum: min }),
      ...(max === undefined ? {} : { maximum: max }),
    },
    read: (value) => {
      if (!holds(value)) return wrong(message);
      const number = value as number;
      if (number < least) return wrong(`must not be less than ${least}`);
      return number > most ? wrong(`must not be greater than ${most}`) : number;
    },
  };
}

/** One of a fixed set of words. */
export function OneOf(words: readonly string[], ...written: Written): FieldDecorator {
  const known = new Set<unknown>(words);
  return field(
    {
      schema: { type: 'string', enum: [...words] },
      read: (value) => (known.has(value) ? value : wrong(`must be one of ${words.join(', ')}`)),
    },
    optionsOf(written),
  );
}
