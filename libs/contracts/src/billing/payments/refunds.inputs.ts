import { Amount, Id, Money, Moment, Note, OneOf, SomeOf, type FieldDecorator } from '../../fields';
import { PageQuery } from '../../paging';
import { OrderInput } from '../orders/orders.inputs';
import { refundQueueStatuses, type RefundQueueStatus } from './refunds.views';
import { TransactionInput } from './transactions.inputs';

/** What becomes of an order's purchases once all that was paid for it goes back: they stop, or go on being billed. */
export const purchaseDecisions = ['cancel', 'keep'] as const;
export type PurchaseDecision = (typeof purchaseDecisions)[number];

/** What whoever gives money back decides of the order's purchases. */
export function DecidesPurchases(): FieldDecorator {
  return OneOf(
    purchaseDecisions,
    'Where nothing of what was paid for the order is left by this: whether its purchases are cancelled with it, or kept and billed on. Kept ones say so (`keptAfterRefund`)',
    { optional: true, default: 'cancel' },
  );
}

/** Something done to a transaction that must be explained. */
export class ExplainedTransactionInput extends TransactionInput {
  @Note('Why, as people will want to know', { min: 1, max: 500 })
  reason!: string;
}

/** Voids a charge as a whole, before it has settled. Errors: `billing.not_chargeable_back`, `billing.already_voided`, `billing.partly_refunded`, `billing.already_settled`, `billing.refund_limit_exceeded`, `billing.payment_unknown`. */
export class VoidTransactionInput extends ExplainedTransactionInput {
  @DecidesPurchases()
  purchases?: PurchaseDecision;
}

/** Refunds a settled charge, whole or in part. Errors: `billing.not_chargeable_back`, `billing.already_voided`, `billing.not_settled`, `billing.refund_exceeds_charge`, `billing.refund_limit_exceeded`, `billing.payment_unknown`. */
export class RefundTransactionInput extends VoidTransactionInput {
  @Amount('How much; absent: all that is left of the charge', { optional: true })
  amount?: Money;
}

/** Marks a charge as refunded outside of the system, whole or in part; no money moves. Errors: `billing.not_chargeable_back`, `billing.not_captured`, `billing.already_voided`, `billing.already_charged_back`, `billing.refund_exceeds_charge`, `billing.refund_limit_exceeded`. */
export class RecordOutsideRefundInput extends RefundTransactionInput {}

/**
 * Gives back what was paid for an order. Errors: `billing.not_found`, `billing.not_chargeable_back`,
 * `billing.not_settled`, `billing.refund_exceeds_charge`, `billing.refund_limit_exceeded`, `billing.payment_unknown`.
 */
export class RefundOrderInput extends OrderInput {
  @Note('Why, as people will want to know', { min: 1, max: 500 })
  reason!: string;

  @Amount('How much, taken from the oldest charge first; absent: all that is left', { optional: true })
  amount?: Money;

  @DecidesPurchases()
  purchases?: PurchaseDecision;
}

/** Lists the refund queue, those queued last first. */
export class ListRefundQueueInput extends PageQuery {
  @SomeOf(refundQueueStatuses, 'Absent: those that are still in the queue, `waiting` and `trying`', {
    optional: true,
    unique: true,
  })
  status?: RefundQueueStatus[];
}

/** Names one entry of the refund queue. Errors: `billing.not_found`. */
export class RefundQueueEntryInput {
  @Id()
  id!: string;
}

/** Takes a refund out of the queue: it is tried no more. Errors: `billing.not_found`, `billing.refund_not_waiting`. */
export class RemoveFromRefundQueueInput extends RefundQueueEntryInput {
  @Note('Why, as people will want to know', { min: 1, max: 500 })
  reason!: string;
}

/**
 * Promises a refund for when a parcel comes back. Errors: `billing.not_found`, `billing.currency_mismatch`,
 * `billing.amount_invalid`, `billing.refund_exceeds_charge`, `billing.refund_limit_exceeded`,
 * `billing.refund_promise_settled`.
 */
export class PromiseRefundInput extends OrderInput {
  @Id('The fulfillment that comes back: it has one promise at most, the last one')
  fulfillmentId!: string;

  @Id('What it was paid with: refunded first', { optional: true })
  chargeId?: string;

  @Amount('How much')
  amount!: Money;

  @Note('Why, as people will want to know', { min: 1, max: 500 })
  reason!: string;

  @Moment('When the return was announced: by this it is told from another announcement of the same parcel', {
    optional: true,
  })
  announcedAt?: string;

  @DecidesPurchases()
  purchases?: PurchaseDecision;
}

/** Takes a promise back that was made for an announcement which came to nothing; where it is gone already, nothing is done. Errors: `billing.not_found`. */
export class WithdrawRefundPromiseInput extends OrderInput {
  @Id()
  fulfillmentId!: string;

  @Moment('Of the announcement for which it was made')
  announcedAt!: string;
}
