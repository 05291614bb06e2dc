import type { FastifyRequest } from 'fastify';
import {
  DomainError,
  isStorable,
  type AnyOperation,
  type FieldFault,
  type JsonSchema,
} from '@daybook/contracts';
import { fieldName, malformed, textFault, validated } from '@daybook/messaging';
import { refuseCardNumbers } from './card-numbers';
import { readQuery } from './query-coercion';

/**
 * Puts path, query and body of a request together into one input, and checks it.
 * @throws DomainError `request.malformed` naming the faults of all parts; `request.card_number`
 */
export function readInput(
  operation: AnyOperation,
  schema: JsonSchema,
  request: FastifyRequest,
): Record<string, unknown> {
  const body = bodyOf(request.body);
  const { values: query, faults } = readQuery(searchOf(request.raw.url ?? ''), schema);
  const path = request.params as Record<string, string>;
  const input: Record<string, unknown> = { ...body };
  for (const [field, value] of [...Object.entries(query), ...Object.entries(path)]) {
    if (Object.hasOwn(input, field))
      faults.push({ field: fieldName(field), message: `${fieldName(field)} is given twice` });
    input[field] = value;
  }
  for (const [field, value] of Object.entries(path)) if (!isStorable(value)) faults.push(textFault(field));
  refuseCardNumbers({ ...query, ...path });
  refuse(operation, input, faults);
  return input;
}

/** The part of an address after the first question mark. */
export function searchOf(url: string): string {
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at + 1);
}

function bodyOf(body: unknown): Record<string, unknown> {
  if (body === undefined) return {};
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new DomainError('request.malformed', { detail: 'The body must be a JSON object.' });
  }
  return body as Record<string, unknown>;
}

/** What could not be read and what is wrong in it are told together; nothing is told twice. */
function refuse(operation: AnyOperation, input: Record<string, unknown>, unread: FieldFault[]): void {
  if (unread.length === 0) return;
  const fields = new Set(unread.map(({ field }) => field));
  try {
    validated(operation.input, input);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const others = (error.facts.errors ?? []).filter(({ field }) => !fields.has(field));
    unread.push(...others);
  }
  throw malformed(unread);
}
