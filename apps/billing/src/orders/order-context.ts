import type { EntityManager } from '@mikro-orm/postgresql';
import type { EventContext, EventPersonal } from '@daybook/contracts';
import { Order } from './order.entity';

/**
 * What surrounds every event about an order, as it is now.
 * @param productIds the products concerned; those of the whole order when absent
 */
export function contextOfOrder(order: Order, productIds: readonly string[] = order.productIds): EventContext {
  return {
    customerId: order.customerId,
    orderId: order.id,
    orderNumber: order.orderNumber,
    orderedAt: order.orderedAt.toISOString(),
    campaignId: order.campaignId,
    campaignCategoryId: order.campaignCategoryId,
    productIds: [...productIds],
    ...(order.callCenterId === null ? {} : { callCenterId: order.callCenterId }),
    currency: order.currency,
    ...(order.country === null ? {} : { country: order.country }),
    customFields: { ...order.customFields },
  };
}

/** The customer's name, as events may carry it. */
export function nameOf(order: Order): { name?: string } {
  return order.customer === null ? {} : { name: order.customer.name };
}

/** Who gets a parcel of an order, and where, as events may carry it. */
export function addresseeOf(order: Order): EventPersonal {
  const { customer, shippingAddress } = order;
  return {
    ...nameOf(order),
    ...(customer?.email === undefined ? {} : { email: customer.email }),
    ...(customer?.phone === undefined ? {} : { phone: customer.phone }),
    ...(shippingAddress === null ? {} : { shippingAddress }),
  };
}

/** The name of what was sold, with its option where it has one. */
export function nameWithOption(sold: { productName: string; optionName?: string | null }): string {
  const { productName, optionName } = sold;
  return optionName === undefined || optionName === null ? productName : `${productName} (${optionName})`;
}

/** The names of an order's lines. */
export function productNamesOf(order: Order): string[] {
  return order.items.map(nameWithOption);
}

/**
 * What surrounds an activity about a customer as such.
 * @param purchase the purchase that it is about too: then its order's; else the latest order's
 */
export async function contextOfCustomer(
  em: EntityManager,
  customerId: string,
  purchase?: { orderId: string; productId: string } | null,
): Promise<{ context: EventContext; personal: EventPersonal }> {
  const order = purchase
    ? await em.findOneOrFail(Order, { id: purchase.orderId })
    : await em.findOne(Order, { customerId }, { orderBy: { orderedAt: 'desc', id: 'desc' } });
  if (order === null) return { context: { customerId, productIds: [], customFields: {} }, personal: {} };
  return {
    context: contextOfOrder(order, purchase ? [purchase.productId] : undefined),
    personal: nameOf(order),
  };
}
