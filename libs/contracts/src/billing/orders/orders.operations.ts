import { defineOperation } from '../../operation';
import { page } from '../../paging';
import {
  CancelOrderInput,
  ChangeOrderInput,
  CompleteOrderInput,
  CreateOrderInput,
  JudgeOrderInput,
  ListOfCustomerInput,
  OrderInput,
  RerunOrderInput,
} from './orders.inputs';
import { SearchOrdersInput } from './orders-search';
import { ChangedOrderView, OrderView } from './orders.views';

/** Longer than the processor's own deadline, so that its silence is told as such. */
export const PAYMENT_TIMEOUT_MS = 20_000;

export const CreateOrder = defineOperation({
  name: 'billing.orders.create',
  http: 'POST /orders',
  status: 201,
  summary: 'Make an order and pay it, or save it as partial',
  description:
    'A declined payment answers 201 with status `declined`, an order that quality assurance looks at first 201 with status `pending`. Where the processor does not answer, 504 `billing.payment_unknown`: the order stands, its payment is looked up by itself, and the same Idempotency-Key answers the outcome.',
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
    'billing.amount_invalid',
    'billing.payment_missing',
    'billing.payment_method_unusable',
    'billing.token_unknown',
    'billing.blacklisted',
    'billing.engine_reference_taken',
    'billing.engine_reference_misplaced',
    'billing.payment_unknown',
  ],
});

export const CompleteOrder = defineOperation({
  name: 'billing.orders.complete',
  http: 'POST /orders/{id}/complete',
  summary: 'Pay a partial order',
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
    'billing.payment_missing',
    'billing.payment_method_unusable',
    'billing.token_unknown',
    'billing.blacklisted',
    'billing.payment_unknown',
  ],
});

export const RerunOrder = defineOperation({
  name: 'billing.orders.rerun',
  http: 'POST /orders/{id}/rerun',
  summary: 'Run a declined order again',
  description:
    'With another payment or the same one. An order that goes through then says that its decline was saved; one that is declined again answers 200 with status `declined`.',
  input: RerunOrderInput,
  output: OrderView,
  access: 'orders.create',
  idempotency: 'required',
  timeoutMs: PAYMENT_TIMEOUT_MS,
  errors: [
    'billing.not_found',
    'billing.order_not_open',
    'billing.blacklisted',
    'billing.payment_in_progress',
    'billing.payment_missing',
    'billing.payment_method_unusable',
    'billing.token_unknown',
    'billing.address_missing',
    'billing.country_not_served',
    'billing.custom_field_invalid',
    'billing.engine_reference_taken',
    'billing.payment_unknown',
  ],
});

export const JudgeOrder = defineOperation({
  name: 'billing.orders.judge',
  http: 'POST /orders/{id}/qa',
  summary: 'Approve or decline an order that waits for quality assurance',
  description:
    'An approved order is complete; one of whose payment nothing is left (voided, refunded, charged back) cannot be approved (`billing.payment_returned`). Of a declined one every charge is given back: voided, or refunded where it has settled. That counts against the daily limit of who declines it.',
  input: JudgeOrderInput,
  output: OrderView,
  access: 'orders.change',
  errors: [
    'billing.not_found',
    'billing.order_not_open',
    'billing.payment_in_progress',
    'billing.payment_returned',
    'billing.refund_limit_exceeded',
  ],
});

export const ChangeOrder = defineOperation({
  name: 'billing.orders.change',
  http: 'PATCH /orders/{id}',
  summary: "Change an order's custom fields or shipping address",
  description:
    'Only what is given is changed, and told field by field. A change that changes nothing records nothing. Another address reaches every fulfillment that was not sent before this is answered; of each one that was, the answer says what can be done.',
  input: ChangeOrderInput,
  output: ChangedOrderView,
  access: 'orders.change',
  ifMatch: 'required',
  errors: [
    'billing.not_found',
    'request.stale',
    'billing.order_not_open',
    'billing.custom_field_invalid',
    'billing.country_not_served',
  ],
});

export const CancelOrder = defineOperation({
  name: 'billing.orders.cancel',
  http: 'POST /orders/{id}/cancel',
  summary: 'Cancel an order',
  description:
    'Its live purchases are cancelled with it, and what was not shipped yet. With `refund` every charge of it is voided, and refunded where the processor declines the void because it has settled; whoever asks for that must be allowed to refund. Where nothing of it can go back, nothing is cancelled either.',
  input: CancelOrderInput,
  output: OrderView,
  access: 'orders.change',
  timeoutMs: PAYMENT_TIMEOUT_MS,
  errors: [
    'billing.not_found',
    'billing.order_not_open',
    'billing.payment_in_progress',
    'billing.not_chargeable_back',
    'billing.refund_limit_exceeded',
    'billing.payment_unknown',
  ],
});

export const ReadOrder = defineOperation({
  name: 'billing.orders.read',
  http: 'GET /orders/{id}',
  summary: 'Read an order',
  input: OrderInput,
  output: OrderView,
  access: 'orders.view',
  errors: ['billing.not_found'],
});

export const SearchOrders = defineOperation({
  name: 'billing.orders.search',
  http: 'GET /orders',
  summary: 'Search orders, newest first',
  input: SearchOrdersInput,
  output: page(OrderView),
  access: 'orders.view',
});

export const ListOrdersOfCustomer = defineOperation({
  name: 'billing.orders.of_customer',
  http: 'GET /customers/{id}/orders',
  summary: "List a customer's orders, newest first",
  tag: 'orders',
  input: ListOfCustomerInput,
  output: page(OrderView),
  access: 'orders.view',
});
