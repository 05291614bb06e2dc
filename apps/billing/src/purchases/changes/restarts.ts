import { DomainError, type RestartPurchaseInput } from '@daybook/contracts';
import { record } from '@daybook/persistence';
import { instructEngine } from '../../engines/engine-instructions';
import { discountOf } from '../cycle-price';
import { billingDay } from './purchase-changes';
import { aboutPurchase, subscriptionOf, type LockedPurchase } from '../purchase-commands';
import type { Purchase } from '../purchase.entity';
import { instructChange } from '../purchase-instructions';

/** Begins the trial anew. @throws DomainError `billing.purchase_not_live` */
export async function restartTrial(scene: LockedPurchase, reason?: string): Promise<void> {
  const { em, purchase, now } = scene;
  purchase.expectStatus('trial');
  if (purchase.trial === null) throw new Error(`purchase ${purchase.id} is in a trial without terms`);
  purchase.beginTrial(purchase.trial, now);
  purchase.stateAsOf = now;
  record(em, 'billing.trial.restarted', {
    ...aboutPurchase(scene, reason),
    attributes: { ...subscriptionOf(scene), endsOn: purchase.day(purchase.dueAt) },
  });
  await instructChange(em, purchase, ['trial_restarted'], now);
}

/** Ends the trial now: the first full cycle is billed next. @throws DomainError `billing.purchase_not_live` */
export async function skipTrial(scene: LockedPurchase, reason?: string): Promise<void> {
  const { em, purchase, now } = scene;
  purchase.expectStatus('trial');
  purchase.trialSkipped = true;
  purchase.trialEndsAt = now;
  purchase.become('active', now);
  purchase.billNextAt(now);
  record(em, 'billing.trial.skipped', { ...aboutPurchase(scene, reason), attributes: subscriptionOf(scene) });
  await instructChange(em, purchase, ['trial_skipped'], now);
}

/** Stops the trial: nothing is billed any more. @throws DomainError `billing.purchase_not_live` */
export async function stopTrial(scene: LockedPurchase, reason: string): Promise<void> {
  const { em, purchase, now } = scene;
  purchase.expectStatus('trial');
  purchase.become('cancelled', now);
  purchase.cancelReason = reason;
  record(em, 'billing.trial.stopped', { ...aboutPurchase(scene, reason), attributes: subscriptionOf(scene) });
  await instructEngine(em, purchase, 'purchase.cancelled', { cancelledAt: now.toISOString() });
}

/**
 * Cancels a purchase now, tells its engine where it has one, and records it.
 * @throws DomainError `billing.purchase_not_live`
 */
export async function cancelPurchase(scene: LockedPurchase, reason: string | null): Promise<void> {
  const { em, purchase, now } = scene;
  // An engine was told of a scheduled cancellation when it was scheduled.
  const toldBefore =
    purchase.scheduledCancellation !== null && new Date(purchase.scheduledCancellation.dueAt) <= now;
  purchase.become('cancelled', now);
  purchase.cancelReason = reason;
  if (!toldBefore)
    await instructEngine(em, purchase, 'purchase.cancelled', { cancelledAt: now.toISOString() });
  record(em, 'billing.rebill.cancelled', {
    ...aboutPurchase(scene, reason ?? undefined),
    attributes: subscriptionOf(scene),
  });
}

/**
 * Restarts a purchase that has stopped.
 * @throws DomainError `billing.purchase_not_stopped`, `billing.order_not_open`, `billing.date_in_past`
 */
export async function restartPurchase(scene: LockedPurchase, input: RestartPurchaseInput): Promise<void> {
  const { em, order, purchase, now } = scene;
  if (purchase.live) {
    throw new DomainError('billing.purchase_not_stopped', { detail: `The purchase is ${purchase.status}.` });
  }
  order.expectStatus('complete', 'billed again');
  const due = input.nextBillDate === undefined ? null : billingDay(purchase, input.nextBillDate, now);
  if (purchase.status === 'complete') beginCyclesAnew(purchase);
  goOn(purchase, now);
  if (due !== null) purchase.billNextAt(due);
  purchase.cancelReason = null;
  record(em, 'billing.rebill.restarted', {
    ...aboutPurchase(scene, input.reason),
    attributes: subscriptionOf(scene),
  });
  await instructEngine(em, purchase, 'purchase.resumed', {
    resumedAt: now.toISOString(),
    cause: 'restarted',
    ...(purchase.nextBillAt === null ? {} : { nextBillAt: purchase.nextBillAt.toISOString() }),
  });
}

/** Its cycles begin anew; its billing date stays. @throws DomainError `billing.purchase_not_live`, `billing.order_not_open` */
export async function restartBilling(scene: LockedPurchase, reason?: string): Promise<void> {
  const { em, order, purchase, now } = scene;
  purchase.expectStatus('active', 'paused');
  order.expectStatus('complete', 'billed again');
  beginCyclesAnew(purchase);
  record(em, 'billing.purchase.billing_restarted', {
    ...aboutPurchase(scene, reason),
    attributes: subscriptionOf(scene),
  });
  await instructChange(em, purchase, ['cycles_restarted'], now);
}

/**
 * As many cycles again follow its final one.
 * @throws DomainError `billing.purchase_not_live`, `billing.order_not_open`, `billing.not_renewable`
 */
export async function renewPurchase(scene: LockedPurchase, reason?: string): Promise<void> {
  const { em, order, purchase, now } = scene;
  purchase.expectStatus('active', 'paused', 'recycle_billing', 'complete');
  order.expectStatus('complete', 'renewed');
  const { finalCycle } = purchase.terms;
  if (finalCycle === undefined) throw new DomainError('billing.not_renewable');
  const oneTerm = finalCycle / (purchase.renewals + 1);
  purchase.terms = { ...purchase.terms, finalCycle: finalCycle + oneTerm };
  purchase.renewals += 1;
  if (purchase.status === 'complete') goOn(purchase, now);
  record(em, 'billing.purchase.renewed', {
    ...aboutPurchase(scene, reason),
    attributes: { ...subscriptionOf(scene), ...discountOf(purchase) },
  });
  await instructChange(em, purchase, ['renewed'], now);
}

/** The next cycle falls due in its turn, or now where its date is past. */
function goOn(purchase: Purchase, now: Date): void {
  purchase.become('active', now);
  purchase.recycleTries = 0;
  if (purchase.dueAt > now) purchase.nextBillAt = purchase.dueAt;
  else purchase.billNextAt(now);
}

/** What is billed next is the first cycle of another run: facts of the earlier one are other facts. */
function beginCyclesAnew(purchase: Purchase): void {
  purchase.run += 1;
  purchase.cycle = 0;
  purchase.attempts = 0;
}
