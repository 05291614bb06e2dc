import { isLine, isStorable, isVisible, lengthOf, normalName } from './characters';
import { containsCardNumber } from './card-number';
import { field, type FieldDecorator, type Kind, type Written, optionsOf, wrong } from './field';

/** Whether a value is an object and no list. */
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a database can keep every text within a value, names among them. */
function isKeepable(value: unknown): boolean {
  if (typeof value === 'string') return isStorable(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, inner]) => isStorable(name) && isKeepable(inner));
}

/** An object that something else says the fields of. */
export function AnyObject(...written: Written): FieldDecorator {
  return field(objectKind({}), optionsOf(written));
}

/** An object of any fields at all. */
export function OpenObject(...written: Written): FieldDecorator {
  return field(objectKind({ additionalProperties: true }), optionsOf(written));
}

function objectKind(schema: object): Kind {
  return {
    schema: { type: 'object', ...schema },
    read: (value) => {
      if (!isObject(value)) return wrong('must be an object');
      return isKeepable(value) ? value : wrong('must not contain characters that cannot be stored');
    },
  };
}

const TEXT_MAP: Kind = {
  schema: { type: 'object', additionalProperties: { type: 'string' } },
  read: (value) =>
    isObject(value) && Object.values(value).every((text) => typeof text === 'string')
      ? value
      : wrong('must be an object whose values are texts'),
};

/** Texts by name that we say ourselves, such as the custom fields of an event. */
export function TextMap(...written: Written): FieldDecorator {
  return field(TEXT_MAP, optionsOf(written));
}

/** Lists of texts by name, as `customField[Name]=value` makes them; `most` names and `most` values each. */
export function TextsMap(most: number, ...written: Written): FieldDecorator {
  const isTexts = (list: unknown): boolean =>
    Array.isArray(list) &&
    list.length <= most &&
    list.every((text) => typeof text === 'string' && text.length <= MAX_TEXT && isStorable(text));
  return field(
    {
      schema: {
        type: 'object',
        additionalProperties: {
          type: 'array',
          items: { type: 'string', maxLength: MAX_TEXT },
          maxItems: most,
        },
      },
      read: (value) => {
        if (!isObject(value)) return wrong('must name fields with texts');
        const lists = Object.entries(value).map(([name, one]): [string, unknown] => [
          name,
          Array.isArray(one) ? one : [one],
        ]);
        return lists.length <= most && lists.every(([name, list]) => isStorable(name) && isTexts(list))
          ? Object.fromEntries(lists)
          : wrong(`must name fields with texts, at most ${most} of each`);
      },
    },
    optionsOf(written),
  );
}
const MAX_TEXT = 300;

const MAX_FIELDS = 50;
const MAX_NAME = 60;
const MAX_VALUE = 200;

/** An order's custom fields: at most 50 texts by name; names of 1–60, values of 0–200 characters. */
export function CustomFields(...written: Written): FieldDecorator {
  return field(customFieldsKind(false), optionsOf(written));
}

/** Changes of an order's custom fields: those named get a new value, or none (null); the others stay. */
export function CustomFieldChanges(...written: Written): FieldDecorator {
  return field(customFieldsKind(true), optionsOf(written));
}

function customFieldsKind(nullable: boolean): Kind {
  const message = `must be an object of at most ${MAX_FIELDS} texts (names of 1–${MAX_NAME}, values of at most ${MAX_VALUE} characters)`;
  return {
    schema: {
      type: 'object',
      maxProperties: MAX_FIELDS,
      additionalProperties: { type: nullable ? ['string', 'null'] : 'string', maxLength: MAX_VALUE },
    },
    read: (value) => {
      if (!isObject(value)) return wrong(message);
      const given = Object.entries(value);
      if (given.length > MAX_FIELDS) return wrong(message);
      const kept = new Map<string, string | null>();
      for (const [name, text] of given) {
        const label = nameFrom(name, MAX_NAME);
        const content = text === null && nullable ? null : valueFrom(text);
        if (label === undefined || content === undefined) return wrong(message);
        if (kept.has(label)) return wrong(`must name ${label} once`);
        if (containsCardNumber(`${label} ${content ?? ''}`))
          return wrong('must not contain a payment card number');
        kept.set(label, content);
      }
      return Object.fromEntries(kept);
    },
  };
}

function nameFrom(text: string, most: number): string | undefined {
  const name = normalName(text);
  return isLine(name) && isVisible(name) && lengthOf(name) <= most ? name : undefined;
}

/** An empty value says that there is none; any other shows something. */
function valueFrom(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  return text === '' ? text : nameFrom(text, MAX_VALUE);
}
