import { fraudVerdicts, type FraudVerdict } from '../../plugins/fraud';
import {
  AccountReference,
  OrderReference,
  RepeatedPurchaseReference,
  TransactionReference,
} from './intake-references';
import { Amount, CardLastFour, Line, Money, Name, OneOf, Whole } from '../../fields';

/** Data of `chargeback.created` and `chargeback.reverted`: the customer's bank takes a charge back, or gives it back again. */
export class ChargebackData extends TransactionReference {
  @Amount("The amount in dispute, in the transaction's currency. Absent: all of it.", { optional: true })
  amount?: Money;

  @Line("The card scheme's reason code, 1–60 characters.", { optional: true, min: 1, max: 60 })
  reasonCode?: string;

  @Whole('Which chargeback of this transaction, counted from 1 (the default).', {
    optional: true,
    min: 1,
    max: 100,
    default: 1,
  })
  occurrence?: number;
}

/** Data of `card.update_failed`: the card updater found no successor of a card. */
export class CardUpdateFailedData extends AccountReference {
  @CardLastFour('Last four digits of the card.')
  cardLastFour: string;

  @Line("The card updater's response code, 1–60 characters.", { optional: true, min: 1, max: 60 })
  responseCode?: string;
}

/** Data of `card.updated`: the card updater found the card that took the place of another. */
export class CardUpdatedData extends CardUpdateFailedData {
  @Whole('Month in which the new card expires, 1–12.', { optional: true, min: 1, max: 12 })
  expMonth?: number;

  @Whole('Year in which the new card expires.', { optional: true, min: 2000, max: 2099 })
  expYear?: number;
}

/** Data of `fraud.scored`: a fraud service has judged an order. */
export class FraudScoredData extends OrderReference {
  @Line('Name of the fraud service, 1–100 characters.', { min: 1, max: 100 })
  provider: string;

  @OneOf(fraudVerdicts)
  verdict: FraudVerdict;

  @Whole('Percent, higher is riskier.', { optional: true, min: 0, max: 100 })
  score?: number;
}

/** Data of `tax.collection_failed` and `tax.calculation_failed`: the tax service failed for an order. */
export class TaxFailedData extends OrderReference {
  @Line('Name of the tax service, 1–100 characters.', { min: 1, max: 100 })
  provider: string;

  @Line("The service's response code, 1–60 characters.", { optional: true, min: 1, max: 60 })
  responseCode?: string;
}

/** Data of `membership.started`, `membership.cancelled` and `membership.restarted`. */
export class MembershipData extends AccountReference {
  @Name('The membership as its plugin names it, 1–100 characters.', { min: 1, max: 100 })
  membershipName: string;
}

/** Data of `credit_control.exited`: the customer's account has left the credit control cycle. */
export class CreditControlExitedData extends AccountReference {}

/** Data of `credit_control.entered`: the customer's account has entered the credit control cycle. */
export class CreditControlEnteredData extends AccountReference {
  @Line('Name of the payment processor that answered, 1–60 characters.', { optional: true, min: 1, max: 60 })
  processor?: string;

  @Line("The processor's response code, 1–60 characters.", { optional: true, min: 1, max: 60 })
  responseCode?: string;
}

/** Data of `payment.received`: the customer made an additional payment to their account. */
export class PaymentReceivedData extends AccountReference {
  @Amount('What was paid.')
  amount: Money;

  @Line('Payment method used, masked, such as `•••• 4242` or `Klarna`; 1–100 characters.', {
    min: 1,
    max: 100,
  })
  paymentMethod: string;
}

/** Data of `entitlements.refreshed`: what the customer may use of a product was refreshed. */
export class EntitlementsRefreshedData extends RepeatedPurchaseReference {}
