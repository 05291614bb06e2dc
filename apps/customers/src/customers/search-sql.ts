import { Bound } from '@daybook/persistence';
import { textOf, type Condition } from './search-conditions';

/** A condition on the row `s` of a customer's terms, with its values bound. */
export type Sql = (bound: Bound) => string;

/** That the terms fulfil a condition. */
export function matching(condition: Condition): Sql {
  const text = textOf(condition);
  return text === null ? () => 'true' : (bound) => `s.terms @@ ${bound.add(text)}::tsquery`;
}

/** That it is one of some customers. */
export function among(ids: readonly string[]): Sql {
  return (bound) => `s.customer_id = any (${bound.add(ids)}::uuid[])`;
}

/** Both of two. */
export function both(one: Sql, other: Sql): Sql {
  return (bound) => `(${one(bound)} and ${other(bound)})`;
}

/** The one and not the other. */
export function butNot(one: Sql, but: Sql): Sql {
  return (bound) => `(${one(bound)} and not ${but(bound)})`;
}

/** What a condition says, to compare it by. */
export function saidBy(condition: Sql): string {
  const bound = new Bound();
  return JSON.stringify([condition(bound), bound.values]);
}
