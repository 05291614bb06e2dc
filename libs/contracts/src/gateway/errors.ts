import type { ErrorTable } from '../error-table';

/** Errors of the gateway service. The `request.…` ones are said of a request before any service hears of it. */
export const gatewayErrors = {
  'gateway.not_found': { status: 404, title: 'Not found' },
  'gateway.route_unknown': { status: 404, title: 'There is nothing at this address' },
  'gateway.method_not_allowed': { status: 405, title: 'This address does not take this method' },
  'gateway.outcome_unknown': {
    status: 504,
    title: 'No answer came in time; whether it was done is unknown',
  },
  'gateway.service_unavailable': { status: 503, title: 'The service is not available right now' },
  'gateway.sign_in_refused': { status: 401, title: 'The username or the password is wrong' },
  'gateway.too_many_sign_ins': { status: 429, title: 'Too many failed attempts to sign in' },
  'gateway.too_many_requests': { status: 429, title: 'Too many requests' },
  'gateway.session_ended': { status: 401, title: 'The session has ended; sign in again' },
  'gateway.session_required': { status: 403, title: 'Only for someone who signed in, not for an API key' },
  'gateway.wrong_password': { status: 422, title: 'The current password is wrong' },
  'gateway.password_too_weak': { status: 422, title: 'The password is too easy to guess' },
  'gateway.user_not_found': { status: 404, title: 'There is no such user' },
  'gateway.user_has_no_password': { status: 422, title: 'API Users have keys and no password' },
  'gateway.api_user_level_fixed': { status: 422, title: 'The access level of an API User cannot be changed' },
  'gateway.username_taken': { status: 409, title: 'The username is taken' },
  'gateway.last_admin': { status: 409, title: 'The last active administrator must stay one' },
  'gateway.api_key_not_found': { status: 404, title: 'There is no such API key' },
  'request.too_large': { status: 413, title: 'The request is too large' },
  'request.media_type_unsupported': { status: 415, title: 'The body must be application/json' },
  'request.not_json': { status: 400, title: 'The body is not JSON' },
  'request.card_number': { status: 422, title: 'The request contains a card number; send a token of it' },
} as const satisfies ErrorTable;
