import type { Transaction } from '../../payments/transaction.entity';
import type { LockedPurchase } from '../locked-purchase';
import { recordPurchaseEvent } from '../purchase-events';
import type { Purchase } from '../purchase.entity';
import type { PurchaseFact } from '../purchase-transitions';
import { recycleProfileOf, retryTime } from './recycling';

/** A cycle that was declined, and the transaction that says so. */
interface Declined {
  cycle: number;
  payment: Transaction;
  /** What its engine told; absent for one that we bill. */
  fact?: Extract<PurchaseFact, { type: 'trial.failed' | 'rebill.failed' | 'recycle.failed' }>;
}

/**
 * A cycle was declined, whoever tried to bill it: taken over into the purchase and recorded. Where it is tried again,
 * recycle billing begins.
 */
export async function recordDeclinedCycle(
  locked: LockedPurchase,
  { cycle, payment, fact }: Declined,
): Promise<void> {
  const { purchase, now, by } = locked;
  const before = purchase.status;
  const type = fact?.type ?? (before === 'recycle_billing' ? 'recycle.failed' : 'rebill.failed');
  if (fact === undefined) await planRetry(locked, payment);
  else payment.unexpected = purchase.apply(fact, by?.time ?? now).unexpected;
  const answer = {
    processor: payment.processor ?? undefined,
    responseCode: payment.responseCode ?? undefined,
  };
  const details = { payment, unexpected: payment.unexpected };
  recordPurchaseEvent(locked, `billing.${type}`, answer, details);
  // An engine tells of the trial itself.
  if (fact === undefined && before === 'trial' && purchase.status !== 'trial') {
    recordPurchaseEvent(locked, 'billing.trial.failed', answer, details);
  }
  if (before === 'recycle_billing' || purchase.status !== 'recycle_billing') return;
  const ours = fact === undefined ? { payment } : {};
  recordPurchaseEvent(locked, 'billing.recycle.started', { cycle }, ours);
}

/** It is tried again as the campaign's recycle profile says, or given up. */
async function planRetry({ em, purchase, now }: LockedPurchase, payment: Transaction): Promise<void> {
  // Trying a card is no verdict on the purchase, nor is one more decline of what was given up.
  if (onAnotherCard(purchase, payment) || purchase.status === 'recycle_failed') return;
  const recycling = purchase.status === 'recycle_billing';
  // A try that somebody forced before its time does not use up one of the profile's.
  const forcedEarly = recycling && purchase.retryAt !== null && purchase.retryAt > now;
  if (recycling && !forcedEarly) purchase.recycleTries += 1;
  const profile = await recycleProfileOf(em, purchase);
  const again = forcedEarly ? purchase.retryAt : retryTime(profile, purchase.recycleTries, purchase, now);
  if (payment.outcome === 'hard_decline' || again === null) return purchase.become('recycle_failed', now);
  if (!recycling) purchase.become('recycle_billing', now);
  purchase.retryAt = again;
}

/** Whether somebody had another card tried than the one that its cycles are charged to. */
function onAnotherCard(purchase: Purchase, { paymentMethodId }: Transaction): boolean {
  return paymentMethodId !== null && paymentMethodId !== purchase.paymentMethodId;
}
