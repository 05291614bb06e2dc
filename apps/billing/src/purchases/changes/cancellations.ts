import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CancelPurchaseInput } from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import type { Order } from '../../orders/order.entity';
import { initiatedBy } from '../../payments/initiator';
import { returnedWhole } from '../../payments/order-payments';
import type { OrderReturn } from '../../payments/payment-outcomes';
import type { Transaction } from '../../payments/transaction.entity';
import { instructEngine } from '../../engines/engine-instructions';
import type { LockedPurchase } from '../locked-purchase';
import { recordPurchaseEvent } from '../purchase-events';
import { withPurchaseListeners } from '../purchase-listeners';
import { liveStatuses } from '../purchase-transitions';
import { Purchase } from '../purchase.entity';
import { instructResumed } from '../purchase-instructions';
import { expectStillScheduled, nextDate, refuseSecond } from './scheduling';

/**
 * Cancels a purchase now, tells its engine where it has one, and records it.
 * @throws DomainError `billing.purchase_not_live`
 */
export async function cancelPurchase(locked: LockedPurchase, reason: string | null): Promise<void> {
  const { em, purchase, now } = locked;
  // An engine was told of a scheduled cancellation when it was scheduled.
  const reportedBefore =
    purchase.scheduledCancellation !== null && new Date(purchase.scheduledCancellation.dueAt) <= now;
  purchase.become('cancelled', now);
  purchase.cancelReason = reason;
  if (!reportedBefore)
    await instructEngine(em, purchase, 'purchase.cancelled', { cancelledAt: now.toISOString() });
  recordPurchaseEvent(locked, 'billing.rebill.cancelled', {}, { reason });
}

/** Cancels what is still billed of an order, for what happened to the order. */
export async function cancelPurchasesOf(
  em: EntityManager,
  order: Order,
  reason: string | null,
  by: LockedPurchase['by'],
): Promise<void> {
  const now = clock.now();
  for (const purchase of await livePurchasesOf(em, order)) {
    const locked = { em, order, purchase, now, by };
    if (purchase.openPaymentId === null) {
      await withPurchaseListeners(locked, () => cancelPurchase(locked, reason));
      continue;
    }
    // A cycle of it is being billed: once that has its outcome.
    purchase.cancelReason = reason;
    purchase.scheduledCancellation = { dueAt: now.toISOString() };
  }
}

/**
 * All that was paid for an order is given back: its purchases stop, or are kept where whoever gave it back wants them to
 * go on.
 */
export async function followOrderReturn(
  em: EntityManager,
  order: Order,
  { purchases, reason, by }: OrderReturn,
): Promise<void> {
  if (purchases === 'cancel') return cancelPurchasesOf(em, order, reason, by);
  const now = clock.now();
  for (const purchase of await livePurchasesOf(em, order)) {
    if (purchase.keptAfterRefund) continue;
    purchase.keptAfterRefund = true;
    recordPurchaseEvent({ em, order, purchase, now, by }, 'billing.purchase.kept', {}, { reason });
  }
}

/** The same where a void or a refund of a charge has its outcome; once: a try of a refund that waited decides nothing anew. */
export async function followReversal(em: EntityManager, order: Order, given: Transaction): Promise<void> {
  if (given.initiator.queued === true) return;
  if (!(await returnedWhole(em, order))) return;
  await followOrderReturn(em, order, {
    purchases: given.keepPurchases ? 'keep' : 'cancel',
    reason: given.reason,
    by: initiatedBy(given.initiator),
  });
}

function livePurchasesOf(em: EntityManager, { id: orderId }: Order): Promise<Purchase[]> {
  const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true, orderBy: { id: 'asc' } } as const;
  return em.find(Purchase, { orderId, status: { $in: [...liveStatuses] } }, lock);
}

/** Cancels now, or schedules it. @throws DomainError `billing.purchase_not_live`, `billing.already_scheduled` */
export async function cancelOrSchedule(locked: LockedPurchase, input: CancelPurchaseInput): Promise<void> {
  const { em, purchase } = locked;
  const { reason } = input;
  if (input.when !== 'next_date') return cancelPurchase(locked, reason);
  purchase.expectLive();
  if (purchase.scheduledCancellation !== null) refuseSecond('A cancellation');
  const due = nextDate(locked);
  purchase.scheduledCancellation = { dueAt: due.toISOString() };
  purchase.cancelReason = reason;
  recordPurchaseEvent(
    locked,
    'billing.purchase.cancellation_scheduled',
    { scheduledDate: purchase.day(due) },
    { reason },
  );
  await instructEngine(em, purchase, 'purchase.cancelled', { cancelledAt: due.toISOString() });
}

/** @throws DomainError `billing.nothing_scheduled` */
export async function withdrawCancellation(locked: LockedPurchase): Promise<void> {
  const { purchase, now } = locked;
  expectStillScheduled(purchase.scheduledCancellation, now);
  purchase.scheduledCancellation = null;
  purchase.cancelReason = null;
  recordPurchaseEvent(locked, 'billing.purchase.cancellation_withdrawn', {});
  await instructResumed(locked, 'cancellation_withdrawn');
}
