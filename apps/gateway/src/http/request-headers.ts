import type { IncomingHttpHeaders } from 'node:http';
import { containsCardNumber, DomainError, newId, type AnyOperation } from '@daybook/contracts';
import { refuseCardNumbers } from './card-numbers';

const REQUEST_ID = /^[\w.:-]{1,100}$/;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
const VERSION = /^(?:W\/)?"?(\d{1,9})"?$/;

/** What may be kept of a request's headers. */
const KEPT = [
  'idempotency-key',
  'if-match',
  'content-type',
  'webhook-id',
  'webhook-timestamp',
  'x-forwarded-for',
];

/** @throws DomainError `request.card_number` for one in a header that is read, or in the name of any */
export function refuseCardsInHeaders(headers: IncomingHttpHeaders): void {
  const names = Object.keys(headers).map((name) => [name, null] as const);
  refuseCardNumbers({
    ...Object.fromEntries(names),
    ...Object.fromEntries(KEPT.map((name) => [name, headers[name]])),
  });
}

/** The request's id: the caller's, where it is one, else a new one. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-request-id'];
  if (typeof given !== 'string' || !REQUEST_ID.test(given)) return newId();
  // It stands in logs and answers.
  return containsCardNumber(given) ? newId() : given;
}

/** The trace a request belongs to (W3C Trace Context), if it says so. */
export function traceparentOf(headers: IncomingHttpHeaders): string | undefined {
  const given = headers.traceparent;
  if (typeof given !== 'string' || !TRACEPARENT.test(given)) return undefined;
  return containsCardNumber(given) ? undefined : given;
}

/** @throws DomainError `request.idempotency_required`, `request.malformed` */
export function idempotencyKeyOf(operation: AnyOperation, headers: IncomingHttpHeaders): string | undefined {
  const given = headers['idempotency-key'];
  if (operation.idempotency === 'none') return undefined;
  if (given === undefined) {
    if (operation.idempotency === 'required') throw new DomainError('request.idempotency_required');
    return undefined;
  }
  if (typeof given !== 'string' || !IDEMPOTENCY_KEY.test(given)) {
    throw new DomainError('request.malformed', {
      errors: [{ field: 'Idempotency-Key', message: 'must be 1 to 255 visible ASCII characters' }],
    });
  }
  return given;
}

/** The version that If-Match names, as the ETag of a view has it. @throws DomainError `request.version_required`, `request.malformed` */
export function versionOf(operation: AnyOperation, headers: IncomingHttpHeaders): number | undefined {
  const given = headers['if-match'];
  if (operation.ifMatch === 'none') return undefined;
  if (given === undefined) {
    if (operation.ifMatch === 'required') throw new DomainError('request.version_required');
    return undefined;
  }
  const version = VERSION.exec(given)?.[1];
  if (version === undefined) {
    throw new DomainError('request.malformed', {
      errors: [{ field: 'If-Match', message: 'must be the version of the view, as its ETag has it' }],
    });
  }
  return Number(version);
}
