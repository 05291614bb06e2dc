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
  'customers.birthday_in_future': { status: 422, title: 'A birthday cannot lie in the future' },
} as const satisfies ErrorTable;
