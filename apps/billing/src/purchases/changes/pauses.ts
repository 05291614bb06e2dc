import { record } from '@daybook/persistence';
import { instructEngine } from '../../engines/engine-instructions';
import { billingDate, daysAfter, daysBetween, monthsAfter } from '../billing-dates';
import { aboutPurchase, subscriptionOf, type LockedPurchase } from '../purchase-commands';
import type { ScheduledPause } from '../scheduled-changes';

/**
 * The pause begins: the billing dates move on by its months, so that what is paid for is used afterwards. An engine
 * was told when it was decided.
 */
export function beginPause(scene: LockedPurchase, { dueAt, months }: ScheduledPause, reason?: string): void {
  const { em, purchase, now } = scene;
  const { from, months: before, days } = purchase.series;
  const since = new Date(dueAt);
  purchase.become('paused', now);
  purchase.scheduledPause = null;
  purchase.pausedAt = since;
  purchase.pauseMonths = months;
  purchase.pauseEndsAt = monthsAfter(since, months, purchase.timeZone);
  purchase.billBySeries({ from, months: before + months, days });
  record(em, 'billing.purchase.paused', {
    ...aboutPurchase(scene, reason),
    attributes: { ...subscriptionOf(scene), months },
  });
}

/** The pause has lasted its months. */
export async function endPause(scene: LockedPurchase): Promise<void> {
  const { em, purchase, now } = scene;
  purchase.become('active', now);
  record(em, 'billing.purchase.pause_ended', {
    ...aboutPurchase(scene),
    attributes: subscriptionOf(scene),
  });
  await tellResumed(scene, 'pause_ended');
}

/** The pause ends before its time: what had been paid for when it began is used first. @throws DomainError `billing.purchase_not_live` */
export async function endPauseEarly(scene: LockedPurchase, reason?: string): Promise<void> {
  const { em, purchase, now } = scene;
  purchase.expectStatus('paused');
  const { from, months, days } = purchase.series;
  const dueBefore = billingDate(
    { from, months: months - (purchase.pauseMonths ?? 0), days },
    purchase.timeZone,
  );
  const unused = daysBetween(purchase.pausedAt ?? now, dueBefore, purchase.timeZone);
  purchase.become('active', now);
  purchase.billNextAt(unused > 0 ? daysAfter(now, unused, purchase.timeZone) : now);
  record(em, 'billing.purchase.pause_ended_early', {
    ...aboutPurchase(scene, reason),
    attributes: subscriptionOf(scene),
  });
  await tellResumed(scene, 'pause_ended_early');
}

async function tellResumed(
  { em, purchase, now }: LockedPurchase,
  cause: 'pause_ended' | 'pause_ended_early',
): Promise<void> {
  await instructEngine(em, purchase, 'purchase.resumed', {
    resumedAt: now.toISOString(),
    cause,
    ...(purchase.nextBillAt === null ? {} : { nextBillAt: purchase.nextBillAt.toISOString() }),
  });
}
