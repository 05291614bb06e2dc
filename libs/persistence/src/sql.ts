import type { EntityManager } from '@mikro-orm/postgresql';

/** Runs SQL on the entity manager's own transaction (or, outside one, on a pooled connection). Parameters are `?`. */
export async function rows<T>(em: EntityManager, sql: string, params: readonly unknown[] = []): Promise<T[]> {
  return em.getConnection().execute<T[]>(sql, [...params], 'all', em.getTransactionContext());
}

/** The first row of `rows`, if any. */
export async function firstRow<T>(
  em: EntityManager,
  sql: string,
  params: readonly unknown[] = [],
): Promise<T | undefined> {
  return (await rows<T>(em, sql, params))[0];
}
