import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, SYSTEM } from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { Order } from '../../orders/order.entity';
import { settingsOf } from '../../settings/settings.entity';
import type { Initiator } from '../initiator';
import { Transaction } from '../transaction.entity';
import { expectWithinLimit } from './refund-limit';
import { RefundQueueEntry } from './refund-queue-entry.entity';
import { leaveQueue } from './refund-queue-outcome';
import { reversalOf } from './reversals';

/**
 * Begins another try of a refund in the queue, whose entry is locked: a transaction of its own, under a key of its own
 * at the processor, since the one before was declined for good.
 * @param by who tries; null: it is tried by itself
 * @throws DomainError `billing.refund_not_waiting`; `billing.already_charged_back` where the customer's bank has taken so
 *   much back that more would be given back than was taken; `billing.refund_limit_exceeded`
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
  entry.expectWaiting();
  if (charge.overReturned) throw new DomainError('billing.already_charged_back');
  // Whoever promised it has had it counted then.
  const { correlationId, promised, actor } = entry.initiator;
  const own = promised === true && by?.actor.id === actor.id ? { promised } : {};
  if (by !== null && own.promised === undefined)
    await expectWithinLimit(em, entry.price, by.actor, now, entry.id);
  const initiator: Initiator = { ...(by ?? { actor: SYSTEM, correlationId }), ...own, queued: true };
  const { price: amount, reason } = entry;
  const refund = reversalOf(order, charge, { type: 'refund', amount }, { reason, initiator, now, nextTryAt });
  entry.tryAgain(refund, by === null, now, (await settingsOf(em)).timeZone);
  em.persist(refund);
  await em.flush();
  return refund;
}

/**
 * Begins the try of a day of one that is due, whose order is locked; where the customer's bank has taken the money back
 * meanwhile, so that not so much is left to be refunded, it leaves the queue.
 * @returns whether there was something to do
 */
export async function tryByItself(
  em: EntityManager,
  order: Order,
  id: string,
  dueBy: Date,
): Promise<boolean> {
  const due = { id, status: 'waiting', nextTryAt: { $lte: dueBy } } as const;
  const entry = await em.findOne(RefundQueueEntry, due, {
    lockMode: LockMode.PESSIMISTIC_WRITE,
    refresh: true,
  });
  if (entry === null) return false;
  const now = clock.now();
  const charge = await em.findOneOrFail(Transaction, { id: entry.chargeId });
  if (charge.overReturned) {
    entry.remove(SYSTEM.username, 'Charged back', now);
    leaveQueue(em, order, charge, entry, 'charged_back', { correlationId: entry.initiator.correlationId });
  } else await beginRefundTry(em, entry, null, now, now);
  return true;
}
