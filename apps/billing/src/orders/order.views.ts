import {
  isZero,
  type Money,
  type OrderItemView,
  type OrderView,
  type TransactionView,
} from '@daybook/contracts';
import type { Order } from './order.entity';
import type { OrderLine } from './order-lines';

/**
 * @param payment the order's latest payment, where it has one
 * @param refundable what can be given back of all that was charged for it
 */
export function orderView(order: Order, payment: TransactionView | undefined, refundable: Money): OrderView {
  const {
    id,
    version,
    orderNumber,
    status,
    customerId,
    campaignId,
    campaignCategoryId,
    captureAt,
    savedPartial,
  } = order;
  return {
    id,
    version,
    orderNumber,
    status,
    customerId,
    campaignId,
    campaignCategoryId,
    ...(order.callCenterId === null ? {} : { callCenterId: order.callCenterId }),
    ...(order.engineId === null ? {} : { engineId: order.engineId }),
    items: order.items.map((line) => itemView(line, order.completedAt !== null)),
    total: order.price,
    ...(isZero(order.tax) ? {} : { tax: order.tax }),
    refundable,
    captureAt,
    ...(order.country === null ? {} : { country: order.country }),
    ...(order.customer === null ? {} : { customer: order.customer }),
    ...(order.shippingAddress === null ? {} : { shippingAddress: order.shippingAddress }),
    customFields: order.customFields,
    ...(payment === undefined ? {} : { payment }),
    ...(order.qaCause === null || order.status === 'partial' ? {} : { qaCause: order.qaCause }),
    ...(order.outsidePayment === null ? {} : { outsidePayment: order.outsidePayment }),
    declineSaved: order.declineSaved,
    savedPartial,
    ...(order.cancelReason === null ? {} : { cancelReason: order.cancelReason }),
    orderedAt: order.orderedAt.toISOString(),
    ...(order.completedAt === null ? {} : { completedAt: order.completedAt.toISOString() }),
  };
}

function itemView(line: OrderLine, complete: boolean): OrderItemView {
  const { id, productId, productName, sku, optionId, optionName, pricePointId } = line;
  const { quantity, unitPrice, price, discount } = line;
  return {
    id,
    productId,
    productName,
    sku,
    ...(optionId === undefined ? {} : { optionId }),
    ...(optionName === undefined ? {} : { optionName }),
    pricePointId,
    quantity,
    unitPrice,
    price,
    ...(discount === undefined
      ? {}
      : { discount: { id: discount.id, name: discount.name, occurrences: discount.occurrences } }),
    ...(complete && line.purchaseId !== undefined ? { purchaseId: line.purchaseId } : {}),
  };
}
