import type { EntityManager, EventSubscriber, FlushEventArgs } from '@mikro-orm/core';

/** Where a statement of ours names a table that it writes: also inside a `with`. */
const WRITTEN = /\b(?:insert\s+into|update|delete\s+from)\s+"?([a-z][a-z0-9_]*)/gi;

/** What stands behind `update` without being a table: `on conflict do update set`, `for update skip locked`. */
const NO_TABLES = new Set(['set', 'skip', 'nowait', 'of']);

const written = new WeakMap<object, Set<string>>();

/** The tables that a statement says it writes. Those that a trigger writes are not among them. */
export function tablesWrittenBy(sql: string): string[] {
  const names = [...sql.matchAll(WRITTEN)].map(([, name = '']) => name.toLowerCase());
  return names.filter((name) => !NO_TABLES.has(name));
}

/** Notes what a statement writes in a transaction. */
export function noteWritten(transaction: object, sql: string): void {
  for (const table of tablesWrittenBy(sql)) add(transaction, table);
}

/** The tables that this entity manager's transaction has written so far, by entities and by statements. */
export function writtenIn(em: EntityManager): ReadonlySet<string> {
  return written.get(em.getTransactionContext<object>() ?? em) ?? new Set();
}

/** Notes the tables of the entities that are written. */
export class WrittenEntities implements EventSubscriber {
  afterFlush({ em, uow }: FlushEventArgs): void {
    const transaction = em.getTransactionContext<object>();
    if (transaction === undefined) return;
    for (const { meta } of uow.getChangeSets()) add(transaction, meta.tableName);
  }
}

function add(transaction: object, table: string): void {
  const tables = written.get(transaction);
  if (tables === undefined) written.set(transaction, new Set([table]));
  else tables.add(table);
}
