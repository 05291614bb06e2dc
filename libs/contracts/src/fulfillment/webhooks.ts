import {
  FulfillmentWebhookData,
  ItemWebhookData,
  ParcelWebhookData,
  ReasonWebhookData,
  ReturnWebhookData,
} from './webhooks-data';
import { AnyObject, Line, Moment, OneOf } from '../fields';

export * from './webhooks-data';

/** Largest body of a webhook, in bytes. */
export const WEBHOOK_MAX_BYTES = 64 * 1024;
/** A signature's timestamp may be off by this many seconds (Standard Webhooks). */
export const WEBHOOK_TOLERANCE_SECONDS = 5 * 60;
/** A fact may be told up to this many days after it happened. */
export const WEBHOOK_MAX_AGE_DAYS = 90;
/** A fact may lie at most this many minutes ahead of our clock. */
export const WEBHOOK_MAX_AHEAD_MINUTES = 5;
/** A fact about a fulfillment that is not known yet is tried again for so many hours. */
export const WEBHOOK_PARKED_HOURS = 24;

/** One type of webhook that a house may post. */
export interface HouseWebhook {
  readonly type: string;
  readonly summary: string;
  /** Class that validates `data` and documents it. */
  readonly data: new () => FulfillmentWebhookData;
}

/** The webhooks that fulfillment takes from houses; validation and documents derive from this. */
export const HOUSE_WEBHOOKS = [
  { type: 'fulfillment.accepted', summary: 'The house has taken the order.', data: FulfillmentWebhookData },
  { type: 'fulfillment.tracking', summary: 'A parcel has a tracking number.', data: ParcelWebhookData },
  { type: 'fulfillment.shipped', summary: 'A parcel has left the house.', data: ParcelWebhookData },
  { type: 'fulfillment.delivered', summary: 'A parcel has arrived.', data: ParcelWebhookData },
  { type: 'fulfillment.returned', summary: 'A return has come back to the house.', data: ReturnWebhookData },
  { type: 'fulfillment.failed', summary: 'The house cannot fulfill the order.', data: ReasonWebhookData },
  {
    type: 'fulfillment.address_hold',
    summary: 'The house holds the order for its address.',
    data: ReasonWebhookData,
  },
  { type: 'fulfillment.cancelled', summary: 'The house has cancelled the order.', data: ReasonWebhookData },
  {
    type: 'fulfillment.cancel_failed',
    summary: 'The house could not cancel the order.',
    data: ReasonWebhookData,
  },
  { type: 'fulfillment.item_updated', summary: 'The house has changed an item.', data: ItemWebhookData },
] as const satisfies readonly HouseWebhook[];

/** A type of webhook that a house may post. */
export type HouseWebhookType = (typeof HOUSE_WEBHOOKS)[number]['type'];

/** The body of a house's webhook. Fields not named here are refused. */
export class HouseWebhookBody {
  @Line('What happened', {
    min: 1,
    max: 100,
    schema: { enum: HOUSE_WEBHOOKS.map((webhook) => webhook.type) },
  })
  type!: string;

  @Moment(
    'When it happened (RFC 3339): from 90 days back to 5 minutes ahead. The order of the messages is that of these times.',
  )
  timestamp!: string;

  @AnyObject('What it is about, as the type says')
  data!: object;
}

/** The types of webhook that houses get from us, signed the same way. */
export const outgoingWebhookTypes = ['fulfillment.order', 'fulfillment.cancel'] as const;
export type OutgoingWebhookType = (typeof outgoingWebhookTypes)[number];

/** The body of a webhook to a house. */
export class OutgoingWebhookBody {
  @OneOf(outgoingWebhookTypes)
  type!: OutgoingWebhookType;

  @Moment()
  timestamp!: string;

  @AnyObject(
    '`fulfillment.order`: fulfillmentId, orderId, orderNumber, reshipmentOf, shipTo, items, and bundled (fulfillmentId, orderId, orderNumber, itemIds of each that goes in the same parcel); `fulfillment.cancel`: fulfillmentId',
  )
  data!: object;
}
