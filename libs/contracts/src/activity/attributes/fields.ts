import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsRFC3339,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Money } from '../../money';

/** Options of every attribute: whether an event may lack it. */
interface Presence {
  optional?: boolean;
}

function attribute(
  description: string,
  presence: Presence,
  ...rules: PropertyDecorator[]
): PropertyDecorator {
  return described({ description }, presence, rules);
}

// One JSONSchema a property: a second one would take the place of the first.
function described(
  schema: Parameters<typeof JSONSchema>[0],
  presence: Presence,
  rules: readonly PropertyDecorator[],
): PropertyDecorator {
  const all = [...rules, JSONSchema(schema) as PropertyDecorator];
  if (presence.optional) all.push(IsOptional());
  return (target, property) => all.forEach((decorate) => decorate(target, property));
}

/** A short text of the system's own words or an administrator's; never a person's data. */
export function Text(description: string, presence: Presence = {}): PropertyDecorator {
  return attribute(description, presence, IsString(), MaxLength(300));
}

/** One of ours: a UUID. */
export function Id(description: string, presence: Presence = {}): PropertyDecorator {
  return attribute(description, presence, IsUUID());
}

/** A calendar day, `2026-11-21`. */
export function Day(description: string, presence: Presence = {}): PropertyDecorator {
  return attribute(
    description,
    presence,
    Matches(/^\d{4}-\d{2}-\d{2}$/, { message: '$property must be a day such as 2026-11-21' }),
  );
}

/** A moment, RFC 3339 with offset. */
export function Moment(description: string, presence: Presence = {}): PropertyDecorator {
  return attribute(description, presence, IsRFC3339());
}

/** A whole number within bounds. */
export function Count(
  description: string,
  { min = 0, max = 1_000_000, ...presence }: Presence & { min?: number; max?: number } = {},
): PropertyDecorator {
  return attribute(description, presence, IsInt(), Min(min), Max(max));
}

/** An amount of one currency. */
export function Amount(description: string, presence: Presence = {}): PropertyDecorator {
  return attribute(
    description,
    presence,
    ValidateNested(),
    Type(() => Money),
  );
}

/** Several things of one class, 200 at most. */
export function Parts(of: new () => object, description: string, presence: Presence = {}): PropertyDecorator {
  return attribute(
    description,
    presence,
    IsArray(),
    ArrayMaxSize(200),
    ValidateNested({ each: true }),
    Type(() => of),
  );
}

/** Several short texts, 200 at most. */
export function Texts(description: string, presence: Presence = {}): PropertyDecorator {
  return attribute(
    description,
    presence,
    IsArray(),
    ArrayMaxSize(200),
    IsString({ each: true }),
    MaxLength(300, { each: true }),
  );
}

/** Several of ours, 200 at most. */
export function Ids(description: string, presence: Presence = {}): PropertyDecorator {
  return attribute(description, presence, IsArray(), ArrayMaxSize(200), IsUUID(undefined, { each: true }));
}

/** One of a fixed set of words. */
export function OneOf(
  words: readonly string[],
  description: string,
  presence: Presence = {},
): PropertyDecorator {
  return attribute(description, presence, IsIn([...words]));
}

/** Several of a fixed set of words. */
export function SomeOf(
  words: readonly string[],
  description: string,
  presence: Presence = {},
): PropertyDecorator {
  return attribute(description, presence, IsArray(), IsIn([...words], { each: true }));
}

export function Flag(description: string, presence: Presence = {}): PropertyDecorator {
  return attribute(description, presence, IsBoolean());
}

/** Texts by name, such as custom fields. */
export function TextMap(description: string, presence: Presence = {}): PropertyDecorator {
  const rule = ValidateBy({
    name: 'isTextMap',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.values(value).every((text) => typeof text === 'string'),
      defaultMessage: () => '$property must be an object whose values are texts',
    },
  });
  return described({ description, type: 'object', additionalProperties: { type: 'string' } }, presence, [
    rule,
  ]);
}
