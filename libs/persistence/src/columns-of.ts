import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

/** The stored state of an entity, as the entity has it or as SQL reads it: moments come as the database writes them. */
export type StateOf<E> = {
  [K in keyof E as E[K] extends (...args: never) => unknown ? never : K]: E[K] extends Date
    ? Date | string
    : E[K] extends Date | null
      ? Date | string | null
      : E[K];
};

/**
 * The columns of an entity's table, named as its properties are: a row of them is its state. A new property is read
 * without being named anywhere else.
 * @param alias of the table in the statement
 */
export function columnsOf<E extends object>(
  em: EntityManager,
  entity: EntityClass<E>,
  alias: string,
): string {
  return em
    .getMetadata()
    .get<E>(entity.name)
    .props.flatMap(({ name, persist, fieldNames = [] }) =>
      persist === false ? [] : fieldNames.map((column) => `${alias}.${column} as "${name}"`),
    )
    .join(', ');
}
