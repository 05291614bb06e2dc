import { IsOptional, ValidateBy } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { NoCardNumber } from '../../card-number';

const MAX_FIELDS = 50;
const MAX_NAME = 60;
const MAX_VALUE = 200;

/** Changes of an order's custom fields: those named get a new value, or none (null); the others stay. */
export function CustomFieldChanges(): PropertyDecorator {
  return fieldsByName(
    "Order custom fields to be set, by name; each value as the field's type writes it, null takes it away",
    true,
  );
}

/** An order's custom fields: at most 50 texts by name; names of 1–60, values of 0–200 characters. */
export function CustomFields(): PropertyDecorator {
  return fieldsByName("The order's custom fields by name; each value as the field's type writes it", false);
}

function fieldsByName(description: string, nullable: boolean): PropertyDecorator {
  const decorators = [
    IsOptional(),
    NoCardNumber(),
    ValidateBy({
      name: 'customFields',
      validator: {
        validate: (value: unknown): boolean => isCustomFields(value, nullable),
        defaultMessage: () =>
          `$property must be an object of at most ${MAX_FIELDS} texts (names of 1–${MAX_NAME}, values of at most ${MAX_VALUE} characters)`,
      },
    }),
    JSONSchema({
      description,
      type: 'object',
      maxProperties: MAX_FIELDS,
      additionalProperties: { type: nullable ? ['string', 'null'] : 'string', maxLength: MAX_VALUE },
    }) as PropertyDecorator,
  ];
  return (target, property) => decorators.forEach((decorate) => decorate(target, property));
}

function isCustomFields(value: unknown, nullable: boolean): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length <= MAX_FIELDS &&
    entries.every(
      ([name, text]) =>
        name.length >= 1 &&
        name.length <= MAX_NAME &&
        ((nullable && text === null) || (typeof text === 'string' && text.length <= MAX_VALUE)),
    )
  );
}
