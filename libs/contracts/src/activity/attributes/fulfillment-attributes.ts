import { Count, Day, Id, Ids, Text, Texts } from './fields';

/** A parcel, or what is to become one. */
export class FulfillmentAttributes {
  @Id('Order ID.')
  orderId: string;

  @Text('Fulfillment house.', { optional: true })
  houseName?: string;
}

export class ShipmentAttributes extends FulfillmentAttributes {
  @Text('Carrier.', { optional: true })
  carrier?: string;

  @Text('Tracking number.', { optional: true })
  trackingNumber?: string;
}

export class FulfillmentUpdatedAttributes extends FulfillmentAttributes {
  @Texts('Field name(s) that changed.')
  fieldNames: string[];
}

export class BundledAttributes extends FulfillmentAttributes {
  @Ids('The fulfillments that were joined into this one.')
  bundledIds: string[];
}

export class ReshippedAttributes extends FulfillmentAttributes {
  @Id('The new fulfillment.')
  reshipmentId: string;
}

export class FulfillmentItemAttributes extends FulfillmentAttributes {
  @Text('Product name of the item.')
  productName: string;

  @Texts('Field name(s) that changed.')
  fieldNames: string[];
}

export class ExportAttributes extends FulfillmentAttributes {
  @Count('How many times it was sent.', { min: 1, max: 1000 })
  attempts: number;

  @Count("HTTP status of the house's last answer; absent where there was none.", {
    optional: true,
    min: 100,
    max: 599,
  })
  responseStatus?: number;
}

export class ReturnAttributes extends FulfillmentAttributes {
  @Text('Return merchandise authorisation number.', { optional: true })
  rmaNumber?: string;

  @Day('Day on which the return is expected.', { optional: true })
  expectedOn?: string;
}
