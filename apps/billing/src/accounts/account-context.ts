import type { EntityManager } from '@mikro-orm/postgresql';
import type { EventContext, EventPersonal } from '@daybook/contracts';
import { contextOfOrder, nameOf } from '../orders/order-context';
import { Order } from '../orders/order.entity';
import type { Purchase } from '../purchases/purchase.entity';

/** What surrounds an activity about a customer as such: the purchase's order where there is one, else the latest order. */
export async function surroundingsOf(
  em: EntityManager,
  customerId: string,
  purchase?: Purchase | null,
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
