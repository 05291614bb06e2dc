import type { EntityManager } from '@mikro-orm/postgresql';
import { add, DomainError, money, type Money, type OrderView } from '@daybook/contracts';
import type { Order } from '../orders/order.entity';
import { orderView } from '../orders/order.views';
import { refundableChargesOf } from './refundable-charges';
import { Transaction } from './transaction.entity';
import { transactionView } from './transaction.views';

/** Makes sure that no payment of an order is under way. @throws DomainError `billing.payment_in_progress` */
export async function expectNothingOpen(em: EntityManager, order: Order): Promise<void> {
  const open = await em.count(Transaction, { orderId: order.id, outcome: { $in: ['pending', 'unknown'] } });
  if (open > 0) throw new DomainError('billing.payment_in_progress', { retryAfter: 3 });
}

/** Whether nothing is left of what was paid for an order: voided, refunded or charged back, and nothing more under way. */
export async function returnedWhole(em: EntityManager, order: Order): Promise<boolean> {
  await em.flush();
  const charges = await em.find(Transaction, {
    orderId: order.id,
    type: { $in: ['sale', 'authorize'] },
    purpose: { $ne: 'account' },
    outcome: { $in: ['success', 'pending', 'unknown'] },
  });
  return charges.length > 0 && charges.every((charge) => charge.isCharge && charge.returned);
}

/** What has changed, written, and the order as it is now, with its latest payment. */
export async function orderWithPayment(em: EntityManager, order: Order): Promise<OrderView> {
  await em.flush();
  const [view] = await ordersWithPayments(em, [order]);
  if (view === undefined) throw new Error(`order ${order.id} has no view`);
  return view;
}

/** The one payment of an order has often been read by whoever asks. */
async function paymentsOf(em: EntityManager, ids: readonly string[]): Promise<Transaction[]> {
  const [id] = ids;
  if (id === undefined) return [];
  if (ids.length > 1) return em.find(Transaction, { id: { $in: [...ids] } });
  return [await em.findOneOrFail(Transaction, { id })];
}

/** Orders as they are, each with its latest payment and what can be given back of it. */
export async function ordersWithPayments(em: EntityManager, orders: readonly Order[]): Promise<OrderView[]> {
  if (orders.length === 0) return [];
  const ids = orders.flatMap(({ paymentId }) => paymentId ?? []);
  const payments = await paymentsOf(em, ids);
  const views = new Map(payments.map((payment) => [payment.id, transactionView(payment)]));
  const charges = await refundableChargesOf(
    em,
    orders.map(({ id }) => id),
  );
  const refundable = (order: Order): Money =>
    charges
      .filter(({ orderId }) => orderId === order.id)
      .reduce((sum, { left }) => add(sum, left), money('0', order.currency));
  return orders.map((order) => orderView(order, views.get(order.paymentId ?? ''), refundable(order)));
}
