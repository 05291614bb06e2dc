import { Amount, Flag, Id, Line, Moment, Money, Note, OneOf, Parts, Sum, Text } from '../../fields';

/** Names a customer's account. Errors: `billing.not_found`. */
export class AccountInput {
  @Id('The customer')
  id!: string;
}

/** Credits or charges a customer's account by hand; no money moves. Errors: `billing.not_found`, `billing.amount_invalid`. */
export class EnterOnAccountInput extends AccountInput {
  @Amount()
  amount!: Money;

  @Note('Why, as people will want to know', { min: 1, max: 500 })
  reason!: string;
}

/** Charges a payment method of the customer with an additional payment. Errors: `billing.amount_invalid`, `billing.currency_mismatch`, `billing.payment_method_unusable`, `billing.nothing_sold`, `billing.payment_unknown`. */
export class PayOnAccountInput extends AccountInput {
  @Amount()
  amount!: Money;

  @Id('One of `GET /customers/{id}/payment-methods`')
  paymentMethodId!: string;

  @Id('The order it belongs to; absent: the latest', { optional: true })
  orderId?: string;
}

/** Puts a customer's account into the credit control cycle. Errors: `billing.not_found`, `billing.credit_control_unchanged`. */
export class EnterCreditControlInput extends AccountInput {
  @Line('The payment processor whose answer led to it, such as `dibs` or `klarna`', {
    optional: true,
    min: 1,
    max: 60,
    noCards: true,
  })
  processor?: string;

  @Line("The processor's response code", { optional: true, min: 1, max: 60, noCards: true })
  responseCode?: string;
}

/** What an entry is: a credit and a payment are for the customer, a charge is for us. */
export const accountEntryKinds = ['credit', 'charge', 'payment'] as const;
export type AccountEntryKind = (typeof accountEntryKinds)[number];

/** A line of a customer's account. */
export class AccountEntryView {
  @Id()
  id!: string;

  @Id()
  accountId!: string;

  @OneOf(accountEntryKinds)
  kind!: AccountEntryKind;

  @Sum()
  amount!: Money;

  @Text({ optional: true })
  reason?: string;

  @Text('Payment method used, masked', { optional: true })
  paymentMethod?: string;

  @Id({ optional: true })
  transactionId?: string;

  @Text('Who entered it')
  by!: string;

  @Moment()
  occurredAt!: string;
}

/** What stands on an account in one currency. */
export class AccountBalance {
  @Sum()
  credits!: Money;

  @Sum()
  payments!: Money;

  @Sum()
  charges!: Money;

  @Sum('Credits and payments against charges')
  balance!: Money;

  @OneOf(['customer', 'us', 'nobody'], 'In whose favour the balance is')
  inFavourOf!: 'customer' | 'us' | 'nobody';
}

/** A customer's account: what is credited, charged and paid beside orders. */
export class AccountView {
  @Id()
  customerId!: string;

  @Id('Account ID; absent while nothing ever stood on it', { optional: true })
  accountId?: string;

  @Parts(AccountBalance, 'One for each currency')
  balances!: AccountBalance[];

  @Flag()
  inCreditControl!: boolean;

  @Moment('Since when it is, or is no more', { optional: true })
  creditControlSince?: string;
}
