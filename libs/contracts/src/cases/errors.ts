import type { ErrorTable } from '../error-table';

/** Errors of the cases service. */
export const casesErrors = {
  'cases.not_found': { status: 404, title: 'Not found' },
  'cases.not_in_state': { status: 409, title: 'The case is not in a state that allows this' },
  'cases.not_takeable': { status: 409, title: 'Only open or unassigned cases can be taken' },
  'cases.taken_by_other': { status: 409, title: 'Somebody else has the case' },
  'cases.taker_not_a_user': { status: 422, title: 'Only a user can be responsible for a case' },
  'cases.customer_unknown': { status: 422, title: 'There is no such customer' },
  'cases.responsible_unknown': { status: 422, title: 'There is no such user' },
  'cases.option_unknown': { status: 422, title: 'The option list has no such option in use' },
  'cases.option_exists': { status: 409, title: 'The option list has an option with that key' },
  'cases.option_key_missing': { status: 422, title: 'No key can be made from that label; give one' },
  'cases.option_owner_misplaced': { status: 422, title: 'Only channel categories have an owner' },
  'cases.record_ended': { status: 409, title: 'The service has ended' },
  'cases.time_out_of_range': { status: 422, title: 'The time lies more than 90 days back or in the future' },
} as const satisfies ErrorTable;
