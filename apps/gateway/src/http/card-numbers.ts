import { containsCardNumber, DomainError, MOST_FAULTS, type FieldFault } from '@daybook/contracts';
import { cardFault } from '@daybook/messaging';

/**
 * Refuses card numbers, which no service may see, wherever they stand in what did not come as JSON: an address, headers.
 * @throws DomainError `request.card_number`
 */
export function refuseCardNumbers(values: Readonly<Record<string, unknown>>): void {
  const errors: FieldFault[] = [];
  const waiting: { field: string; value: unknown }[] = [{ field: '', value: values }];
  for (let next = waiting.pop(); next !== undefined && errors.length < MOST_FAULTS; next = waiting.pop()) {
    const { field, value } = next;
    if (['string', 'number'].includes(typeof value) && containsCardNumber(String(value), field))
      errors.push(cardFault(field));
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (containsCardNumber(key) && errors.length < MOST_FAULTS) errors.push(cardFault('a name'));
      waiting.push({ field: field === '' ? key : `${field}.${key}`, value: inner });
    }
  }
  if (errors.length > 0) throw new DomainError('request.card_number', { errors });
}
