import { DomainError, read, type ClassOf } from '@daybook/contracts';

/**
 * Turns plain data into an instance of its class.
 * @throws DomainError `request.malformed` naming every wrong and every unknown field
 */
export function validated<T extends object>(of: ClassOf<T>, plain: unknown): T {
  if (plain === null || typeof plain !== 'object' || Array.isArray(plain)) {
    throw new DomainError('request.malformed', { detail: 'The body must be a JSON object.' });
  }
  const { value, faults } = read(of, plain);
  if (faults.length === 0) return value;
  const fields = [...new Set(faults.map(({ field }) => field))].join(', ');
  throw new DomainError('request.malformed', { detail: `Wrong or unknown: ${fields}.`, errors: [...faults] });
}
