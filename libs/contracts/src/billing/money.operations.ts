import { defineOperation } from '../operation';
import { page } from '../paging';
import { ListOfCustomerInput } from './orders.inputs';
import { AddPaymentMethodInput, PaymentMethodView } from './payment-methods';
import {
  ListRefundQueueInput,
  RefundQueueEntryInput,
  RefundQueueEntryView,
  RemoveFromRefundQueueInput,
} from './refund-queue';
import { PAYMENT_TIMEOUT_MS } from './sales.operations';
import { ChangeSettingsInput, ReadSettingsInput, SettingsView } from './settings';

export const AddPaymentMethod = defineOperation({
  name: 'billing.payment_methods.add',
  kind: 'command',
  http: 'POST /customers/{id}/payment-methods',
  status: 201,
  summary: 'Keep a card for a customer, by its token',
  description:
    'A card that is kept already is answered as it is. An order keeps the card it was paid with by itself.',
  tag: 'payment methods',
  input: AddPaymentMethodInput,
  output: PaymentMethodView,
  access: 'accounts.change',
  errors: ['billing.not_found', 'billing.token_unknown'],
});

export const ListPaymentMethods = defineOperation({
  name: 'billing.payment_methods.of_customer',
  kind: 'query',
  http: 'GET /customers/{id}/payment-methods',
  summary: "List a customer's payment methods, newest first",
  tag: 'payment methods',
  input: ListOfCustomerInput,
  output: page(PaymentMethodView),
  access: 'orders.view',
  errors: ['billing.not_found'],
});

export const ListRefundQueue = defineOperation({
  name: 'billing.refund_queue.list',
  kind: 'query',
  http: 'GET /refund-queue',
  summary: 'List the refunds that failed and are tried again, those queued last first',
  tag: 'refund queue',
  input: ListRefundQueueInput,
  output: page(RefundQueueEntryView),
  access: 'operations.view',
});

export const ReadRefundQueueEntry = defineOperation({
  name: 'billing.refund_queue.read',
  kind: 'query',
  http: 'GET /refund-queue/{id}',
  summary: 'Read an entry of the refund queue',
  tag: 'refund queue',
  input: RefundQueueEntryInput,
  output: RefundQueueEntryView,
  access: 'operations.view',
  errors: ['billing.not_found'],
});

export const RetryRefund = defineOperation({
  name: 'billing.refund_queue.retry',
  kind: 'command',
  http: 'POST /refund-queue/{id}/retry',
  summary: 'Try a refund of the queue again now',
  description: 'Does not count among the three tries that are made by themselves.',
  tag: 'refund queue',
  input: RefundQueueEntryInput,
  output: RefundQueueEntryView,
  access: 'operations.change',
  idempotency: 'required',
  timeoutMs: PAYMENT_TIMEOUT_MS,
  errors: ['billing.not_found', 'billing.refund_not_waiting', 'billing.payment_unknown'],
});

export const RemoveFromRefundQueue = defineOperation({
  name: 'billing.refund_queue.remove',
  kind: 'command',
  http: 'POST /refund-queue/{id}/remove',
  summary: 'Take a refund out of the queue: it is tried no more',
  tag: 'refund queue',
  input: RemoveFromRefundQueueInput,
  output: RefundQueueEntryView,
  access: 'operations.change',
  errors: ['billing.not_found', 'billing.refund_not_waiting'],
});

export const ReadSettings = defineOperation({
  name: 'billing.settings.read',
  kind: 'query',
  http: 'GET /settings',
  summary: 'Read the settings',
  tag: 'settings',
  input: ReadSettingsInput,
  output: SettingsView,
  access: 'settings.change',
});

export const ChangeSettings = defineOperation({
  name: 'billing.settings.change',
  kind: 'command',
  http: 'PATCH /settings',
  summary: 'Change settings',
  tag: 'settings',
  input: ChangeSettingsInput,
  output: SettingsView,
  access: 'settings.change',
  ifMatch: 'accepted',
  errors: ['request.stale'],
});

/** The calls about money beside sales: payment methods, the refund queue, settings. */
export const moneyOperations = [
  AddPaymentMethod,
  ListPaymentMethods,
  ListRefundQueue,
  ReadRefundQueueEntry,
  RetryRefund,
  RemoveFromRefundQueue,
  ReadSettings,
  ChangeSettings,
] as const;
