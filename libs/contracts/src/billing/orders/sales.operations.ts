import { defineOperation } from '../../operation';
import { page } from '../../paging';
import { ListOfCustomerInput } from './orders.inputs';
import { PAYMENT_TIMEOUT_MS } from './orders.operations';
import {
  RefundTransactionInput,
  TransactionInput,
  VoidTransactionInput,
} from '../payments/transactions.inputs';
import { TransactionView } from '../payments/transactions.views';

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

/** The calls about purchases and transactions. */
export const salesOperations = [
  ReadTransaction,
  ListTransactionsOfCustomer,
  VoidTransaction,
  RefundTransaction,
] as const;
