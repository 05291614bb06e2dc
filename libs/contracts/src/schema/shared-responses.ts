import type { ErrorCode } from '../errors';

/** Refusals that many calls share: what the OpenAPI document calls them, and their codes. Others stand where they occur. */
const SHARED: Readonly<Record<string, readonly ErrorCode[]>> = {
  Malformed: ['request.malformed'],
  MalformedBody: ['request.malformed', 'request.not_json'],
  MalformedBodyOrKeyMissing: ['request.idempotency_required', 'request.malformed', 'request.not_json'],
  MalformedOrCursorInvalid: ['request.cursor_invalid', 'request.malformed'],
  Unauthenticated: ['request.token_invalid', 'request.unauthenticated'],
  Forbidden: ['request.forbidden'],
  BillingNotFound: ['billing.not_found'],
  CasesNotFound: ['cases.not_found'],
  CustomersNotFound: ['customers.not_found'],
  FulfillmentNotFound: ['fulfillment.not_found'],
  ReportingNotFound: ['reporting.not_found'],
  InProgress: ['request.in_progress'],
  NameTaken: ['billing.name_taken', 'request.in_progress'],
  AnswerErased: ['request.answer_erased'],
  Stale: ['request.stale'],
  TooLarge: ['request.too_large'],
  UnsupportedMediaType: ['request.media_type_unsupported'],
  CardNumber: ['request.card_number'],
  CardNumberOrKeyReused: ['request.card_number', 'request.idempotency_conflict'],
  VersionRequired: ['request.version_required'],
  TooManyRequests: ['gateway.too_many_requests'],
  InternalError: ['internal.error'],
  Unavailable: ['gateway.service_unavailable', 'internal.unavailable'],
  OutcomeUnknown: ['gateway.outcome_unknown', 'request.deadline_passed'],
};

const names = new Map(Object.entries(SHARED).map(([name, codes]) => [codes.join(), name]));

/** The name under which a refusal with exactly these codes, in alphabetical order, is shared; undefined where it is not. */
export function sharedResponse(codes: readonly ErrorCode[]): string | undefined {
  return names.get(codes.join());
}
