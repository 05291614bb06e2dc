import type { PageQuery } from '@daybook/contracts';

/** For each field of a list's input what must hold where it is given; null: nothing. */
export type FilterConditions<I extends object, C> = {
  readonly [K in Exclude<keyof I, keyof PageQuery>]-?: (value: NonNullable<I[K]>) => C | null;
};

/**
 * The conditions that a list's filters mean; all of them must hold. A field of the input that has none here does not
 * compile, so that no filter is ever forgotten and matches everything.
 */
export function conditionsOf<I extends object, C>(input: I, conditions: FilterConditions<I, C>): C[] {
  const fields = Object.keys(conditions) as (keyof typeof conditions)[];
  return fields.flatMap((field) => {
    const value = input[field];
    const condition = value === undefined || value === null ? null : conditions[field](value);
    return condition === null ? [] : [condition];
  });
}

/** The pattern of a `like` that finds a text as it stands, whatever signs are in it. */
export function likePattern(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
