import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, type Call } from '@daybook/contracts';

/**
 * Refuses an edit of something that was changed since the caller read it.
 * @throws DomainError `request.stale`
 */
export function expectVersion(edited: { version: number }, call: Call): void {
  if (call.ifMatch !== undefined && call.ifMatch !== edited.version) {
    throw new DomainError('request.stale', { detail: `It is at version ${edited.version} now.` });
  }
}

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
