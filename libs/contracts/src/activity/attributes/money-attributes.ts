import { Flag, Id, Money, OneOf, ShortText, Sum, Whole } from '../../fields';

/** Money that goes back of a charge. */
export class ReturnedChargeAttributes {
  @Id('The charge, where nothing is left of it.', { optional: true })
  returnedChargeId?: string;
}

export class VoidedAttributes extends ReturnedChargeAttributes {
  @Sum('The whole charge that was taken back before it settled.')
  amount: Money;

  @Id('Order ID.')
  orderId: string;

  @Flag('It was only authorised: nothing had been taken.', { optional: true })
  authorised?: boolean;
}

/** A manual refund has been issued. */
export class RefundIssuedAttributes extends ReturnedChargeAttributes {
  @ShortText('Payment method to which the refund was issued, masked.')
  refundedTo: string;

  @Sum('Refunded amount.')
  amount: Money;

  @Id('Subscription order ID.')
  orderId: string;
}

export class RefundFailedAttributes {
  @Sum('What was to be refunded.')
  attemptedAmount: Money;

  @Id('Order ID.')
  orderId: string;

  @Whole('Which attempt failed, from 1.', { min: 1, max: 100 })
  attempt: number;

  @Flag('Whether it is tried again by itself.', { optional: true })
  triedAgain?: boolean;

  @ShortText('Payment processor that answered.', { optional: true })
  processor?: string;

  @ShortText("The processor's response code.", { optional: true })
  responseCode?: string;
}

/** Why a refund left the refund queue without having been made. */
export const refundGivenUpCauses = ['removed', 'exhausted', 'charged_back'] as const;
export type RefundGivenUpCause = (typeof refundGivenUpCauses)[number];

export class RefundGivenUpAttributes {
  @Sum('What was to be refunded.')
  amount: Money;

  @Id('Order ID.')
  orderId: string;

  @Whole('How often it failed.', { min: 1, max: 100 })
  attempts: number;

  @OneOf(
    refundGivenUpCauses,
    'Somebody removed it, it failed for the last time, or the bank has taken the money back.',
  )
  cause: RefundGivenUpCause;
}

export class CapturedAttributes {
  @Sum('What was captured.')
  amount: Money;

  @Id('Order ID.')
  orderId: string;
}

export class CaptureFailedAttributes {
  @Sum('What was authorised.')
  attemptedAmount: Money;

  @Id('Order ID.')
  orderId: string;

  @OneOf(['declined', 'expired'], 'Whether the processor declined it or the authorisation expired.')
  cause: 'declined' | 'expired';

  @ShortText('Payment processor that answered.', { optional: true })
  processor?: string;

  @ShortText("The processor's response code.", { optional: true })
  responseCode?: string;
}

export class ChargebackAttributes extends ReturnedChargeAttributes {
  @Sum('The amount in dispute.')
  amount: Money;

  @Id('Order ID.')
  orderId: string;

  @ShortText("The card scheme's reason code.", { optional: true })
  reasonCode?: string;

  @Flag('It was only authorised: nothing had been taken.', { optional: true })
  authorised?: boolean;
}

export class PaymentMadeAttributes {
  @ShortText('Payment method used, masked.')
  paymentMethod: string;

  @Sum('What was paid.')
  amount: Money;
}

export class AccountCreditedAttributes {
  @Sum('Credit amount.')
  amount: Money;

  @Id('Account ID to which the credit was applied.')
  accountId: string;
}

export class AccountChargedAttributes {
  @Sum('Charge amount.')
  amount: Money;

  @Id('Account ID to which the charge was applied.')
  accountId: string;
}

export class PaymentMethodAddedAttributes {
  @ShortText('Masked PAN or Klarna details.')
  paymentMethod: string;

  @ShortText('Current active subscription product, where there is one.', { optional: true })
  productName?: string;
}

export class PaymentMethodRemovedAttributes {
  @ShortText('Masked PAN.')
  paymentMethod: string;
}

export class CardUpdatedAttributes {
  @ShortText('Masked PAN, after the update where it succeeded.')
  paymentMethod: string;

  @ShortText("The card updater's response code.", { optional: true })
  responseCode?: string;
}
