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
  'customers.birthday_in_future': { status: 422, title: 'A birthday cannot lie in the future' },
} as const satisfies ErrorTable;
