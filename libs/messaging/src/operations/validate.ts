import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { DomainError, type ClassOf, type FieldFault } from '@daybook/contracts';
import { rememberRules } from './validation-rules';

rememberRules();

/**
 * Turns plain data into an instance of its class.
 * @param raw the body is somebody's bytes, kept as they came: NUL may stand in it
 * @throws DomainError `request.malformed` naming every wrong and every unknown field
 */
export function validated<T extends object>(of: ClassOf<T>, plain: unknown, raw = false): T {
  if (plain === null || typeof plain !== 'object' || Array.isArray(plain)) {
    throw new DomainError('request.malformed', { detail: 'The body must be a JSON object.' });
  }
  const nul = raw ? null : fieldWithNul(plain);
  if (nul !== null) {
    throw new DomainError('request.malformed', {
      detail: `Wrong or unknown: ${nul}.`,
      errors: [{ field: nul, message: `${nul} must not contain the character NUL` }],
    });
  }
  const instance = plainToInstance(of, plain);
  const errors = faultsOf(
    validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false }),
  );
  if (errors.length > 0) {
    const fields = [...new Set(errors.map((error) => error.field))].join(', ');
    throw new DomainError('request.malformed', { detail: `Wrong or unknown: ${fields}.`, errors });
  }
  return instance;
}

/** class-validator's tree of faults as a flat list with paths. */
export function faultsOf(errors: readonly ValidationError[], path = ''): FieldFault[] {
  return errors.flatMap((error) => {
    const field = path === '' ? error.property : `${path}.${error.property}`;
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
      field,
      message: rule === 'whitelistValidation' ? 'is not a field of this request' : message,
    }));
    return [...own, ...faultsOf(error.children ?? [], field)];
  });
}

/** The path of a text that holds NUL, which no text column can keep; null where there is none. */
function fieldWithNul(value: unknown, path = ''): string | null {
  if (typeof value === 'string') return value.includes('\u0000') ? path : null;
  if (value === null || typeof value !== 'object') return null;
  for (const [key, part] of Object.entries(value)) {
    const found = fieldWithNul(part, path === '' ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
