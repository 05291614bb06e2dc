import { isDeepStrictEqual } from 'node:util';

/** What each field of an input becomes in the entity; a field that is forgotten here does not compile. */
export type FieldChanges<I, E> = {
  readonly [K in keyof Required<I>]: (
    value: Exclude<I[K], undefined>,
    entity: E,
    now: Date,
  ) => K extends keyof E ? E[K] : never;
};

/** A field that is kept as it was given. */
export function asGiven<V>(value: V): V {
  return value;
}

/** Changes the fields of an entity that are given, one after the other. @returns the names of those that differ now */
export function changeFields<I extends object, E extends object>(
  entity: E,
  input: Partial<I>,
  changes: FieldChanges<I, E>,
  now: Date,
): string[] {
  const names = Object.keys(changes) as (keyof I & keyof E & string)[];
  return names.filter((name) => {
    if (input[name] === undefined) return false;
    const given = input[name] as Exclude<I[typeof name], undefined>;
    const value = changes[name](given, entity, now) as E[typeof name];
    if (isDeepStrictEqual(entity[name], value)) return false;
    entity[name] = value;
    return true;
  });
}
