import {
  AddressCheckAttributes,
  AddressCheckFailedAttributes,
  BlacklistAttributes,
  BlacklistLiftedAttributes,
  CallStartedAttributes,
  CustomerCreatedAttributes,
  CustomerUpdatedAttributes,
  MessageSentAttributes,
  NoteAttributes,
} from './attributes/customers-attributes';
import { ChangedFieldsAttributes, NoAttributes } from './attributes/shared-attributes';
import { activity, activityOf } from './define';

const customerActivity = activityOf('customer');

/** What the customers service tells about customers. */
export const customersActivities = [
  customerActivity({
    key: 'customers.customer.created',
    reportAction: 'new_customer_created',
    title: 'New Customer Created',
    attributes: CustomerCreatedAttributes,
    message: 'Customer created',
    carries: ['timeZone', 'ownerId'],
  }),
  customerActivity({
    key: 'customers.customer.updated',
    reportAction: 'customer_updated',
    title: 'Customer Updated',
    attributes: CustomerUpdatedAttributes,
    message: 'Customer updated[: {fieldNames}]',
    carries: ['timeZone', 'ownerId'],
  }),
  customerActivity({
    key: 'customers.address.changed',
    reportAction: 'customer_updated',
    title: 'Address Details Modified',
    attributes: ChangedFieldsAttributes,
    message: 'Address modified: {fieldNames}',
  }),
  customerActivity({
    key: 'customers.customer.anonymised',
    reportAction: 'customer_anonymised',
    title: 'Customer Anonymised',
    attributes: NoAttributes,
    message: "The customer's personal data were erased",
  }),
  activity({
    key: 'customers.note.added',
    reportAction: 'agent_note',
    title: 'Agent Note',
    attributes: NoteAttributes,
    message: '{personal.text}',
    category: 'notes',
    note: true,
    carries: ['noteId'],
  }),
  customerActivity({
    key: 'customers.customer.blacklisted',
    reportAction: 'blacklisted',
    title: 'Blacklisted',
    attributes: BlacklistAttributes,
    message: 'Blacklisted by {kinds}[: {personal.text}]',
    carries: ['entries'],
  }),
  customerActivity({
    key: 'customers.blacklist.lifted',
    reportAction: 'blacklist_lifted',
    title: 'Blacklist Lifted',
    attributes: BlacklistLiftedAttributes,
    message: 'No longer blacklisted by {kinds}[: {personal.text}]',
    carries: ['entryIds'],
  }),
  customerActivity({
    key: 'customers.call.started',
    reportAction: 'call_started',
    title: 'Call Started',
    attributes: CallStartedAttributes,
    message: 'Call started[ to {personal.to}]',
    carries: ['callId'],
  }),
  customerActivity({
    key: 'customers.address.verified',
    reportAction: 'address_verify_success',
    title: 'Address Verify Success',
    attributes: AddressCheckAttributes,
    message: '[{address} ]address verified by {provider}',
  }),
  customerActivity({
    key: 'customers.address.verify_failed',
    reportAction: 'address_verify_failed',
    title: 'Address Verify Failed',
    attributes: AddressCheckFailedAttributes,
    message: '[{address} ]address not verified by {provider}[ ({reasonCode})]',
  }),
  customerActivity({
    key: 'customers.email.sent',
    reportAction: 'autoresponder',
    title: 'Email sent',
    attributes: MessageSentAttributes,
    message: 'E-mail sent[ to {personal.to}][: {personal.subject}]',
    carries: ['template', 'resent'],
  }),
  customerActivity({
    key: 'customers.sms.sent',
    reportAction: 'sms_autoresponder',
    title: 'SMS Autoresponder',
    attributes: MessageSentAttributes,
    message: 'SMS sent[ to {personal.to}][: {personal.text}]',
    carries: ['template', 'resent'],
  }),
] as const;
