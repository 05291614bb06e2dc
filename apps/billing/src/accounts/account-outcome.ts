import type { EntityManager } from '@mikro-orm/postgresql';
import { clock, record } from '@daybook/persistence';
import { contextOfOrder, nameOf } from '../orders/order-context';
import type { Order } from '../orders/order.entity';
import { initiatedBy } from '../payments/initiator';
import type { Transaction } from '../payments/transaction.entity';
import { AccountEntry } from './account-entry.entity';
import { lockAccount } from './account.entity';

/** An additional payment has its outcome. One that was declined is told to its caller only: nothing was paid. */
export async function recordAccountPayment(
  em: EntityManager,
  order: Order,
  payment: Transaction,
): Promise<void> {
  if (payment.outcome !== 'success') return;
  const now = clock.now();
  await lockAccount(em, order.customerId, now);
  em.persist(
    AccountEntry.of('payment', order.customerId, payment.price, {
      paymentMethod: payment.card,
      transactionId: payment.id,
      initiator: payment.initiator,
      occurredAt: now,
    }),
  );
  record(em, 'billing.payment.received', {
    ...initiatedBy(payment.initiator),
    context: contextOfOrder(order),
    about: { orderId: order.id, transactionId: payment.id },
    personal: nameOf(order),
    attributes: { paymentMethod: payment.card, amount: payment.price },
  });
}

/** A void or a refund has its outcome: where it gave back an additional payment, the account has that no more. */
export async function recordAccountRefund(
  em: EntityManager,
  { customerId }: Order,
  refund: Transaction,
): Promise<void> {
  if (refund.purpose !== 'account' || refund.outcome !== 'success') return;
  const now = clock.now();
  await lockAccount(em, customerId, now);
  em.persist(
    AccountEntry.of('charge', customerId, refund.price, {
      reason: refund.reason,
      transactionId: refund.id,
      initiator: refund.initiator,
      occurredAt: now,
    }),
  );
}
