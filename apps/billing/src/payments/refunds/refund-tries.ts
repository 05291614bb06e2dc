import type { EntityManager } from '@mikro-orm/postgresql';
import { SYSTEM } from '@daybook/contracts';
import { Order } from '../../orders/order.entity';
import { settingsOf } from '../../settings/settings.entity';
import type { Initiator } from '../initiator';
import { Transaction } from '../transaction.entity';
import { expectWithinLimit } from './refund-limit';
import type { RefundQueueEntry } from './refund-queue-entry.entity';
import { reversalOf } from './reversals';

/**
 * Begins another try of a refund in the queue, whose entry is locked: a transaction of its own, under a key of its own
 * at the processor, since the one before was declined for good.
 * @param by who tries; null: it is tried by itself
 * @throws DomainError `billing.refund_not_waiting`, `billing.refund_limit_exceeded`
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
  if (by !== null) await expectWithinLimit(em, entry.price, by.actor, now, entry.id);
  const initiator = by ?? { actor: SYSTEM, correlationId: entry.initiator.correlationId };
  const { price: amount, reason } = entry;
  const refund = reversalOf(order, charge, { type: 'refund', amount }, { reason, initiator, now, nextTryAt });
  entry.tryAgain(refund, by === null, now, (await settingsOf(em)).timeZone);
  em.persist(refund);
  await em.flush();
  return refund;
}
