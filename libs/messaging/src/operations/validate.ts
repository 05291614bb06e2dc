import { DomainError, read, type ClassOf } from '@daybook/contracts';
import { malformed } from '../core/field-faults';
import { isJsonObject } from '../core/json-reader';

/**
 * Turns plain data into an instance of its class.
 * @throws DomainError `request.malformed` naming what is wrong and what is unknown, twenty of them at most
 */
export function validated<T extends object>(of: ClassOf<T>, plain: unknown): T {
  if (!isJsonObject(plain)) {
    throw new DomainError('request.malformed', { detail: 'The body must be a JSON object.' });
  }
  const { value, faults } = read(of, plain);
  if (faults.length > 0) throw malformed(faults);
  return value;
}
