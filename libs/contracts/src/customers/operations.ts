import { defineOperation } from '../operation';
import { page } from '../paging';
import {
  CreateCustomerInput,
  CustomerIdInput,
  SearchCustomersInput,
  UpdateCustomerInput,
} from './customers.inputs';
import { CustomerView } from './customers.views';
import { AddCustomerNoteInput, CustomerNoteView, ListCustomerNotesInput } from './notes';
import {
  AddressCheckView,
  CheckCustomerAddressInput,
  CustomerCallView,
  CustomerSmsView,
  SendCustomerSmsInput,
  StartCustomerCallInput,
} from './plugin-calls';

/** Creates a customer; recorded as `customers.customer.created`. */
export const CreateCustomer = defineOperation({
  name: 'customers.create',
  http: 'POST /customers',
  status: 201,
  summary: 'Create a customer',
  input: CreateCustomerInput,
  output: CustomerView,
  access: 'customers.edit',
  errors: ['customers.several_primary_emails', 'customers.email_repeated', 'customers.birthday_in_future'],
});

/** Reads one customer. */
export const GetCustomer = defineOperation({
  name: 'customers.get',
  http: 'GET /customers/{id}',
  summary: 'Read a customer',
  input: CustomerIdInput,
  output: CustomerView,
  access: 'customers.view',
  errors: ['customers.not_found'],
});

/** Finds customers. */
export const SearchCustomers = defineOperation({
  name: 'customers.search',
  http: 'GET /customers',
  summary: 'Search customers',
  description:
    'Best match first: as it was written, then by how words begin, then (where fewer than five fit so) with errors in names; the newest first among equals, and without any condition. Every condition given must hold. A sales rep finds the customers of the own campaigns, and those created by themselves.',
  input: SearchCustomersInput,
  output: page(CustomerView),
  access: 'customers.view',
  errors: ['request.cursor_invalid'],
});

/**
 * Changes a customer field by field. Recorded as `customers.customer.updated`, which names the changed
 * fields, and where addresses changed as `customers.address.changed`, which names those of the addresses:
 * two facts that share no field, and only those that happened. A change that changes nothing records nothing.
 */
export const UpdateCustomer = defineOperation({
  name: 'customers.update',
  http: 'PATCH /customers/{id}',
  summary: 'Change a customer',
  description:
    'Only the fields given are changed; lists are replaced as a whole. If-Match names the version that was seen and is refused (412) when the customer was changed since.',
  input: UpdateCustomerInput,
  output: CustomerView,
  access: 'customers.edit',
  ifMatch: 'accepted',
  errors: [
    'customers.not_found',
    'customers.anonymised',
    'request.stale',
    'customers.several_primary_emails',
    'customers.email_repeated',
    'customers.address_unknown',
    'customers.birthday_in_future',
  ],
});

/** Writes a note into a customer's history; recorded as `customers.note.added`. */
export const AddCustomerNote = defineOperation({
  name: 'customers.add_note',
  http: 'POST /customers/{id}/notes',
  status: 201,
  summary: 'Add a note to a customer’s history',
  input: AddCustomerNoteInput,
  output: CustomerNoteView,
  access: 'customers.note',
  errors: ['customers.not_found', 'customers.anonymised'],
});

/** The notes of a customer, newest first. */
export const ListCustomerNotes = defineOperation({
  name: 'customers.list_notes',
  http: 'GET /customers/{id}/notes',
  summary: 'List a customer’s notes, newest first',
  input: ListCustomerNotesInput,
  output: page(CustomerNoteView),
  access: 'customers.view',
  errors: ['customers.not_found', 'request.cursor_invalid'],
});

/**
 * Has an address checked by the address-check plugin; recorded as `customers.address.verified` or, when it is not
 * verified or the plugin gives no answer, as `customers.address.verify_failed`.
 */
export const CheckCustomerAddress = defineOperation({
  name: 'customers.check_address',
  http: 'POST /customers/{id}/address-check',
  summary: 'Check whether mail reaches a customer',
  description:
    'Asks the address-check plugin. A plugin that fails or is too slow is an answer too: outcome `failed`.',
  input: CheckCustomerAddressInput,
  output: AddressCheckView,
  access: 'customers.edit',
  errors: [
    'customers.not_found',
    'customers.anonymised',
    'customers.no_address',
    'customers.address_unknown',
    'customers.feature_off',
  ],
  timeoutMs: 20_000,
});

/** Has the phone switch connect the caller with a customer; recorded as `customers.call.started` once it does. */
export const StartCustomerCall = defineOperation({
  name: 'customers.start_call',
  http: 'POST /customers/{id}/calls',
  status: 201,
  summary: 'Call a customer',
  description:
    'Asks the phone-switch plugin. A plugin that refuses, fails or is too slow is an answer too: `outcome` says so, and only a call that started stands in the customer’s activity.',
  input: StartCustomerCallInput,
  output: CustomerCallView,
  access: 'customers.call',
  errors: [
    'customers.not_found',
    'customers.anonymised',
    'customers.number_unknown',
    'customers.feature_off',
  ],
  timeoutMs: 20_000,
});

/** Has the SMS plugin send a text message to a customer; recorded as `customers.sms.sent` once it does. */
export const SendCustomerSms = defineOperation({
  name: 'customers.send_sms',
  http: 'POST /customers/{id}/sms',
  status: 201,
  summary: 'Send a text message to a customer',
  description:
    'Asks the SMS plugin. A plugin that refuses, fails or is too slow is an answer too: `outcome` says so, and only a message that was taken stands in the customer’s activity.',
  input: SendCustomerSmsInput,
  output: CustomerSmsView,
  access: 'customers.call',
  errors: [
    'customers.not_found',
    'customers.anonymised',
    'customers.number_unknown',
    'customers.feature_off',
  ],
  timeoutMs: 20_000,
});
