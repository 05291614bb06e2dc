import type {
  FulfillmentItemView,
  FulfillmentMessageView,
  FulfillmentSummaryView,
  FulfillmentView,
  SendingView,
} from '@daybook/contracts';
import type { Sending } from './sending.entity';
import { present } from './fulfillment-facts';
import type { Fulfillment, FulfillmentItem } from './fulfillment.entity';
import { inOrder } from './fulfillment-state';
import type { FulfillmentHistory } from './fulfillment-history';
import type { FulfillmentMessage } from './fulfillment-message.entity';

/** A fulfillment as a list shows it. */
export function toSummaryView(
  fulfillment: Fulfillment,
  items: readonly FulfillmentItem[],
  houseName: string | null,
): FulfillmentSummaryView {
  const { id, version, status, held, cancelling, barred, unexpected, customerId, orderId } = fulfillment;
  const {
    orderNumber,
    purchaseId,
    cycle,
    houseId,
    trackingNumber,
    carrier,
    rmaNumber,
    reshipmentOf,
    bundledInto,
  } = fulfillment;
  return {
    id,
    version,
    status,
    held,
    cancelling,
    barred,
    unexpected,
    customerId,
    orderId,
    ...present({
      orderNumber,
      purchaseId,
      cycle,
      houseId,
      houseName,
      trackingNumber,
      carrier,
      rmaNumber,
      refundAmount: fulfillment.rmaRefund,
      reshipmentOf,
      bundledInto,
    }),
    // A line of nothing is none.
    items: items.filter(({ quantity }) => quantity > 0).map(toItemView),
    createdAt: fulfillment.createdAt.toISOString(),
    updatedAt: fulfillment.updatedAt.toISOString(),
  };
}

/** A fulfillment with all that happened to it. */
export function toFulfillmentView(history: FulfillmentHistory): FulfillmentView {
  return {
    ...toSummaryView(history.fulfillment, history.items, history.house?.name ?? null),
    shipTo: present(history.fulfillment.shipTo),
    messages: inOrder(history.messages).map(toMessageView),
    sendings: history.sendings.map(toSendingView),
  };
}

function toItemView(item: FulfillmentItem): FulfillmentItemView {
  const { id, productId, productName, sku, quantity, orderedQuantity } = item;
  return { id, productId, productName, sku, quantity, orderedQuantity };
}

function toMessageView(message: FulfillmentMessage): FulfillmentMessageView {
  const { id, type, source, trackingNumber, carrier, late, unexpected } = message;
  return {
    id,
    type,
    source,
    happenedAt: message.happenedAt.toISOString(),
    receivedAt: message.receivedAt.toISOString(),
    ...present({ trackingNumber, carrier, reason: message.reason ?? message.note, by: message.actorName }),
    late,
    unexpected,
    repeated: source === 'house' && message.factKey === null,
  };
}

function toSendingView(sending: Sending): SendingView {
  return {
    type: sending.type,
    status: sending.status,
    attempts: sending.attempts,
    ...present({ lastStatus: sending.lastStatus }),
    ...(sending.status === 'waiting' && sending.leasedUntil === null
      ? { nextTryAt: sending.nextTryAt.toISOString() }
      : {}),
  };
}
