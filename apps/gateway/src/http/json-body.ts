import { containsCardNumber, DomainError, isId, type FieldFault } from '@daybook/contracts';
import { whyNotJson } from '@daybook/messaging';

/** How deep a body may be nested; no input comes near it. */
const MAX_DEPTH = 32;

/** PostgreSQL keeps neither NUL nor half of a surrogate pair. */
const UNSTORABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/**
 * Reads a body as JSON. An empty one is no body.
 * @throws DomainError `request.not_json`, also for bytes that are not UTF-8
 */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new DomainError('request.not_json', { detail: whyNotJson(error) });
  }
}

/**
 * Refuses what no service could keep or may see, wherever it stands in the input.
 * @throws DomainError `request.malformed` (unstorable characters, reserved names, too deep) or `request.card_number`
 */
export function inspect(input: Record<string, unknown>): void {
  const faults: FieldFault[] = [];
  const cards: FieldFault[] = [];
  const waiting: { field: string; value: unknown; depth: number }[] = [{ field: '', value: input, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { field, value, depth } = next;
    if (typeof value === 'string') {
      if (UNSTORABLE.test(value))
        faults.push({ field, message: `${field} contains characters that cannot be stored` });
      if (!isId(value) && containsCardNumber(value))
        cards.push({ field, message: `${field} contains a card number` });
    } else if (typeof value === 'number') {
      if (containsCardNumber(String(value)))
        cards.push({ field, message: `${field} contains a card number` });
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= MAX_DEPTH) {
        faults.push({ field, message: `is nested deeper than ${MAX_DEPTH} levels` });
        continue;
      }
      for (const [key, inner] of Object.entries(value)) {
        const path = field === '' ? key : `${field}.${key}`;
        if (key === '__proto__' || key === 'constructor' || key === 'prototype' || UNSTORABLE.test(key)) {
          faults.push({ field: path.replace(UNSTORABLE, '?'), message: 'is not allowed as a name' });
        } else {
          if (containsCardNumber(key))
            cards.push({ field: 'a name', message: 'a name contains a card number' });
          waiting.push({ field: path, value: inner, depth: depth + 1 });
        }
      }
    }
  }
  if (cards.length > 0) throw new DomainError('request.card_number', { errors: cards });
  if (faults.length > 0) throw new DomainError('request.malformed', { errors: faults.slice(0, 50) });
}
