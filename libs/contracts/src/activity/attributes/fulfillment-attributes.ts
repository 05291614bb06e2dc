import { Day, Flag, Id, Ids, ShortText, ShortTexts, Whole, Money, Sum } from '../../fields';

/** A parcel, or what is to become one. */
export class FulfillmentAttributes {
  @Id('Order ID.')
  orderId: string;

  @ShortText('Fulfillment house.', { optional: true })
  houseName?: string;

  @Flag("It was learned by holding the house's list against what was known.", { optional: true })
  reconciled?: boolean;
}

export class ShipmentAttributes extends FulfillmentAttributes {
  @ShortText('Carrier.', { optional: true })
  carrier?: string;

  @ShortText('Tracking number.', { optional: true })
  trackingNumber?: string;
}

export class CancellationAttributes extends FulfillmentAttributes {
  @ShortText('Who asked for the cancellation, where somebody did.', { optional: true })
  requestedBy?: string;
}

export class FulfillmentUpdatedAttributes extends FulfillmentAttributes {
  @ShortTexts('Field name(s) that changed.')
  fieldNames: string[];
}

export class BundledAttributes extends FulfillmentAttributes {
  @Ids('The fulfillments that were joined into this one.', { max: 200 })
  bundledIds: string[];
}

export class ReshippedAttributes extends FulfillmentAttributes {
  @Id('The new fulfillment.')
  reshipmentId: string;
}

export class FulfillmentItemAttributes extends FulfillmentAttributes {
  @ShortText('Product name of the item.')
  productName: string;

  @ShortTexts('Field name(s) that changed.')
  fieldNames: string[];
}

export class ExportAttributes extends FulfillmentAttributes {
  @Whole('How many times it was sent; 0 where its house was down all the time.', { min: 0, max: 1000 })
  attempts: number;

  @Whole("HTTP status of the house's last answer; absent where there was none.", {
    optional: true,
    min: 100,
    max: 599,
  })
  responseStatus?: number;
}

export class ReturnAttributes extends FulfillmentAttributes {
  @ShortText('Return merchandise authorisation number.', { optional: true })
  rmaNumber?: string;

  @Day('Day on which the return is expected.', { optional: true })
  expectedOn?: string;

  @Sum('What is refunded when it arrives.', { optional: true })
  refundAmount?: Money;
}
