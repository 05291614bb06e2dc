import type { ErrorTable } from '../error-table';

/** Errors of the cases service. */
export const casesErrors = {
  'cases.not_found': [404, 'Not found'],
  'cases.not_in_state': [409, 'The case is not in a state that allows this'],
  'cases.not_takeable': [409, 'Only open or unassigned cases can be taken'],
  'cases.taken_by_other': [409, 'Somebody else has the case'],
  'cases.taker_not_a_user': [422, 'Only a user can be responsible for a case'],
  'cases.customer_unknown': [422, 'There is no such customer'],
  'cases.responsible_unknown': [422, 'There is no such user'],
  'cases.option_unknown': [422, 'The option list has no such option in use'],
  'cases.option_exists': [409, 'The option list has an option with that key or label'],
  'cases.option_key_missing': [422, 'No key can be made from that label; give one'],
  'cases.option_owner_misplaced': [422, 'Only channel categories have an owner'],
  'cases.case_unknown': [422, 'There is no such case'],
  'cases.order_unknown': [422, 'There is no such order'],
  'cases.conversation_empty': [422, 'A conversation needs a text or a summary'],
  'cases.end_before_start': [422, 'It cannot end before it began'],
  'cases.fields_missing': [422, 'The scheme of the case type demands more'],
  'cases.scheme_transition_unknown': [422, 'Cases take no such step'],
  'cases.scheme_hours_wrong': [422, 'Hours end after they begin'],
  'cases.scheme_unreachable': [422, 'A target lies more than a year ahead in these business hours'],
  'cases.record_running': [409, 'A service has no result before it has ended'],
  'cases.record_ended': [409, 'The service has ended'],
  'cases.time_out_of_range': [422, 'The time lies more than 90 days back or in the future'],
} as const satisfies ErrorTable;
