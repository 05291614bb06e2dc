import { Amount, Line, Money } from '../../fields';
import { ExplainedTransactionInput, VoidTransactionInput } from './refunds.inputs';

/** Enters a chargeback: the customer's bank has taken a charge back. Errors: `billing.not_chargeable_back`, `billing.not_captured`, `billing.already_voided`, `billing.already_charged_back`, `billing.refund_exceeds_charge`. */
export class EnterChargebackInput extends VoidTransactionInput {
  @Amount('How much; absent: the whole charge', { optional: true })
  amount?: Money;

  @Line("The card scheme's reason code", { optional: true, min: 1, max: 60, noCards: true })
  reasonCode?: string;
}

/** Reverts a chargeback: the charge stands again. Errors: `billing.not_charged_back`. */
export class RevertChargebackInput extends ExplainedTransactionInput {}
