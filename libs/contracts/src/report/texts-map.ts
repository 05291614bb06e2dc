import { ValidateBy } from 'class-validator';

/** Lists of texts by name, as `customField[Name]=value` makes them; `most` names and `most` values each. */
export function IsTextsMap(most: number): PropertyDecorator {
  return ValidateBy({
    name: 'isTextsMap',
    validator: {
      validate: (value: unknown) => isTextsMap(value, most),
      defaultMessage: () => `$property must name fields with texts, at most ${most} of each`,
    },
  });
}

/** The schema of what `IsTextsMap` takes. */
export function textsMapSchema(most: number): object {
  return {
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string', maxLength: 300 }, maxItems: most },
  };
}

function isTextsMap(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const lists: unknown[] = Object.values(value);
  return lists.length <= most && lists.every((list) => isTexts(list, most));
}

function isTexts(list: unknown, most: number): boolean {
  return (
    Array.isArray(list) &&
    list.length <= most &&
    list.every((text) => typeof text === 'string' && text.length <= 300)
  );
}
