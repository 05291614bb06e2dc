import { defineOperation } from '../../operation';
import { page } from '../../paging';
import { ListOfCustomerInput } from '../orders/orders.inputs';
import { TransactionInput } from './transactions.inputs';
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

export const ListTransactionsOfCustomer = defineOperation({
  name: 'billing.transactions.of_customer',
  http: 'GET /customers/{id}/transactions',
  summary: "List a customer's transactions, newest first",
  tag: 'transactions',
  input: ListOfCustomerInput,
  output: page(TransactionView),
  access: 'orders.view',
});
