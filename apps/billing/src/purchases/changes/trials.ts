import { instructEngine } from '../../engines/engine-instructions';
import { expectNotRemoved } from '../../payments/methods/kept-payment-methods';
import type { LockedPurchase } from '../locked-purchase';
import { recordPurchaseEvent } from '../purchase-events';
import { instructChange, instructResumed } from '../purchase-instructions';

/** Begins the trial anew, also one that was stopped. @throws DomainError `billing.purchase_not_live`, `billing.order_not_open` */
export async function restartTrial(locked: LockedPurchase, reason?: string): Promise<void> {
  const { em, order, purchase, now } = locked;
  const stopped = purchase.status === 'cancelled' && purchase.endsTrial;
  if (!stopped) purchase.expectStatus('trial');
  else {
    order.expectStatus('complete', 'billed again');
    await expectNotRemoved(em, purchase.paymentMethodId);
  }
  if (purchase.trial === null) throw new Error(`purchase ${purchase.id} is in a trial without terms`);
  purchase.beginTrial(purchase.trial, now);
  purchase.stateAsOf = now;
  purchase.cancelReason = null;
  recordPurchaseEvent(
    locked,
    'billing.trial.restarted',
    { endsOn: purchase.day(purchase.dueAt) },
    { reason },
  );
  if (stopped) await instructResumed(locked, 'restarted');
  await instructChange(em, purchase, ['trial_restarted'], now);
}

/** Ends the trial now: the first full cycle is billed next. @throws DomainError `billing.purchase_not_live` */
export async function skipTrial(locked: LockedPurchase, reason?: string): Promise<void> {
  const { em, purchase, now } = locked;
  purchase.expectStatus('trial');
  purchase.trialSkipped = true;
  purchase.trialEndsAt = now;
  purchase.become('active', now);
  purchase.billNextAt(now);
  recordPurchaseEvent(locked, 'billing.trial.skipped', {}, { reason });
  await instructChange(em, purchase, ['trial_skipped'], now);
}

/** Stops the trial: nothing is billed any more. @throws DomainError `billing.purchase_not_live` */
export async function stopTrial(locked: LockedPurchase, reason: string): Promise<void> {
  const { em, purchase, now } = locked;
  purchase.expectStatus('trial');
  purchase.become('cancelled', now);
  purchase.cancelReason = reason;
  recordPurchaseEvent(locked, 'billing.trial.stopped', {}, { reason });
  await instructEngine(em, purchase, 'purchase.cancelled', { cancelledAt: now.toISOString() });
}
