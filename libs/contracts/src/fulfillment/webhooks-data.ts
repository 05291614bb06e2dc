import { Id, Line, Note, Whole } from '../fields';

/** What every webhook of a house names. */
export class FulfillmentWebhookData {
  @Id('The fulfillment, as our order named it')
  fulfillmentId!: string;
}

/** The house has taken the order, cancelled it, or the like, and may say why. */
export class ReasonWebhookData extends FulfillmentWebhookData {
  @Note("Why, in the house's words; no person's data", { optional: true, min: 1, max: 300 })
  reason?: string;
}

/** A parcel has a label, is on its way, or has arrived. One parcel is told apart from another by its tracking number. */
export class ParcelWebhookData extends FulfillmentWebhookData {
  @Line({ optional: true, min: 1, max: 100 })
  trackingNumber?: string;

  @Line({ optional: true, min: 1, max: 100 })
  carrier?: string;
}

/** A return has arrived. */
export class ReturnWebhookData extends ParcelWebhookData {
  @Line('Return merchandise authorisation number', { optional: true, min: 1, max: 100 })
  rmaNumber?: string;

  @Note({ optional: true, min: 1, max: 300 })
  reason?: string;
}

/** The house has changed an item, for example because less is in stock. */
export class ItemWebhookData extends FulfillmentWebhookData {
  @Id('The item, as our order named it')
  itemId!: string;

  @Whole('Units from now on', { optional: true, min: 0, max: 100_000 })
  quantity?: number;

  @Line('Stock keeping unit from now on', { optional: true, min: 1, max: 100 })
  sku?: string;
}
