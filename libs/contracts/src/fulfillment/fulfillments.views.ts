import { ShippingAddress } from '../billing/orders/shipping-address';
import { fulfillmentStatuses, type FulfillmentStatus } from './fulfillment-statuses';
import { Flag, Id, Moment, OneOf, Part, Parts, Text, Whole, Money, Sum } from '../fields';

/** One item of a parcel. */
export class FulfillmentItemView {
  @Id()
  id!: string;

  @Id()
  productId!: string;

  @Text()
  productName!: string;

  @Text()
  sku!: string;

  @Whole()
  quantity!: number;

  @Whole()
  orderedQuantity!: number;
}

/** Something that happened to a fulfillment, told by its house, done by a person or by the system. */
export class FulfillmentMessageView {
  @Id()
  id!: string;

  @Text('What happened', { examples: ['shipped'] })
  type!: string;

  @OneOf(['house', 'user', 'system'])
  source!: 'house' | 'user' | 'system';

  @Moment("When it happened, by the house's clock where the house told it")
  happenedAt!: string;

  @Moment()
  receivedAt!: string;

  @Text({ optional: true })
  trackingNumber?: string;

  @Text({ optional: true })
  carrier?: string;

  @Text({ optional: true })
  reason?: string;

  @Text('Username of who did it, or decided what it follows from', { optional: true })
  by?: string;

  @Flag('Came after something that happened later')
  late!: boolean;

  @Flag('The state did not allow it')
  unexpected!: boolean;

  @Flag(
    'The same fact had come before under another webhook id, or it changed nothing: it is kept and counts no more',
  )
  repeated!: boolean;
}

/** How far the sending to the house has come. */
export class SendingView {
  @OneOf(['fulfillment.order', 'fulfillment.cancel'])
  type!: string;

  @OneOf(['waiting', 'done', 'failed', 'dropped'])
  status!: 'waiting' | 'done' | 'failed' | 'dropped';

  @Whole()
  attempts!: number;

  @Whole("HTTP status of the house's last answer; absent where there was none", { optional: true })
  lastStatus?: number;

  @Moment('Absent while a try is under way, and once it is over', { optional: true })
  nextTryAt?: string;
}

/** A fulfillment in a list. */
export class FulfillmentSummaryView {
  @Id()
  id!: string;

  @Whole('Goes into If-Match when it is changed')
  version!: number;

  @OneOf(fulfillmentStatuses)
  status!: FulfillmentStatus;

  @Flag('Kept back until somebody releases it')
  held!: boolean;

  @Flag(
    'Somebody asked for its cancellation, and its house has not answered yet: nothing of it is sent meanwhile',
  )
  cancelling!: boolean;

  @Flag(
    'Its order was cancelled, or nothing is left of what was paid for it: nothing of it is sent, nor reshipped (`fulfillment.barred`). A chargeback that is reverted lifts it',
  )
  barred!: boolean;

  @Flag('Its house told something that its state did not allow')
  unexpected!: boolean;

  @Id()
  customerId!: string;

  @Id()
  orderId!: string;

  @Text({ optional: true })
  orderNumber?: string;

  @Id('The purchase of which it ships a billed cycle; absent where it ships what the order sold', {
    optional: true,
  })
  purchaseId?: string;

  @Whole('The billed cycle that it ships', { optional: true })
  cycle?: number;

  @Id('Absent until a house is registered that could take it', { optional: true })
  houseId?: string;

  @Text({ optional: true })
  houseName?: string;

  @Text({ optional: true })
  trackingNumber?: string;

  @Text({ optional: true })
  carrier?: string;

  @Text({ optional: true })
  rmaNumber?: string;

  @Sum('What is refunded when it comes back', { optional: true })
  refundAmount?: Money;

  @Id('The fulfillment with which this one is sent as one parcel; absent where it is sent by itself', {
    optional: true,
  })
  bundledInto?: string;

  @Id('The fulfillment that this one sends again', { optional: true })
  reshipmentOf?: string;

  @Parts(FulfillmentItemView)
  items!: FulfillmentItemView[];

  @Moment()
  createdAt!: string;

  @Moment()
  updatedAt!: string;
}

/** Who gets the parcel, and where. Personal data. */
export class ShipToView {
  @Text({ optional: true })
  name?: string;

  @Text({ optional: true })
  email?: string;

  @Text({ optional: true })
  phone?: string;

  @Part(ShippingAddress, { optional: true })
  address?: ShippingAddress;
}

/** A fulfillment with all that happened to it. */
export class FulfillmentView extends FulfillmentSummaryView {
  @Part(ShipToView)
  shipTo!: ShipToView;

  @Parts(FulfillmentMessageView, 'In the order in which it happened')
  messages!: FulfillmentMessageView[];

  @Parts(SendingView)
  sendings!: SendingView[];
}
