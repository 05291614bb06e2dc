import type { FieldFault } from '../errors';
import { type ClassOf, type Field, fieldsOf, Wrong, wrong } from './field';

/** What came of reading: an instance whose fields have their normal form, and what is wrong; nothing where it can be used. */
export interface Reading<T> {
  readonly value: T;
  readonly faults: readonly FieldFault[];
}

/** No more faults are told of one object: whoever wrote it has enough to mend, and the answer does not grow with rubbish. */
export const MOST_FAULTS = 20;

/** What is said of a field that a class does not have. */
export const NO_SUCH_FIELD = 'is not a field of this request';

/**
 * Reads plain data as an instance of a class: each field is checked and brought to its normal form by its decorator.
 * @param unknown whether fields that the class does not have are refused, or left out
 */
export function read<T extends object>(
  of: ClassOf<T>,
  plain: unknown,
  unknown: 'refused' | 'dropped' = 'refused',
): Reading<T> {
  const made = readObject(of, plain, unknown === 'dropped');
  if (!(made instanceof Wrong)) return { value: made, faults: [] };
  return { value: new of(), faults: made.faults };
}

/** Reads one object, or says what is wrong with it. */
export function readObject<T extends object>(of: ClassOf<T>, plain: unknown, drop: boolean): T | Wrong {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return wrong('must be an object');
  const fields = fieldsOf(of);
  const given = withoutNulls(plain as Readonly<Record<string, unknown>>, fields);
  const made = new of();
  const faults: FieldFault[] = [];
  for (const [name, field] of fields) {
    const value = readField(field, given[name], given, drop);
    if (value instanceof Wrong) faults.push(...value.faults.map((fault) => within(name, fault)));
    else if (value !== undefined) (made as Record<string, unknown>)[name] = value;
  }
  if (!drop) {
    for (const name of Object.keys(given)) {
      if (faults.length >= MOST_FAULTS) break;
      if (!fields.has(name) && given[name] !== undefined)
        faults.push({ field: name, message: NO_SUCH_FIELD });
    }
  }
  return faults.length === 0 ? made : new Wrong(faults.slice(0, MOST_FAULTS));
}

/** Null says the same as nothing where a field may be absent: whoever reads it knows one of them. */
function withoutNulls(
  given: Readonly<Record<string, unknown>>,
  fields: ReadonlyMap<string, Field>,
): Readonly<Record<string, unknown>> {
  const idle = (name: string): boolean => given[name] === null && fields.get(name)?.optional === true;
  const names = Object.keys(given);
  return names.some(idle)
    ? Object.fromEntries(names.filter((name) => !idle(name)).map((name) => [name, given[name]]))
    : given;
}

function readField(
  field: Field,
  value: unknown,
  given: Readonly<Record<string, unknown>>,
  drop: boolean,
): unknown {
  if (field.when !== undefined && !field.when(given)) return value;
  if (value === undefined)
    return field.optional === undefined || field.optional === false ? field.kind.read(value, drop) : value;
  if (value === null && field.optional === 'or null') return value;
  const other = field.notBeside?.find((name) => given[name] !== undefined);
  if (other !== undefined) return wrong(`must not stand beside ${other}`);
  return field.kind.read(value, drop);
}

/** A fault of a part as a fault of what holds it. */
export function within(name: string, { field, message, ...kind }: FieldFault): FieldFault {
  if (field === '') return { field: name, message: `${name} ${message}`, ...kind };
  return { field: `${name}.${field}`, message, ...kind };
}
