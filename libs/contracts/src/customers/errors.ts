import type { ErrorTable } from '../error-table';

/** Errors of the customers service. */
export const customersErrors = {
  'customers.not_found': { status: 404, title: 'Not found' },
  'customers.several_primary_emails': {
    status: 422,
    title: 'Only one e-mail address can be the primary one',
  },
  'customers.email_repeated': { status: 422, title: 'An e-mail address stands twice' },
  'customers.address_unknown': { status: 422, title: 'The customer has no address with that id' },
  'customers.no_address': { status: 422, title: 'The customer has no address' },
  'customers.number_unknown': { status: 422, title: 'The customer has no such valid phone number' },
  'customers.feature_off': { status: 409, title: 'The feature is off: it has no plugin' },
  'customers.blacklist_value_missing': { status: 422, title: 'What to blacklist by has to be given' },
  'customers.blacklist_value_invalid': { status: 422, title: 'That is nothing to blacklist by' },
  'customers.not_blacklisted': { status: 409, title: 'The customer is not blacklisted' },
  'customers.template_not_found': { status: 404, title: 'There is no such template' },
  'customers.template_taken': {
    status: 409,
    title: 'There is a template of that kind, channel and language',
  },
  'customers.template_subject_misplaced': {
    status: 422,
    title: 'An e-mail needs a subject, and a text message has none',
  },
  'customers.template_placeholder_unknown': {
    status: 422,
    title: 'The template wants something filled in that there is not',
  },
  'customers.template_missing': { status: 409, title: 'No template of that kind is switched on' },
  'customers.nothing_to_tell': { status: 409, title: 'Nothing of that kind has happened' },
  'customers.no_recipient': { status: 422, title: 'The customer has no address to write to' },
  'customers.anonymised': { status: 409, title: 'The customer was anonymised' },
  'customers.not_anonymised': { status: 409, title: 'The customer was not anonymised' },
  'customers.birthday_in_future': { status: 422, title: 'A birthday cannot lie in the future' },
} as const satisfies ErrorTable;
