import type { FieldFault } from '../errors';
import {
  type ClassOf,
  field,
  type FieldDecorator,
  type FieldOptions,
  type Kind,
  type Written,
  SCHEMAS,
  optionsOf,
  Wrong,
  wrong,
} from './field';
import { readObject, within } from './read';
import { ShortText } from './texts';
import { Id, OneOf } from './values';

/** Bounds of a list. */
export interface ListBounds extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
  /** Whether nothing may stand in it twice. */
  readonly unique?: boolean;
  /** Whether one alone may stand for a list of it, as in a query. */
  readonly orOne?: boolean;
}

/** An object of a class. */
export function Part(of: ClassOf, ...written: Written): FieldDecorator {
  return field(partKind(of), optionsOf(written));
}

/** The kind whose values are objects of a class. */
export function partKind(of: ClassOf): Kind {
  return {
    schema: { $ref: `${SCHEMAS}${of.name}` },
    holds: of,
    read: (value, drop) => readObject(of, value, drop),
  };
}

/** Several of what another decorator says: `@ListOf(Country(), 'Where it ships to.', { max: 250 })`. */
export function ListOf(item: FieldDecorator, ...written: Written<ListBounds>): FieldDecorator {
  const options = optionsOf(written);
  return field(listKind(item.kind, options), options);
}

function listKind(item: Kind, { min, max, unique, orOne }: ListBounds): Kind {
  return {
    schema: {
      type: 'array',
      items: item.schema,
      ...(min === undefined ? {} : { minItems: min }),
      ...(max === undefined ? {} : { maxItems: max }),
      ...(unique === true ? { uniqueItems: true } : {}),
    },
    ...(item.holds === undefined ? {} : { holds: item.holds }),
    read: (value, drop) => {
      const list: unknown = orOne === true && typeof value === 'string' ? [value] : value;
      if (!Array.isArray(list)) return wrong('must be a list');
      if (list.length < (min ?? 0)) return wrong(`must hold at least ${min}`);
      if (list.length > (max ?? Infinity)) return wrong(`must hold at most ${max}`);
      const made: unknown[] = [];
      for (const [at, one] of list.entries()) {
        const read = item.read(one, drop);
        if (read instanceof Wrong) return new Wrong(read.faults.map((fault) => faultAt(at, fault, item)));
        made.push(read);
      }
      if (unique === true && new Set(made.map(asSeen)).size < made.length)
        return wrong('must not hold anything twice');
      return made;
    },
  };
}

/** People take `VIP` and `vip` for the same. */
function asSeen(one: unknown): unknown {
  return typeof one === 'string' ? one.toLowerCase() : one;
}

/** What is wrong with an object in a list is told by its place, what is wrong with a word or an id of the list. */
function faultAt(at: number, fault: FieldFault, item: Kind): FieldFault {
  if (item.holds !== undefined) return within(String(at), fault);
  return { field: '', message: fault.message.replace(/^must/, 'must each') };
}

/** What another decorator says, or one of some words in its place: `OrWords(['none'], Id())`. */
export function OrWords(words: readonly string[], item: FieldDecorator, ...written: Written): FieldDecorator {
  const known = new Set<unknown>(words);
  const read: Kind['read'] = (value, drop) => {
    const found = known.has(value) ? value : item.kind.read(value, drop);
    if (!(found instanceof Wrong)) return found;
    return new Wrong(
      found.faults.map((fault) => ({ ...fault, message: `${fault.message}, or ${words.join(' or ')}` })),
    );
  };
  const schema = { anyOf: [item.kind.schema, { type: 'string', enum: [...words] }] };
  return field({ schema, read }, optionsOf(written));
}

/** Several objects of a class. */
export function Parts(of: ClassOf, ...written: Written<ListBounds>): FieldDecorator {
  return ListOf(Part(of), ...written);
}

/** Several of ours. */
export function Ids(...written: Written<ListBounds>): FieldDecorator {
  return ListOf(Id(), ...written);
}

/** Several of a fixed set of words. */
export function SomeOf(words: readonly string[], ...written: Written<ListBounds>): FieldDecorator {
  return ListOf(OneOf(words), ...written);
}

/** Several short texts, 200 at most. */
export function ShortTexts(...written: Written<ListBounds>): FieldDecorator {
  return ListOf(ShortText(), { max: 200, ...optionsOf(written) });
}
