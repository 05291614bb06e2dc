import type { FulfillmentStatus } from '@daybook/contracts';

/** What houses tell. */
export const houseMessageTypes = [
  'accepted',
  'tracking',
  'shipped',
  'delivered',
  'returned',
  'failed',
  'address_hold',
  'cancelled',
  'cancel_failed',
  'item_updated',
] as const;
export type HouseMessageType = (typeof houseMessageTypes)[number];

/** What we do ourselves: `sent` and `export_failed` by the sender, the others by people or because an order was cancelled. */
export const ownMessageTypes = [
  'sent',
  'export_failed',
  'held',
  'released',
  'frozen',
  'thawed',
  'cancel_requested',
  'cancelled',
  'cancel_failed',
  'rma_opened',
  'rma_withdrawn',
  'returned',
  'reshipped',
  'bundled',
  'item_changed',
  'address_changed',
] as const;
export type OwnMessageType = (typeof ownMessageTypes)[number];

export type MessageType = HouseMessageType | OwnMessageType;

type Transitions = Readonly<Partial<Record<FulfillmentStatus, FulfillmentStatus>>>;

/** Stays as it is, from each of these. */
function staysIn(...statuses: FulfillmentStatus[]): Transitions {
  return Object.fromEntries(statuses.map((status) => [status, status]));
}

const BEFORE_SHIPMENT = ['hold', 'pending', 'pending_shipment', 'address_hold', 'failed'] as const;
const ANYWHERE = [
  ...BEFORE_SHIPMENT,
  'shipped',
  'delivered',
  'frozen',
  'rma_pending',
  'returned',
  'cancelled',
] as const;

/**
 * What each message makes of each state. A command that finds no transition is refused; a house's message is marked
 * unexpected. `hold` takes a house's messages as well: a house may be quicker than the note that it got the order.
 */
export const TRANSITIONS: Readonly<Record<MessageType, Transitions>> = {
  sent: { ...staysIn(...ANYWHERE), hold: 'pending', failed: 'pending', address_hold: 'pending' },
  export_failed: staysIn(...ANYWHERE),
  held: staysIn('hold'),
  released: staysIn('hold', 'failed', 'address_hold'),
  // To `frozen` and back leads the replay: it remembers where from.
  frozen: Object.fromEntries(BEFORE_SHIPMENT.map((status) => [status, 'frozen'])),
  thawed: staysIn('frozen'),
  cancel_requested: staysIn('hold', 'pending', 'pending_shipment', 'address_hold', 'failed', 'frozen'),
  cancelled: Object.fromEntries(BEFORE_SHIPMENT.map((status) => [status, 'cancelled'])),
  cancel_failed: staysIn(
    'hold',
    'pending',
    'pending_shipment',
    'address_hold',
    'failed',
    'shipped',
    'delivered',
  ),
  rma_opened: { shipped: 'rma_pending', delivered: 'rma_pending' },
  // Back to where its parcels are: on their way until all have arrived.
  rma_withdrawn: { rma_pending: 'delivered' },
  reshipped: staysIn('shipped', 'delivered', 'failed', 'rma_pending', 'returned', 'cancelled'),
  bundled: staysIn('hold'),
  item_changed: staysIn('hold'),
  // Where the house has no parcel on its way, and is sent the order again or for the first time.
  address_changed: staysIn('hold', 'address_hold', 'failed', 'frozen'),
  accepted: {
    hold: 'pending_shipment',
    pending: 'pending_shipment',
    pending_shipment: 'pending_shipment',
    address_hold: 'pending_shipment',
  },
  tracking: staysIn('hold', 'pending', 'pending_shipment', 'shipped', 'delivered'),
  shipped: {
    hold: 'shipped',
    pending: 'shipped',
    pending_shipment: 'shipped',
    address_hold: 'shipped',
    shipped: 'shipped',
  },
  delivered: {
    hold: 'delivered',
    pending: 'delivered',
    pending_shipment: 'delivered',
    shipped: 'delivered',
    delivered: 'delivered',
    // Its return was announced before it arrived.
    rma_pending: 'rma_pending',
  },
  returned: { shipped: 'returned', delivered: 'returned', rma_pending: 'returned', returned: 'returned' },
  failed: { hold: 'failed', pending: 'failed', pending_shipment: 'failed', address_hold: 'failed' },
  address_hold: { hold: 'address_hold', pending: 'address_hold', pending_shipment: 'address_hold' },
  item_updated: staysIn('hold', 'pending', 'pending_shipment', 'address_hold', 'shipped'),
};

/** Where a parcel moved though the table did not allow it: the message is unexpected, and the state follows it all the same. */
export const OVERRULES: Readonly<Partial<Record<MessageType, Transitions>>> = {
  shipped: { failed: 'shipped', frozen: 'shipped', cancelled: 'shipped' },
  delivered: { failed: 'delivered', address_hold: 'delivered', frozen: 'delivered', cancelled: 'delivered' },
  returned: {
    hold: 'returned',
    pending: 'returned',
    pending_shipment: 'returned',
    address_hold: 'returned',
    failed: 'returned',
    frozen: 'returned',
    cancelled: 'returned',
  },
};

/** Of several messages of one moment, which comes first. */
export const SEQUENCE: readonly MessageType[] = [
  'sent',
  'export_failed',
  'accepted',
  'item_changed',
  'item_updated',
  'address_changed',
  'tracking',
  'address_hold',
  'held',
  'frozen',
  'released',
  'thawed',
  'cancel_requested',
  'cancel_failed',
  'cancelled',
  'failed',
  'shipped',
  'delivered',
  'rma_opened',
  'rma_withdrawn',
  'returned',
  'reshipped',
];

/** What answers a cancellation that was asked for: the house's word, or the parcel that is gone. */
export const ENDS_CANCELLATION: ReadonlySet<MessageType> = new Set([
  'cancelled',
  'cancel_failed',
  'shipped',
  'delivered',
  'returned',
]);

/** While it is frozen these are kept for the state to which it thaws. */
export const KEPT_WHILE_FROZEN: ReadonlySet<MessageType> = new Set([
  'sent',
  'export_failed',
  'accepted',
  'tracking',
  'failed',
  'address_hold',
  'cancelled',
  'cancel_failed',
  'item_updated',
]);
