import type { EntityManager } from '@mikro-orm/postgresql';
import { SYSTEM } from '@daybook/contracts';
import { Order } from '../../orders/order.entity';
import { settingsOf } from '../../settings/settings.entity';
import type { Initiator } from '../initiator';
import { Transaction } from '../transaction.entity';
import type { RefundQueueEntry } from './refund-queue-entry.entity';

/**
 * Begins another try of a refund in the queue, whose entry is locked: a transaction of its own, under a key of its own
 * at the processor, since the one before was declined for good.
 * @param by who tries; null: it is tried by itself
 * @throws DomainError `billing.refund_not_waiting`
 */
export async function beginRefundTry(
  em: EntityManager,
  entry: RefundQueueEntry,
  by: Initiator | null,
  now: Date,
  nextTryAt: Date,
): Promise<Transaction> {
  const order = await em.findOneOrFail(Order, { id: entry.orderId });
  const charge = await em.findOneOrFail(Transaction, { id: entry.chargeId });
  const refund = Transaction.begin('refund', order, {
    amount: entry.price,
    initiator: by ?? { actor: SYSTEM, correlationId: entry.initiator.correlationId },
    now,
    nextTryAt,
    parent: charge,
    ...(entry.reason === null ? {} : { reason: entry.reason }),
  });
  entry.tryAgain(refund, by === null, now, (await settingsOf(em)).timeZone);
  em.persist(refund);
  await em.flush();
  return refund;
}
