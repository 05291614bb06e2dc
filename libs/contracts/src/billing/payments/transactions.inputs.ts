import { Amount, Id, Line, Money, Note } from '../../fields';

/** Names one transaction. Errors: `billing.not_found`. */
export class TransactionInput {
  @Id()
  id!: string;
}

/** Voids a charge as a whole, before it has settled. Errors: `billing.not_chargeable_back`, `billing.already_settled`, `billing.refund_limit_exceeded`, `billing.payment_unknown`. */
export class VoidTransactionInput extends TransactionInput {
  @Note('Why, as people will want to know', { min: 1, max: 500 })
  reason!: string;
}

/** Refunds a settled charge, whole or in part. Errors: `billing.not_chargeable_back`, `billing.not_settled`, `billing.refund_exceeds_charge`, `billing.refund_limit_exceeded`, `billing.payment_unknown`. */
export class RefundTransactionInput extends VoidTransactionInput {
  @Amount('How much; absent: all that is left of the charge', { optional: true })
  amount?: Money;
}

/** Marks a charge as refunded outside of the system, whole or in part; no money moves. Errors: `billing.not_chargeable_back`, `billing.already_charged_back`, `billing.refund_exceeds_charge`, `billing.refund_limit_exceeded`. */
export class RecordOutsideRefundInput extends RefundTransactionInput {}

/** Enters a chargeback: the customer's bank has taken a charge back. Errors: `billing.not_chargeable_back`, `billing.already_charged_back`, `billing.refund_exceeds_charge`. */
export class EnterChargebackInput extends VoidTransactionInput {
  @Amount('How much; absent: the whole charge', { optional: true })
  amount?: Money;

  @Line("The card scheme's reason code", { optional: true, min: 1, max: 60, noCards: true })
  reasonCode?: string;
}

/** Reverts a chargeback: the charge stands again. Errors: `billing.not_charged_back`. */
export class RevertChargebackInput extends VoidTransactionInput {}
