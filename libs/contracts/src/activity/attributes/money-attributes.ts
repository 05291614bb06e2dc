import { Money } from '../../money';
import { Amount, Count, Flag, Id, OneOf, Text } from './fields';

export class VoidedAttributes {
  @Amount('The whole charge that was taken back before it settled.')
  amount: Money;

  @Id('Order ID.')
  orderId: string;
}

/** A manual refund has been issued. */
export class RefundIssuedAttributes {
  @Text('Payment method to which the refund was issued, masked.')
  refundedTo: string;

  @Amount('Refunded amount.')
  amount: Money;

  @Id('Subscription order ID.')
  orderId: string;
}

export class RefundFailedAttributes {
  @Amount('What was to be refunded.')
  attemptedAmount: Money;

  @Id('Order ID.')
  orderId: string;

  @Count('Which attempt failed, from 1.', { min: 1, max: 100 })
  attempt: number;

  @Flag('Whether it is tried again by itself.', { optional: true })
  triedAgain?: boolean;

  @Text('Payment processor that answered.', { optional: true })
  processor?: string;

  @Text("The processor's response code.", { optional: true })
  responseCode?: string;
}

export class CapturedAttributes {
  @Amount('What was captured.')
  amount: Money;

  @Id('Order ID.')
  orderId: string;
}

export class CaptureFailedAttributes {
  @Amount('What was authorised.')
  attemptedAmount: Money;

  @Id('Order ID.')
  orderId: string;

  @OneOf(['declined', 'expired'], 'Whether the processor declined it or the authorisation expired.')
  cause: 'declined' | 'expired';

  @Text('Payment processor that answered.', { optional: true })
  processor?: string;

  @Text("The processor's response code.", { optional: true })
  responseCode?: string;
}

export class ChargebackAttributes {
  @Amount('The amount in dispute.')
  amount: Money;

  @Id('Order ID.')
  orderId: string;

  @Text("The card scheme's reason code.", { optional: true })
  reasonCode?: string;
}

export class PaymentMadeAttributes {
  @Text('Payment method used, masked.')
  paymentMethod: string;

  @Amount('What was paid.')
  amount: Money;
}

export class AccountCreditedAttributes {
  @Amount('Credit amount.')
  amount: Money;

  @Id('Account ID to which the credit was applied.')
  accountId: string;
}

export class AccountChargedAttributes {
  @Amount('Charge amount.')
  amount: Money;

  @Id('Account ID to which the charge was applied.')
  accountId: string;
}

export class PaymentMethodAddedAttributes {
  @Text('Masked PAN or Klarna details.')
  paymentMethod: string;

  @Text('Current active subscription product, where there is one.', { optional: true })
  productName?: string;
}

export class CardUpdatedAttributes {
  @Text('Masked PAN, after the update where it succeeded.')
  paymentMethod: string;

  @Text("The card updater's response code.", { optional: true })
  responseCode?: string;
}
