import {
  DomainError,
  times,
  type CancelPurchaseInput,
  type PausePurchaseInput,
  type SucceedingProductInput,
} from '@daybook/contracts';
import { record } from '@daybook/persistence';
import { instructEngine } from '../../engines/engine-instructions';
import { monthsAfter } from '../billing-dates';
import { aboutPurchase, subscriptionOf, type LockedPurchase } from '../purchase-commands';
import type { Purchase } from '../purchase.entity';
import { instructChange } from '../purchase-instructions';
import { cancelPurchase } from './restarts';
import { beginPause } from './pauses';
import { expectCheaper, replacementOf } from './product-changes';
import type { ScheduledCancellation, ScheduledDowngrade, ScheduledPause } from '../scheduled-changes';

/** Cancels now, or schedules it. @throws DomainError `billing.purchase_not_live`, `billing.already_scheduled` */
export async function cancelOrSchedule(scene: LockedPurchase, input: CancelPurchaseInput): Promise<void> {
  const { em, purchase } = scene;
  if (input.when !== 'next_date') return cancelPurchase(scene, input.reason);
  expectLive(purchase);
  if (purchase.scheduledCancellation !== null) refuseSecond('A cancellation');
  const due = nextDate(scene);
  purchase.scheduledCancellation = { dueAt: due.toISOString() };
  purchase.cancelReason = input.reason;
  record(em, 'billing.purchase.cancellation_scheduled', {
    ...aboutPurchase(scene, input.reason),
    attributes: { ...subscriptionOf(scene), scheduledDate: purchase.day(due) },
  });
  await instructEngine(em, purchase, 'purchase.cancelled', { cancelledAt: due.toISOString() });
}

/** @throws DomainError `billing.nothing_scheduled` */
export async function withdrawCancellation(scene: LockedPurchase): Promise<void> {
  const { em, purchase, now } = scene;
  take(purchase.scheduledCancellation, now);
  purchase.scheduledCancellation = null;
  purchase.cancelReason = null;
  record(em, 'billing.purchase.cancellation_withdrawn', {
    ...aboutPurchase(scene),
    attributes: subscriptionOf(scene),
  });
  await instructEngine(em, purchase, 'purchase.resumed', {
    resumedAt: now.toISOString(),
    cause: 'cancellation_withdrawn',
    ...nextBillOf(purchase),
  });
}

/** Pauses now, or schedules it. @throws DomainError `billing.purchase_not_live`, `billing.already_scheduled` */
export async function pauseOrSchedule(scene: LockedPurchase, input: PausePurchaseInput): Promise<void> {
  const { em, purchase, now } = scene;
  const { months, reason } = input;
  purchase.expectStatus('active');
  if (purchase.scheduledCancellation !== null) refuseSecond('A cancellation');
  const due = input.when === 'now' ? now : nextDate(scene);
  if (input.when === 'now') {
    beginPause(scene, { months, dueAt: now.toISOString() }, reason);
  } else {
    if (purchase.scheduledPause !== null) refuseSecond('A pause');
    purchase.scheduledPause = { dueAt: due.toISOString(), months };
    record(em, 'billing.purchase.pause_scheduled', {
      ...aboutPurchase(scene, reason),
      attributes: { ...subscriptionOf(scene), months, scheduledDate: purchase.day(due) },
    });
  }
  await instructEngine(em, purchase, 'purchase.paused', {
    pausedAt: due.toISOString(),
    months,
    resumesAt: monthsAfter(due, months, purchase.timeZone).toISOString(),
  });
}

/** @throws DomainError `billing.nothing_scheduled` */
export async function withdrawPause(scene: LockedPurchase): Promise<void> {
  const { em, purchase, now } = scene;
  take(purchase.scheduledPause, now);
  purchase.scheduledPause = null;
  record(em, 'billing.purchase.pause_withdrawn', {
    ...aboutPurchase(scene),
    attributes: subscriptionOf(scene),
  });
  await instructEngine(em, purchase, 'purchase.resumed', {
    resumedAt: now.toISOString(),
    cause: 'pause_withdrawn',
    ...nextBillOf(purchase),
  });
}

/** Schedules a cheaper product. @throws DomainError as `DowngradePurchase` lists */
export async function scheduleDowngrade(scene: LockedPurchase, input: SucceedingProductInput): Promise<void> {
  const { em, order, purchase } = scene;
  expectLive(purchase);
  if (purchase.scheduledCancellation !== null) refuseSecond('A cancellation');
  if (purchase.scheduledDowngrade !== null) refuseSecond('A downgrade');
  const next = await replacementOf(em, purchase, input);
  expectCheaper(purchase, next);
  const due = nextDate(scene);
  purchase.scheduledDowngrade = { ...next, dueAt: due.toISOString() };
  record(em, 'billing.purchase.downgrade_scheduled', {
    ...aboutPurchase(scene, input.reason),
    attributes: {
      productNameFrom: purchase.productName,
      productNameTo: next.productName,
      orderId: order.id,
      scheduledDate: purchase.day(due),
    },
  });
  const price = times(next.unitPrice, next.quantity);
  await instructChange(em, purchase, ['product'], due, { ...next, price });
}

/** @throws DomainError `billing.nothing_scheduled` */
export async function withdrawDowngrade(scene: LockedPurchase): Promise<void> {
  const { em, purchase, now } = scene;
  take(purchase.scheduledDowngrade, now);
  purchase.scheduledDowngrade = null;
  record(em, 'billing.purchase.downgrade_withdrawn', {
    ...aboutPurchase(scene),
    attributes: subscriptionOf(scene),
  });
  await instructChange(em, purchase, ['downgrade_withdrawn'], now);
}

/** When what is scheduled "for the next date" takes effect. */
function nextDate({ purchase, now }: LockedPurchase): Date {
  return purchase.pauseEndsAt ?? purchase.retryAt ?? purchase.nextBillAt ?? now;
}

/** What is due already is done by itself any moment: too late to withdraw it. */
function take(change: ScheduledPause | ScheduledCancellation | ScheduledDowngrade | null, now: Date): void {
  if (change === null || new Date(change.dueAt) <= now) throw new DomainError('billing.nothing_scheduled');
}

function expectLive(purchase: Purchase): void {
  purchase.expectStatus('trial', 'active', 'recycle_billing', 'paused');
}

function nextBillOf({ nextBillAt }: Purchase): { nextBillAt?: string } {
  return nextBillAt === null ? {} : { nextBillAt: nextBillAt.toISOString() };
}

function refuseSecond(what: string): never {
  throw new DomainError('billing.already_scheduled', { detail: `${what} is scheduled already.` });
}
