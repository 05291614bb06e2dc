import type { ErrorTable } from '../error-table';

/** Errors of the customers service. */
export const customersErrors = {
  'customers.not_found': [404, 'Not found'],
  'customers.several_primary_emails': [422, 'Only one e-mail address can be the primary one'],
  'customers.email_repeated': [422, 'An e-mail address stands twice'],
  'customers.address_unknown': [422, 'The customer has no address with that id'],
  'customers.no_address': [422, 'The customer has no address'],
  'customers.number_unknown': [422, 'The customer has no such valid phone number'],
  'customers.feature_off': [409, 'The feature is off: it has no plugin'],
  'customers.blacklist_value_missing': [422, 'What to blacklist by has to be given'],
  'customers.blacklist_value_invalid': [422, 'That is nothing to blacklist by'],
  'customers.not_blacklisted': [409, 'The customer is not blacklisted'],
  'customers.template_not_found': [404, 'There is no such template'],
  'customers.template_taken': [409, 'There is a template of that kind, channel and language'],
  'customers.template_subject_misplaced': [422, 'An e-mail needs a subject, and a text message has none'],
  'customers.template_placeholder_unknown': [422, 'The template wants something filled in that there is not'],
  'customers.template_missing': [409, 'No template of that kind is switched on'],
  'customers.nothing_to_tell': [409, 'Nothing of that kind has happened'],
  'customers.no_recipient': [422, 'The customer has no address to write to'],
  'customers.anonymised': [409, 'The customer was anonymised'],
  'customers.not_anonymised': [409, 'The customer was not anonymised'],
  'customers.birthday_in_future': [422, 'A birthday cannot lie in the future'],
} as const satisfies ErrorTable;
