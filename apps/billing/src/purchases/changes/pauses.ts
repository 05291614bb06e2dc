import type { PausePurchaseInput } from '@daybook/contracts';
import { instructEngine } from '../../engines/engine-instructions';
import { billingDate, daysAfter, daysBetween, monthsAfter } from '../billing-dates';
import type { LockedPurchase } from '../locked-purchase';
import { recordPurchaseEvent } from '../purchase-events';
import { instructResumed } from '../purchase-instructions';
import type { ScheduledPause } from '../scheduled-changes';
import { expectStillScheduled, nextDate, refuseSecond } from './scheduling';

/** Pauses now, or schedules it. @throws DomainError `billing.purchase_not_live`, `billing.already_scheduled` */
export async function pauseOrSchedule(locked: LockedPurchase, input: PausePurchaseInput): Promise<void> {
  const { em, purchase, now } = locked;
  const { months, reason } = input;
  purchase.expectStatus('active');
  if (purchase.scheduledCancellation !== null) refuseSecond('A cancellation');
  const due = input.when === 'now' ? now : nextDate(locked);
  if (input.when === 'now') {
    beginPause(locked, { months, dueAt: now.toISOString() }, reason);
  } else {
    if (purchase.scheduledPause !== null) refuseSecond('A pause');
    purchase.scheduledPause = { dueAt: due.toISOString(), months };
    const attributes = { months, scheduledDate: purchase.day(due) };
    recordPurchaseEvent(locked, 'billing.purchase.pause_scheduled', attributes, { reason });
  }
  await instructEngine(em, purchase, 'purchase.paused', {
    pausedAt: due.toISOString(),
    months,
    resumesAt: monthsAfter(due, months, purchase.timeZone).toISOString(),
  });
}

/** @throws DomainError `billing.nothing_scheduled` */
export async function withdrawPause(locked: LockedPurchase): Promise<void> {
  const { purchase, now } = locked;
  expectStillScheduled(purchase.scheduledPause, now);
  purchase.scheduledPause = null;
  recordPurchaseEvent(locked, 'billing.purchase.pause_withdrawn', {});
  await instructResumed(locked, 'pause_withdrawn');
}

/**
 * The pause begins: the billing dates move on by its months, so that what is paid for is used afterwards. An engine
 * was told when it was decided.
 */
export function beginPause(locked: LockedPurchase, { dueAt, months }: ScheduledPause, reason?: string): void {
  const { purchase, now } = locked;
  const { from, months: before, days } = purchase.series;
  const since = new Date(dueAt);
  purchase.become('paused', now);
  purchase.scheduledPause = null;
  purchase.pausedAt = since;
  purchase.pauseMonths = months;
  purchase.pauseEndsAt = monthsAfter(since, months, purchase.timeZone);
  // A series that counts days as well would come out of a pause of months on another day than the pause ends: it
  // begins anew at the date that was due, and not at the one it moves to, from which months back may lead elsewhere.
  const series =
    days === 0 ? { from, months: before + months, days } : { from: purchase.dueAt, months, days: 0 };
  purchase.billBySeries(series);
  recordPurchaseEvent(locked, 'billing.purchase.paused', { months }, { reason });
}

/** The pause has lasted its months. */
export async function endPause(locked: LockedPurchase): Promise<void> {
  locked.purchase.become('active', locked.now);
  recordPurchaseEvent(locked, 'billing.purchase.pause_ended', {});
  await instructResumed(locked, 'pause_ended');
}

/** The pause ends before its time: what had been paid for when it began is used first. @throws DomainError `billing.purchase_not_live` */
export async function endPauseEarly(locked: LockedPurchase, reason?: string): Promise<void> {
  const { purchase, now } = locked;
  purchase.expectStatus('paused');
  const { from, months, days } = purchase.series;
  const dueBefore = billingDate(
    { from, months: months - (purchase.pauseMonths ?? 0), days },
    purchase.timeZone,
  );
  const unused = daysBetween(purchase.pausedAt ?? now, dueBefore, purchase.timeZone);
  purchase.become('active', now);
  purchase.billNextAt(unused > 0 ? daysAfter(now, unused, purchase.timeZone) : now);
  recordPurchaseEvent(locked, 'billing.purchase.pause_ended_early', {}, { reason });
  await instructResumed(locked, 'pause_ended_early');
}
