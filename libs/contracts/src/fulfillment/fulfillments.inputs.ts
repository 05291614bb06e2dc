import { DecidesPurchases, type PurchaseDecision } from '../billing/payments/refunds.inputs';
import { PageQuery } from '../paging';
import { fulfillmentStatuses, type FulfillmentStatus } from './fulfillment-statuses';
import { Amount, Day, Flag, Id, Ids, Line, Moment, Money, Note, Search, SomeOf, Whole } from '../fields';

/** Names one fulfillment. Errors: `fulfillment.not_found`. */
export class FulfillmentInput {
  @Id()
  id!: string;
}

/** Lists the fulfillments of a customer or an order, newest first. */
export class ListFulfillmentsOfInput extends PageQuery {
  @Id('The customer, or the order')
  id!: string;
}

/** Lists fulfillments, newest first. Every condition given must hold. */
export class ListFulfillmentsInput extends PageQuery {
  @SomeOf(fulfillmentStatuses, { optional: true, unique: true })
  status?: FulfillmentStatus[];

  @Id({ optional: true })
  houseId?: string;

  @Ids({ optional: true, max: 50, unique: true })
  campaignId?: string[];

  @Moment('Made at or after (RFC 3339)', { optional: true })
  from?: string;

  @Moment('Made before (RFC 3339)', { optional: true })
  to?: string;

  @Search({ optional: true, min: 1, max: 30 })
  orderNumber?: string;

  @Flag('true: only those of which a house told something that their state did not allow', { optional: true })
  unexpected?: boolean;
}

/** Does something to a fulfillment, with a note why. Errors: `fulfillment.not_found`, `fulfillment.state_forbids`, `request.stale`. */
export class ActOnFulfillmentInput extends FulfillmentInput {
  @Note('Why; stands in the timeline', { optional: true, min: 1, max: 500 })
  note?: string;
}

/** Does something to a fulfillment that people will ask the reason of. Errors: `fulfillment.not_found`, `fulfillment.state_forbids`, `request.stale`. */
export class ReasonedFulfillmentInput extends FulfillmentInput {
  @Note('Why; stands in the timeline', { min: 1, max: 500 })
  reason!: string;
}

/** Announces a return. Errors: `fulfillment.not_found`, `fulfillment.state_forbids`, `request.stale`; with `refundAmount` those of a refund too. */
export class AnnounceReturnInput extends ReasonedFulfillmentInput {
  @Line('Return merchandise authorisation number; one is made when absent', {
    optional: true,
    min: 1,
    max: 100,
  })
  rmaNumber?: string;

  @Day('Day on which the return is expected', { optional: true, examples: ['2026-12-01'] })
  expectedOn?: string;

  @Amount(
    'To be refunded when the return arrives. It counts today against the refund limit of whoever announces it',
    {
      optional: true,
    },
  )
  refundAmount?: Money;

  @DecidesPurchases()
  purchases?: PurchaseDecision;
}

/** Changes an item before it is sent to the house. Errors: `fulfillment.not_found`, `fulfillment.state_forbids`, `fulfillment.item_exceeds_order`, `request.stale`. */
export class ChangeFulfillmentItemInput extends FulfillmentInput {
  @Id()
  itemId!: string;

  @Whole('Units from now on; never more than were ordered. 0 removes the line, unless it is the last one', {
    min: 0,
    max: 100_000,
  })
  quantity!: number;
}
