import { defineOperation } from '../operation';
import { listOf, page } from '../paging';
import {
  CustomerMessageView,
  ListCustomerMessagesInput,
  ResendOrderMessageInput,
  ResendTransactionMessageInput,
} from './messages';
import {
  ChangeTemplateInput,
  CreateTemplateInput,
  ListTemplatesInput,
  PreviewTemplateInput,
  TemplatePreviewView,
  TemplateIdInput,
  TemplateView,
} from './templates';

const wrongTexts = [
  'customers.template_subject_misplaced',
  'customers.template_placeholder_unknown',
] as const;

/** Makes a template. */
export const CreateTemplate = defineOperation({
  name: 'customers.templates.create',
  http: 'POST /templates',
  status: 201,
  summary: 'Make a template of what customers are written',
  input: CreateTemplateInput,
  output: TemplateView,
  access: 'settings.change',
  errors: ['customers.template_taken', ...wrongTexts],
});

/** Lists the templates. */
export const ListTemplates = defineOperation({
  name: 'customers.templates.list',
  http: 'GET /templates',
  summary: 'List the templates, by kind, channel and language',
  input: ListTemplatesInput,
  output: listOf(TemplateView),
  access: 'settings.change',
});

/** Shows a template with example values, and sends it as a test. */
export const PreviewTemplate = defineOperation({
  name: 'customers.templates.preview',
  http: 'POST /templates/preview',
  summary: 'Show a template with example values filled in, and send it as a test mail',
  description:
    'The texts are those of the call, so that they can be seen before they are kept. With `to`, and for e-mails only, they are sent there once, at once, marked as a test; nothing of it is kept.',
  input: PreviewTemplateInput,
  output: TemplatePreviewView,
  access: 'settings.change',
  idempotency: 'none',
  errors: ['customers.feature_off', ...wrongTexts],
});

/** Reads a template. */
export const ReadTemplate = defineOperation({
  name: 'customers.templates.read',
  http: 'GET /templates/{id}',
  summary: 'Read a template',
  input: TemplateIdInput,
  output: TemplateView,
  access: 'settings.change',
  errors: ['customers.template_not_found'],
});

/** Changes a template; what was sent stays as it was. */
export const ChangeTemplate = defineOperation({
  name: 'customers.templates.change',
  http: 'PATCH /templates/{id}',
  summary: 'Change a template, or switch it on or off',
  input: ChangeTemplateInput,
  output: TemplateView,
  access: 'settings.change',
  ifMatch: 'accepted',
  errors: ['customers.template_not_found', 'request.stale', ...wrongTexts],
});

/** Deletes a template; what was sent stays. */
export const DeleteTemplate = defineOperation({
  name: 'customers.templates.delete',
  http: 'DELETE /templates/{id}',
  summary: 'Delete a template',
  input: TemplateIdInput,
  output: null,
  access: 'settings.change',
  errors: ['customers.template_not_found'],
});

const notSendable = [
  'customers.not_found',
  'customers.anonymised',
  'customers.nothing_to_tell',
  'customers.no_recipient',
  'customers.template_missing',
  'customers.feature_off',
] as const;

/** Sends a message about an order again; recorded as `customers.email.sent` or `customers.sms.sent` once it is sent. */
export const ResendOrderMessage = defineOperation({
  name: 'customers.messages.resend_of_order',
  http: 'POST /orders/{id}/emails',
  status: 202,
  summary: 'Send the welcome, refund or void message of an order again',
  description:
    'Goes to the customer’s primary e-mail address, or first phone number, as it is now, written from the template as it is now; also where the campaign sends none by itself. It is sent soon after the answer.',
  input: ResendOrderMessageInput,
  output: CustomerMessageView,
  access: 'customers.call',
  errors: notSendable,
});

/** Sends a message about a transaction again; recorded as `customers.email.sent` or `customers.sms.sent` once it is sent. */
export const ResendTransactionMessage = defineOperation({
  name: 'customers.messages.resend_of_transaction',
  http: 'POST /transactions/{id}/emails',
  status: 202,
  summary:
    'Send the message of a transaction again: of a sale, a billed cycle, a void or a refund, also one made outside',
  description: 'As for an order.',
  input: ResendTransactionMessageInput,
  output: CustomerMessageView,
  access: 'customers.call',
  errors: notSendable,
});

/** Lists what a customer was written. */
export const ListCustomerMessages = defineOperation({
  name: 'customers.messages.list',
  http: 'GET /customers/{id}/messages',
  summary: 'List what a customer was written, newest first',
  input: ListCustomerMessagesInput,
  output: page(CustomerMessageView),
  access: 'customers.view',
  errors: ['customers.not_found', 'request.cursor_invalid'],
});
