import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, money, type OrderView } from '@daybook/contracts';
import { rows as rowsOf } from '@daybook/persistence';
import type { Order } from '../orders/order.entity';
import { orderView } from '../orders/order.views';
import { OUTSIDE, Transaction } from './transaction.entity';
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

/** Orders as they are, each with its latest payment and what can be given back of it. */
export async function ordersWithPayments(em: EntityManager, orders: readonly Order[]): Promise<OrderView[]> {
  if (orders.length === 0) return [];
  const ids = orders.flatMap(({ paymentId }) => paymentId ?? []);
  const payments = ids.length === 0 ? [] : await em.find(Transaction, { id: { $in: ids } });
  const views = new Map(payments.map((payment) => [payment.id, transactionView(payment)]));
  const refundable = await refundableOf(
    em,
    orders.map(({ id }) => id),
  );
  return orders.map((order) =>
    orderView(
      order,
      views.get(order.paymentId ?? ''),
      money(refundable.get(order.id) ?? '0', order.currency),
    ),
  );
}

/** What is left of the charges of orders that can be given back, as `refundableChargesOf` finds them, by order. */
async function refundableOf(em: EntityManager, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await rowsOf<{ orderId: string; left: string }>(
    em,
    `select order_id as "orderId", sum(greatest(amount - refunded - coalesce(charged_back, 0), 0))::text as "left"
       from payment_transaction
      where order_id = any($1::uuid[]) and type in ('sale', 'authorize') and outcome = 'success'
        and purpose in ('order', 'rebill') and not voided
        and engine_id is null and processor is distinct from $2
      group by order_id`,
    [ids, OUTSIDE],
  );
  return new Map(found.map(({ orderId, left }) => [orderId, left]));
}
