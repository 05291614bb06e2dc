import { type CancelPurchaseInput } from '@daybook/contracts';
import { instructEngine } from '../../engines/engine-instructions';
import type { LockedPurchase } from '../locked-purchase';
import { recordPurchaseEvent } from '../purchase-events';
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
