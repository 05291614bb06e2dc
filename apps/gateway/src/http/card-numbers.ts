import { containsCardNumber, DomainError, isId, MOST_FAULTS, type FieldFault } from '@daybook/contracts';
import { fieldName } from '@daybook/messaging';

/**
 * Refuses card numbers, which no service may see, wherever they stand in an input.
 * @throws DomainError `request.card_number`
 */
export function refuseCardNumbers(input: Record<string, unknown>): void {
  const errors: FieldFault[] = [];
  const waiting: { field: string; value: unknown }[] = [{ field: '', value: input }];
  for (let next = waiting.pop(); next !== undefined && errors.length < MOST_FAULTS; next = waiting.pop()) {
    const { field, value } = next;
    if (isCardNumber(value))
      errors.push({ field: fieldName(field), message: `${fieldName(field)} contains a card number` });
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (containsCardNumber(key) && errors.length < MOST_FAULTS)
        errors.push({ field: 'a name', message: 'a name contains a card number' });
      waiting.push({ field: field === '' ? key : `${field}.${key}`, value: inner });
    }
  }
  if (errors.length > 0) throw new DomainError('request.card_number', { errors });
}

function isCardNumber(value: unknown): boolean {
  if (typeof value === 'number') return containsCardNumber(String(value));
  return typeof value === 'string' && !isId(value) && containsCardNumber(value);
}
