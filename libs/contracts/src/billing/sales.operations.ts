import { defineOperation } from '../operation';
import { page } from '../paging';
import {
  CancelOrderInput,
  CompleteOrderInput,
  CreateOrderInput,
  ListOfCustomerInput,
  OrderInput,
  SearchOrdersInput,
} from './orders.inputs';
import { OrderView } from './orders.views';
import { RefundTransactionInput, TransactionInput, VoidTransactionInput } from './transactions.inputs';
import { TransactionView } from './transactions.views';

/** Longer than the processor's own deadline, so that its silence is told as such. */
export const PAYMENT_TIMEOUT_MS = 20_000;

export const CreateOrder = defineOperation({
  name: 'billing.orders.create',
  kind: 'command',
  http: 'POST /orders',
  status: 201,
  summary: 'Make an order and pay it, or save it as partial',
  description:
    'A declined payment answers 201 with status `declined`. Where the processor does not answer, 504 `billing.payment_unknown`: the order stands, its payment is looked up by itself, and the same Idempotency-Key answers the outcome.',
  tag: 'orders',
  input: CreateOrderInput,
  output: OrderView,
  access: 'orders.create',
  idempotency: 'required',
  timeoutMs: PAYMENT_TIMEOUT_MS,
  errors: [
    'billing.unknown_reference',
    'billing.reference_retired',
    'billing.currency_mismatch',
    'billing.country_not_served',
    'billing.custom_field_invalid',
    'billing.address_missing',
    'billing.payment_missing',
    'billing.blacklisted',
    'billing.engine_reference_taken',
    'billing.engine_reference_misplaced',
    'billing.payment_unknown',
  ],
});

export const CompleteOrder = defineOperation({
  name: 'billing.orders.complete',
  kind: 'command',
  http: 'POST /orders/{id}/complete',
  summary: 'Pay a partial order',
  tag: 'orders',
  input: CompleteOrderInput,
  output: OrderView,
  access: 'orders.create',
  idempotency: 'required',
  timeoutMs: PAYMENT_TIMEOUT_MS,
  errors: [
    'billing.not_found',
    'billing.order_not_open',
    'billing.payment_in_progress',
    'billing.country_not_served',
    'billing.custom_field_invalid',
    'billing.address_missing',
    'billing.blacklisted',
    'billing.payment_unknown',
  ],
});

export const CancelOrder = defineOperation({
  name: 'billing.orders.cancel',
  kind: 'command',
  http: 'POST /orders/{id}/cancel',
  summary: 'Cancel an order',
  description: 'Its live purchases are cancelled with it. Money is given back by a void or a refund.',
  tag: 'orders',
  input: CancelOrderInput,
  output: OrderView,
  access: 'orders.change',
  errors: ['billing.not_found', 'billing.order_not_open', 'billing.payment_in_progress'],
});

export const ReadOrder = defineOperation({
  name: 'billing.orders.read',
  kind: 'query',
  http: 'GET /orders/{id}',
  summary: 'Read an order',
  tag: 'orders',
  input: OrderInput,
  output: OrderView,
  access: 'orders.view',
  errors: ['billing.not_found'],
});

export const SearchOrders = defineOperation({
  name: 'billing.orders.search',
  kind: 'query',
  http: 'GET /orders',
  summary: 'Search orders, newest first',
  tag: 'orders',
  input: SearchOrdersInput,
  output: page(OrderView),
  access: 'orders.view',
});

export const ListOrdersOfCustomer = defineOperation({
  name: 'billing.orders.of_customer',
  kind: 'query',
  http: 'GET /customers/{id}/orders',
  summary: "List a customer's orders, newest first",
  tag: 'orders',
  input: ListOfCustomerInput,
  output: page(OrderView),
  access: 'orders.view',
});

export const ReadTransaction = defineOperation({
  name: 'billing.transactions.read',
  kind: 'query',
  http: 'GET /transactions/{id}',
  summary: 'Read a transaction',
  tag: 'transactions',
  input: TransactionInput,
  output: TransactionView,
  access: 'orders.view',
  errors: ['billing.not_found'],
});

export const ListTransactionsOfCustomer = defineOperation({
  name: 'billing.transactions.of_customer',
  kind: 'query',
  http: 'GET /customers/{id}/transactions',
  summary: "List a customer's transactions, newest first",
  tag: 'transactions',
  input: ListOfCustomerInput,
  output: page(TransactionView),
  access: 'orders.view',
});

export const VoidTransaction = defineOperation({
  name: 'billing.transactions.void',
  kind: 'command',
  http: 'POST /transactions/{id}/void',
  summary: 'Void a charge as a whole, before it has settled',
  description: 'Answers the void.',
  tag: 'transactions',
  input: VoidTransactionInput,
  output: TransactionView,
  access: 'transactions.refund',
  idempotency: 'required',
  timeoutMs: PAYMENT_TIMEOUT_MS,
  errors: [
    'billing.not_found',
    'billing.not_chargeable_back',
    'billing.already_charged_back',
    'billing.already_settled',
    'billing.payment_in_progress',
    'billing.refund_limit_exceeded',
    'billing.payment_unknown',
  ],
});

export const RefundTransaction = defineOperation({
  name: 'billing.transactions.refund',
  kind: 'command',
  http: 'POST /transactions/{id}/refund',
  summary: 'Refund a settled charge, whole or in part',
  description:
    'Answers the refund. One that the processor declines has the outcome `soft_decline` or `hard_decline`.',
  tag: 'transactions',
  input: RefundTransactionInput,
  output: TransactionView,
  access: 'transactions.refund',
  idempotency: 'required',
  timeoutMs: PAYMENT_TIMEOUT_MS,
  errors: [
    'billing.not_found',
    'billing.not_chargeable_back',
    'billing.already_charged_back',
    'billing.not_settled',
    'billing.payment_in_progress',
    'billing.currency_mismatch',
    'billing.refund_exceeds_charge',
    'billing.refund_limit_exceeded',
    'billing.payment_unknown',
  ],
});

/** The calls about orders and transactions. */
export const salesOperations = [
  CreateOrder,
  CompleteOrder,
  CancelOrder,
  ReadOrder,
  SearchOrders,
  ListOrdersOfCustomer,
  ReadTransaction,
  ListTransactionsOfCustomer,
  VoidTransaction,
  RefundTransaction,
] as const;
