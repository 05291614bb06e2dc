import { Flag, Id, Moment, Money, OneOf, Part, Parts, Sum, Text, Whole } from '../../fields';
import { OrderView } from '../orders/orders.views';
import { TransactionView } from './transactions.views';

/** How often a refund that failed is tried again by itself, once a day. */
export const REFUND_DAILY_TRIES = 3;

/**
 * `waiting` for its next try; `trying` now; `succeeded`; `exhausted`: its third try failed, and the Notify Emails were
 * told; `removed` by somebody.
 */
export const refundQueueStatuses = ['waiting', 'trying', 'succeeded', 'exhausted', 'removed'] as const;
export type RefundQueueStatus = (typeof refundQueueStatuses)[number];

/** A refund that failed, and what becomes of it. While it is in the queue its amount counts as given back. */
export class RefundQueueEntryView {
  @Id()
  id!: string;

  @Whole()
  version!: number;

  @OneOf(refundQueueStatuses)
  status!: RefundQueueStatus;

  @Id('The charge that is to be refunded')
  transactionId!: string;

  @Id('The latest try: a transaction of its own')
  refundId!: string;

  @Id()
  orderId!: string;

  @Text()
  orderNumber!: string;

  @Id()
  customerId!: string;

  @Sum()
  amount!: Money;

  @Text('Why it was to be refunded', { optional: true })
  reason?: string;

  @Whole('How often it failed so far, the first time included')
  attempts!: number;

  @Whole('How often it was tried again by itself, of three times at most')
  dailyTries!: number;

  @Text('What the payment processor answered last', { optional: true })
  responseCode?: string;

  @Moment('When it is tried again by itself', { optional: true })
  nextTryAt?: string;

  @Moment()
  queuedAt!: string;

  @Moment({ optional: true })
  endedAt?: string;

  @Text('Who removed it', { optional: true })
  removedBy?: string;

  @Text({ optional: true })
  removedReason?: string;
}

/** What became of an order's refund. */
export class OrderRefundView {
  @Part(OrderView)
  order!: OrderView;

  @Parts(
    TransactionView,
    'The voids and refunds that were made of it, in their order. A void that was declined is followed by the refund in its place',
  )
  reversals!: TransactionView[];
}

/** A refund that is made when a parcel comes back. It counts against the daily limit of the day on which it was promised. */
export class RefundPromiseView {
  @Id()
  fulfillmentId!: string;

  @Id()
  orderId!: string;

  @Sum()
  amount!: Money;

  @Moment()
  promisedAt!: string;
}

/** What became of a promise that was to be taken back. */
export class WithdrawnPromiseView {
  @Flag('It stood until now; else it was taken back before, replaced, or its parcel has come back')
  withdrawn!: boolean;
}
