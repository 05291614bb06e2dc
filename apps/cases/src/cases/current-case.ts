import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Case } from './case.entity';

/** The case in which a matter goes on, locked until the transaction ends: of one that was merged, the other. */
export async function currentCase(em: EntityManager, id: string): Promise<Case> {
  const { mergedInto } = await em.findOneOrFail(Case, { id });
  const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true };
  const current = await em.findOneOrFail(Case, { id: mergedInto ?? id }, lock);
  // It may have been merged while its lock was awaited.
  return current.mergedInto === null ? current : currentCase(em, current.mergedInto);
}
