/** The states of a fulfillment. */
export const fulfillmentStatuses = [
  'hold',
  'pending',
  'pending_shipment',
  'shipped',
  'delivered',
  'failed',
  'address_hold',
  'frozen',
  'rma_pending',
  'returned',
  'cancelled',
] as const;
export type FulfillmentStatus = (typeof fulfillmentStatuses)[number];
