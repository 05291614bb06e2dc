import { DomainError, type Call } from '@daybook/contracts';

/**
 * Refuses an edit of something that was changed since the caller read it.
 * @throws DomainError `request.stale`
 */
export function expectVersion(edited: { version: number }, call: Pick<Call, 'ifMatch'>): void {
  if (call.ifMatch !== undefined && call.ifMatch !== edited.version) {
    throw new DomainError('request.stale', { detail: `It is at version ${edited.version} now.` });
  }
}
