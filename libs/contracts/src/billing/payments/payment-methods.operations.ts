import { defineOperation } from '../../operation';
import { page } from '../../paging';
import { ListOfCustomerInput } from '../orders/orders.inputs';
import { AddPaymentMethodInput, PaymentMethodView, UpdatePaymentMethodInput } from './payment-methods';

export const AddPaymentMethod = defineOperation({
  name: 'billing.payment_methods.add',
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
  http: 'GET /customers/{id}/payment-methods',
  summary: "List a customer's payment methods, newest first",
  tag: 'payment methods',
  input: ListOfCustomerInput,
  output: page(PaymentMethodView),
  access: 'orders.view',
  errors: ['billing.not_found'],
});

export const UpdatePaymentMethod = defineOperation({
  name: 'billing.payment_methods.update',
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
