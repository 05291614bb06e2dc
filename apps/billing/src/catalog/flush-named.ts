import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError } from '@daybook/contracts';

/**
 * Writes what has changed, so that versions are up to date for the answer.
 * @throws DomainError `billing.name_taken`
 */
export async function flushNamed(em: EntityManager): Promise<void> {
  try {
    await em.flush();
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException) throw new DomainError('billing.name_taken');
    throw error;
  }
}
