import { defineOperation } from '../operation';
import { BlacklistCustomerInput, BlacklistView, LiftBlacklistInput } from './blacklist';
import { CustomerIdInput } from './customers.inputs';

/** Reads whether and by what a customer is blacklisted. */
export const ReadBlacklist = defineOperation({
  name: 'customers.blacklist.read',
  http: 'GET /customers/{id}/blacklist',
  summary: 'Read whether and by what a customer is blacklisted',
  input: CustomerIdInput,
  output: BlacklistView,
  access: 'customers.view',
  errors: ['customers.not_found'],
});

/** Blacklists a customer; recorded as `customers.customer.blacklisted`, and what is left out as `customers.blacklist.lifted`. */
export const BlacklistCustomer = defineOperation({
  name: 'customers.blacklist.put',
  http: 'PUT /customers/{id}/blacklist',
  summary: 'Blacklist a customer',
  description:
    'New orders of the customer, and all that match one of the entries, are refused with `billing.blacklisted` before anything is charged. Doing it again with the same entries changes nothing.',
  input: BlacklistCustomerInput,
  output: BlacklistView,
  access: 'customers.blacklist',
  errors: [
    'customers.not_found',
    'customers.anonymised',
    'customers.blacklist_value_missing',
    'customers.blacklist_value_invalid',
  ],
});

/** Lifts a blacklist; recorded as `customers.blacklist.lifted`. */
export const LiftBlacklist = defineOperation({
  name: 'customers.blacklist.lift',
  http: 'DELETE /customers/{id}/blacklist',
  summary: 'Lift the blacklist of a customer',
  input: LiftBlacklistInput,
  output: BlacklistView,
  access: 'customers.blacklist',
  errors: ['customers.not_found', 'customers.anonymised', 'customers.not_blacklisted'],
});
