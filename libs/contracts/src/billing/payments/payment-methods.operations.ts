import { defineOperation } from '../../operation';
import { page } from '../../paging';
import { ListOfCustomerInput } from '../orders/orders.inputs';
import {
  AddPaymentMethodInput,
  PaymentMethodView,
  RemovePaymentMethodInput,
  UpdatePaymentMethodInput,
} from './payment-methods';

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

export const RemovePaymentMethod = defineOperation({
  name: 'billing.payment_methods.remove',
  http: 'DELETE /customers/{id}/payment-methods/{paymentMethodId}',
  summary: "Remove a customer's card",
  description:
    'Nothing is charged to it any more, and no list shows it; what was charged can still be refunded. Refused while a purchase is billed to it, an order paid with it waits for quality assurance or for its capture, or a payment with it is under way: `errors` name them. Added again, or paid with again by its token, it is kept again.',
  tag: 'payment methods',
  input: RemovePaymentMethodInput,
  output: PaymentMethodView,
  access: 'accounts.change',
  errors: ['billing.not_found', 'billing.payment_method_in_use'],
});
