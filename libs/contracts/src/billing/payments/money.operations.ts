import { defineOperation } from '../../operation';
import { page } from '../../paging';
import { ListOfCustomerInput } from '../orders/orders.inputs';
import { AddPaymentMethodInput, PaymentMethodView, UpdatePaymentMethodInput } from './payment-methods';
import {
  ListRefundQueueInput,
  RefundQueueEntryInput,
  RefundQueueEntryView,
  RemoveFromRefundQueueInput,
} from './refund-queue';
import { PAYMENT_TIMEOUT_MS } from '../orders/orders.operations';
import { ChangeSettingsInput, ReadSettingsInput, SettingsView } from '../settings';
import { EnterChargebackInput, RecordOutsideRefundInput, RevertChargebackInput } from './transactions.inputs';
import { TransactionView } from './transactions.views';

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

export const UpdatePaymentMethod = defineOperation({
  name: 'billing.payment_methods.update',
  kind: 'command',
  http: 'POST /customers/{id}/payment-methods/{paymentMethodId}/update',
  summary: 'Ask the card updater for the card that took the place of a kept one',
  description:
    'Where the updater does not find one, _Account Update Failure_ says why, and the card stays as it is.',
  tag: 'payment methods',
  input: UpdatePaymentMethodInput,
  output: PaymentMethodView,
  access: 'accounts.change',
  errors: ['billing.not_found', 'billing.card_updater_unavailable'],
});

export const RecordOutsideRefund = defineOperation({
  name: 'billing.transactions.refund_outside',
  kind: 'command',
  http: 'POST /transactions/{id}/refund-outside',
  summary: 'Mark a charge as refunded outside of the system, whole or in part',
  description: 'Marks only: no money moves. Answers the refund.',
  tag: 'transactions',
  input: RecordOutsideRefundInput,
  output: TransactionView,
  access: 'transactions.refund_outside',
  idempotency: 'required',
  errors: [
    'billing.not_found',
    'billing.not_chargeable_back',
    'billing.already_charged_back',
    'billing.currency_mismatch',
    'billing.refund_exceeds_charge',
    'billing.refund_limit_exceeded',
  ],
});

export const EnterChargeback = defineOperation({
  name: 'billing.transactions.chargeback',
  kind: 'command',
  http: 'PUT /transactions/{id}/chargeback',
  summary: "Enter that the customer's bank has taken a charge back",
  tag: 'transactions',
  input: EnterChargebackInput,
  output: TransactionView,
  access: 'transactions.chargeback',
  errors: [
    'billing.not_found',
    'billing.not_chargeable_back',
    'billing.already_charged_back',
    'billing.currency_mismatch',
    'billing.refund_exceeds_charge',
  ],
});

export const RevertChargeback = defineOperation({
  name: 'billing.transactions.revert_chargeback',
  kind: 'command',
  http: 'DELETE /transactions/{id}/chargeback',
  summary: 'Revert a chargeback: the charge stands again',
  tag: 'transactions',
  input: RevertChargebackInput,
  output: TransactionView,
  access: 'transactions.chargeback',
  errors: ['billing.not_found', 'billing.not_charged_back'],
});

/** The calls about money beside sales: payment methods, the refund queue, settings. */
export const moneyOperations = [
  AddPaymentMethod,
  ListPaymentMethods,
  UpdatePaymentMethod,
  RecordOutsideRefund,
  EnterChargeback,
  RevertChargeback,
  ListRefundQueue,
  ReadRefundQueueEntry,
  RetryRefund,
  RemoveFromRefundQueue,
  ReadSettings,
  ChangeSettings,
] as const;
