import type { ErrorTable } from '../error-table';

/** Errors of the gateway service. The `request.…` ones are said of a request before any service hears of it. */
export const gatewayErrors = {
  'gateway.not_found': [404, 'Not found'],
  'gateway.route_unknown': [404, 'There is nothing at this address'],
  'gateway.method_not_allowed': [405, 'This address does not take this method'],
  'gateway.outcome_unknown': [504, 'No answer came in time; whether it was done is unknown'],
  'gateway.service_unavailable': [503, 'The service is not available right now'],
  'gateway.sign_in_refused': [401, 'The username or the password is wrong'],
  'gateway.too_many_sign_ins': [429, 'Too many failed attempts to sign in'],
  'gateway.too_many_requests': [429, 'Too many requests'],
  'gateway.session_ended': [401, 'The session has ended; sign in again'],
  'gateway.session_required': [403, 'Only for someone who signed in, not for an API key'],
  'gateway.wrong_password': [422, 'The current password is wrong'],
  'gateway.password_too_weak': [422, 'The password is too easy to guess'],
  'gateway.user_not_found': [404, 'There is no such user'],
  'gateway.user_has_no_password': [422, 'API Users have keys and no password'],
  'gateway.api_user_level_fixed': [422, 'The access level of an API User cannot be changed'],
  'gateway.username_taken': [409, 'The username is taken'],
  'gateway.last_admin': [409, 'The last active administrator must stay one'],
  'gateway.api_key_not_found': [404, 'There is no such API key'],
  'request.cross_site': [403, "Only pages of this address may use a session's cookie"],
  'request.too_large': [413, 'The request is too large'],
  'request.media_type_unsupported': [415, 'The body must be application/json'],
  'request.not_json': [400, 'The body is not JSON'],
  'request.card_number': [422, 'The request contains a card number; send a token of it'],
} as const satisfies ErrorTable;
