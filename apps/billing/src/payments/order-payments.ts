import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, type Call, type OrderView } from '@daybook/contracts';
import { inScope } from '../catalog/campaign-scope';
import { Transaction } from './transaction.entity';
import { Order } from '../orders/order.entity';
import { orderView } from '../orders/order.views';

/** The order, locked for a change. @throws DomainError `billing.not_found`, also for one out of scope */
export async function lockedOrder(em: EntityManager, id: string, call: Call): Promise<Order> {
  const order = await em.findOne(Order, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (order === null || !inScope(call.actor, 'orders.view', order.campaignId))
    throw new DomainError('billing.not_found');
  return order;
}

/** Makes sure that no payment of it is under way. @throws DomainError `billing.payment_in_progress` */
export async function expectNothingOpen(em: EntityManager, order: Order): Promise<void> {
  const open = await em.count(Transaction, { orderId: order.id, outcome: { $in: ['pending', 'unknown'] } });
  if (open > 0) throw new DomainError('billing.payment_in_progress', { retryAfter: 3 });
}

/** What has changed, written, and the order as it is now. */
export async function orderWithPayment(em: EntityManager, order: Order): Promise<OrderView> {
  await em.flush();
  const payment = order.paymentId === null ? null : await em.findOne(Transaction, { id: order.paymentId });
  return orderView(order, payment ?? undefined);
}
