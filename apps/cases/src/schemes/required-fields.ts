import { DomainError } from '@daybook/contracts';

/**
 * What a scheme wants filled.
 * @param filled whether each field is
 * @throws DomainError `cases.fields_missing`, which names those that are not
 */
export function assertFilled<F extends string>(
  required: readonly F[] | undefined,
  filled: Readonly<Record<F, boolean>>,
): void {
  const missing = (required ?? []).filter((field) => !filled[field]);
  if (missing.length === 0) return;
  throw new DomainError('cases.fields_missing', {
    errors: missing.map((field) => ({ field, message: 'must be filled' })),
  });
}
