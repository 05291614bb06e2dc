import { defineOperation } from '../../operation';
import { page } from '../../paging';
import { ListOfCustomerInput } from '../orders/orders.inputs';
import { PAYMENT_TIMEOUT_MS } from '../orders/orders.operations';
import {
  ListFailedCapturesInput,
  ListTransactionsInput,
  ListTransactionsOfOrderInput,
  TransactionInput,
} from './transactions.inputs';
import { TransactionView } from './transactions.views';

export const ReadTransaction = defineOperation({
  name: 'billing.transactions.read',
  http: 'GET /transactions/{id}',
  summary: 'Read a transaction',
  input: TransactionInput,
  output: TransactionView,
  access: 'orders.view',
  errors: ['billing.not_found'],
});

export const CaptureTransaction = defineOperation({
  name: 'billing.transactions.capture',
  http: 'POST /transactions/{id}/capture',
  summary: 'Capture an authorised payment by hand, as a whole',
  description:
    'By itself it is captured at the first shipment (what was delivered was shipped), and again a day later where that was declined, until the authorisation expires (a setting). Answers the capture.',
  input: TransactionInput,
  output: TransactionView,
  access: 'operations.change',
  idempotency: 'required',
  timeoutMs: PAYMENT_TIMEOUT_MS,
  errors: [
    'billing.not_found',
    'billing.not_capturable',
    'billing.payment_in_progress',
    'billing.payment_unknown',
  ],
});

export const ListFailedCaptures = defineOperation({
  name: 'billing.transactions.failed_captures',
  http: 'GET /failed-captures',
  summary: 'List the authorised payments whose capture was declined, or that expired, newest first',
  tag: 'transactions',
  input: ListFailedCapturesInput,
  output: page(TransactionView),
  access: 'operations.view',
});

export const ListTransactions = defineOperation({
  name: 'billing.transactions.list',
  http: 'GET /transactions',
  summary: 'List the transactions of all customers, newest first',
  input: ListTransactionsInput,
  output: page(TransactionView),
  access: 'orders.view',
});

export const ListTransactionsOfOrder = defineOperation({
  name: 'billing.transactions.of_order',
  http: 'GET /orders/{id}/transactions',
  summary: "List an order's transactions, newest first: its sale, cycles, captures, voids and refunds",
  tag: 'transactions',
  input: ListTransactionsOfOrderInput,
  output: page(TransactionView),
  access: 'orders.view',
  errors: ['billing.not_found'],
});

export const ListTransactionsOfCustomer = defineOperation({
  name: 'billing.transactions.of_customer',
  http: 'GET /customers/{id}/transactions',
  summary: "List a customer's transactions, newest first",
  tag: 'transactions',
  input: ListOfCustomerInput,
  output: page(TransactionView),
  access: 'orders.view',
});
