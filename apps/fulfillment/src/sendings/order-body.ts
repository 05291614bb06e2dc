import type { FulfillmentItem } from '../fulfillments/fulfillment.entity';
import type { FulfillmentHistory } from '../fulfillments/fulfillment-history';
import type { Sending } from '../fulfillments/sending.entity';

/**
 * The body of a message to a house: the same for every try, unless what is to be sent was changed meanwhile.
 * @param members what is sent in the same parcel
 */
export function bodyOf(
  history: FulfillmentHistory,
  sending: Sending,
  members: readonly FulfillmentHistory[],
): string {
  const { fulfillment } = history;
  const data =
    sending.type === 'fulfillment.cancel'
      ? { fulfillmentId: fulfillment.id }
      : {
          fulfillmentId: fulfillment.id,
          orderId: fulfillment.orderId,
          orderNumber: fulfillment.orderNumber ?? undefined,
          reshipmentOf: fulfillment.reshipmentOf ?? undefined,
          shipTo: fulfillment.shipTo,
          items: [history, ...members].flatMap(({ items }) => items.flatMap(lineOf)),
          bundled:
            members.length === 0
              ? undefined
              : members.map(({ fulfillment: { id, orderId, orderNumber }, items }) => ({
                  fulfillmentId: id,
                  orderId,
                  orderNumber: orderNumber ?? undefined,
                  itemIds: items.map((item) => item.id),
                })),
        };
  return JSON.stringify({ type: sending.type, timestamp: sending.createdAt.toISOString(), data });
}

/** A line of what is to be sent; none of what is not. */
function lineOf({ id, productId, productName, sku, quantity }: FulfillmentItem): object[] {
  return quantity > 0 ? [{ itemId: id, productId, productName, sku, quantity }] : [];
}
