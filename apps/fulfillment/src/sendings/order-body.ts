import type { FulfillmentHistory } from '../fulfillments/fulfillment-history';
import type { Sending } from '../fulfillments/sending.entity';

/** The body of a message to a house: the same for every try, unless what is to be sent was changed meanwhile. */
export function bodyOf(history: FulfillmentHistory, sending: Sending): string {
  const { fulfillment, items } = history;
  const data =
    sending.type === 'fulfillment.cancel'
      ? { fulfillmentId: fulfillment.id }
      : {
          fulfillmentId: fulfillment.id,
          orderId: fulfillment.orderId,
          orderNumber: fulfillment.orderNumber ?? undefined,
          reshipmentOf: fulfillment.reshipmentOf ?? undefined,
          shipTo: fulfillment.shipTo,
          items: items
            .filter((item) => item.quantity > 0)
            .map(({ id, productId, productName, sku, quantity }) => ({
              itemId: id,
              productId,
              productName,
              sku,
              quantity,
            })),
        };
  return JSON.stringify({ type: sending.type, timestamp: sending.createdAt.toISOString(), data });
}
