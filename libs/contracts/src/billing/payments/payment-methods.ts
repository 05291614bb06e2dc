import { CardLastFour, Id, Line, Moment, OneOf, Text, Whole } from '../../fields';

/** `expired`: its month is over; `closed`: the card updater says that it is no more; `removed`: taken from the customer. */
export const paymentMethodStatuses = ['active', 'expired', 'closed', 'removed'] as const;
export type PaymentMethodState = (typeof paymentMethodStatuses)[number];

/** Keeps a card for a customer, by the token that the payment processor's own field made of it. Errors: `billing.token_unknown`. */
export class AddPaymentMethodInput {
  @Id('The customer')
  id!: string;

  @Line("The payment processor's token of the card", {
    min: 1,
    max: 200,
    noCards: true,
    examples: ['tok_success'],
  })
  token!: string;
}

/** Looks for the card that took the place of a kept one. Errors: `billing.not_found`, `billing.card_updater_unavailable`. */
export class UpdatePaymentMethodInput {
  @Id('The customer')
  id!: string;

  @Id()
  paymentMethodId!: string;
}

/** Takes a kept card away from a customer. Errors: `billing.not_found`, `billing.payment_method_in_use`. */
export class RemovePaymentMethodInput extends UpdatePaymentMethodInput {}

/** A card that a customer can be charged with. Its number is known to the payment processor only. */
export class PaymentMethodView {
  @Id()
  id!: string;

  @Whole()
  version!: number;

  @Id()
  customerId!: string;

  @OneOf(paymentMethodStatuses)
  status!: PaymentMethodState;

  @Text("The first digits of the card's number, which name its issuer", { optional: true })
  cardBin?: string;

  @CardLastFour({ optional: true })
  cardLast4?: string;

  @Text('Such as `visa`, as the payment processor says it', { optional: true })
  brand?: string;

  @Whole({ optional: true })
  expMonth?: number;

  @Whole({ optional: true })
  expYear?: number;

  @Moment()
  addedAt!: string;
}
