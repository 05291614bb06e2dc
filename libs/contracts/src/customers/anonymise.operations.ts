import { AnonymisationView } from '../erasure';
import { defineOperation } from '../operation';
import { CustomerIdInput } from './customers.inputs';

/** Anonymises a customer for ever; recorded as `customers.customer.anonymised`. */
export const AnonymiseCustomer = defineOperation({
  name: 'customers.anonymise',
  http: 'POST /customers/{id}/anonymise',
  status: 202,
  summary: 'Erase what is personal of a customer, for ever',
  description:
    'Names, contacts, addresses, notes, messages, texts of cases and what came in raw are erased in every service; what was sold, paid and done stays, and every total with it. The answer says what is outstanding where; reading it again tells when it is done. Doing it again changes nothing. The event stream forgets by its age, seven days at most; backups keep what they hold.',
  input: CustomerIdInput,
  output: AnonymisationView,
  access: 'customers.anonymise',
  errors: ['customers.not_found'],
});

/** Reads what is outstanding where. */
export const ReadAnonymisation = defineOperation({
  name: 'customers.anonymisation.read',
  http: 'GET /customers/{id}/anonymise',
  summary: 'Read what is still to be erased of a customer, and where',
  input: CustomerIdInput,
  output: AnonymisationView,
  access: 'customers.anonymise',
  errors: ['customers.not_found', 'customers.not_anonymised'],
});
