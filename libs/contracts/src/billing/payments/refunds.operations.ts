import { defineOperation } from '../../operation';
import { page } from '../../paging';
import { PAYMENT_TIMEOUT_MS } from '../orders/orders.operations';
import {
  PromiseRefundInput,
  ListRefundQueueInput,
  RecordOutsideRefundInput,
  RefundOrderInput,
  RefundQueueEntryInput,
  RefundTransactionInput,
  RemoveFromRefundQueueInput,
  VoidTransactionInput,
  WithdrawRefundPromiseInput,
} from './refunds.inputs';
import {
  RefundPromiseView,
  OrderRefundView,
  RefundQueueEntryView,
  WithdrawnPromiseView,
} from './refunds.views';
import { TransactionView } from './transactions.views';

export const RefundOrder = defineOperation({
  name: 'billing.orders.refund',
  http: 'POST /orders/{id}/refund',
  summary: 'Give back what was paid for an order',
  description:
    'Every charge of it, its purchases’ included, is voided, and refunded where the processor declines the void because it has settled. A part of the money can only be given back of charges that have settled. The order is refunded once nothing is left, and voided where nothing of it had settled. Its purchases are cancelled with it, or kept where `purchases` says so.',
  input: RefundOrderInput,
  output: OrderRefundView,
  access: 'transactions.refund',
  idempotency: 'required',
  timeoutMs: PAYMENT_TIMEOUT_MS,
  errors: [
    'billing.not_found',
    'billing.not_chargeable_back',
    'billing.payment_in_progress',
    'billing.currency_mismatch',
    'billing.not_settled',
    'billing.amount_invalid',
    'billing.refund_exceeds_charge',
    'billing.refund_limit_exceeded',
    'billing.payment_unknown',
  ],
});

export const VoidTransaction = defineOperation({
  name: 'billing.transactions.void',
  http: 'POST /transactions/{id}/void',
  summary: 'Void a charge as a whole, before it has settled',
  description: 'Answers the void.',
  input: VoidTransactionInput,
  output: TransactionView,
  access: 'transactions.refund',
  idempotency: 'required',
  timeoutMs: PAYMENT_TIMEOUT_MS,
  errors: [
    'billing.not_found',
    'billing.not_chargeable_back',
    'billing.already_voided',
    'billing.already_charged_back',
    'billing.partly_refunded',
    'billing.already_settled',
    'billing.payment_in_progress',
    'billing.refund_limit_exceeded',
    'billing.payment_unknown',
  ],
});

export const RefundTransaction = defineOperation({
  name: 'billing.transactions.refund',
  http: 'POST /transactions/{id}/refund',
  summary: 'Refund a settled charge, whole or in part',
  description:
    'Answers the refund. One that the processor declines has the outcome `soft_decline` or `hard_decline`.',
  input: RefundTransactionInput,
  output: TransactionView,
  access: 'transactions.refund',
  idempotency: 'required',
  timeoutMs: PAYMENT_TIMEOUT_MS,
  errors: [
    'billing.not_found',
    'billing.not_chargeable_back',
    'billing.already_voided',
    'billing.already_charged_back',
    'billing.not_settled',
    'billing.payment_in_progress',
    'billing.currency_mismatch',
    'billing.amount_invalid',
    'billing.refund_exceeds_charge',
    'billing.refund_limit_exceeded',
    'billing.payment_unknown',
  ],
});

export const RecordOutsideRefund = defineOperation({
  name: 'billing.transactions.refund_outside',
  http: 'POST /transactions/{id}/refund-outside',
  summary: 'Mark a charge as refunded outside of the system, whole or in part',
  description: 'Marks only: no money moves. Answers the refund.',
  input: RecordOutsideRefundInput,
  output: TransactionView,
  access: 'transactions.refund_outside',
  idempotency: 'required',
  errors: [
    'billing.not_found',
    'billing.not_chargeable_back',
    'billing.not_captured',
    'billing.already_voided',
    'billing.already_charged_back',
    'billing.currency_mismatch',
    'billing.amount_invalid',
    'billing.refund_exceeds_charge',
    'billing.refund_limit_exceeded',
  ],
});

export const ListRefundQueue = defineOperation({
  name: 'billing.refund_queue.list',
  http: 'GET /refund-queue',
  summary: 'List the refunds that failed and are tried again, those queued last first',
  tag: 'refund queue',
  input: ListRefundQueueInput,
  output: page(RefundQueueEntryView),
  access: 'operations.view',
});

export const ReadRefundQueueEntry = defineOperation({
  name: 'billing.refund_queue.read',
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
  http: 'POST /refund-queue/{id}/retry',
  summary: 'Try a refund of the queue again now',
  description: 'Does not count among the three tries that are made by themselves.',
  tag: 'refund queue',
  input: RefundQueueEntryInput,
  output: RefundQueueEntryView,
  access: 'operations.change',
  idempotency: 'required',
  timeoutMs: PAYMENT_TIMEOUT_MS,
  errors: [
    'billing.not_found',
    'billing.refund_not_waiting',
    'billing.already_charged_back',
    'billing.refund_limit_exceeded',
    'billing.payment_unknown',
  ],
});

export const RemoveFromRefundQueue = defineOperation({
  name: 'billing.refund_queue.remove',
  http: 'POST /refund-queue/{id}/remove',
  summary: 'Take a refund out of the queue: it is tried no more',
  tag: 'refund queue',
  input: RemoveFromRefundQueueInput,
  output: RefundQueueEntryView,
  access: 'operations.change',
  errors: ['billing.not_found', 'billing.refund_not_waiting'],
});

export const PromiseRefund = defineOperation({
  name: 'billing.refunds.promise',
  summary: 'Promise a refund for when a parcel comes back',
  input: PromiseRefundInput,
  output: RefundPromiseView,
  access: 'transactions.refund',
  // Its fulfillment is its key.
  idempotency: 'none',
  errors: [
    'billing.not_found',
    'billing.currency_mismatch',
    'billing.amount_invalid',
    'billing.refund_exceeds_charge',
    'billing.refund_limit_exceeded',
    'billing.refund_promise_settled',
  ],
});

export const WithdrawRefundPromise = defineOperation({
  name: 'billing.refunds.withdraw_promise',
  summary: 'Take back a promise whose announcement came to nothing',
  input: WithdrawRefundPromiseInput,
  output: WithdrawnPromiseView,
  access: 'transactions.refund',
  idempotency: 'none',
  errors: ['billing.not_found'],
});
