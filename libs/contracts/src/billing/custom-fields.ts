import { IsOptional, ValidateBy } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { NoCardNumber } from '../card-number';

const MAX_FIELDS = 50;
const MAX_NAME = 60;
const MAX_VALUE = 200;

/** An order's custom fields: at most 50 texts by name; names of 1–60, values of 0–200 characters. */
export function CustomFields(): PropertyDecorator {
  const decorators = [
    IsOptional(),
    NoCardNumber(),
    ValidateBy({
      name: 'customFields',
      validator: {
        validate: (value: unknown): boolean => isCustomFields(value),
        defaultMessage: () =>
          `$property must be an object of at most ${MAX_FIELDS} texts (names of 1–${MAX_NAME}, values of at most ${MAX_VALUE} characters)`,
      },
    }),
    JSONSchema({
      description: "The order's custom fields by name; each value as the field's type writes it",
      type: 'object',
      maxProperties: MAX_FIELDS,
      additionalProperties: { type: 'string', maxLength: MAX_VALUE },
    }) as PropertyDecorator,
  ];
  return (target, property) => decorators.forEach((decorate) => decorate(target, property));
}

function isCustomFields(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length <= MAX_FIELDS &&
    entries.every(
      ([name, text]) =>
        name.length >= 1 && name.length <= MAX_NAME && typeof text === 'string' && text.length <= MAX_VALUE,
    )
  );
}
