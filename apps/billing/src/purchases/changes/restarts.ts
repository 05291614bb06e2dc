import { DomainError, type RestartPurchaseInput } from '@daybook/contracts';
import { discountOf } from '../cycle-price';
import type { LockedPurchase } from '../locked-purchase';
import { recordPurchaseEvent } from '../purchase-events';
import { instructChange, instructResumed } from '../purchase-instructions';
import type { Purchase } from '../purchase.entity';
import { chargeableMethod, expectNotRemoved, expectOurs } from '../../payments/methods/kept-payment-methods';
import { billingDay, changePaymentMethod } from './purchase-changes';

/**
 * Restarts a purchase that has stopped.
 * @throws DomainError `billing.purchase_not_stopped`, `billing.order_not_open`, `billing.date_in_past`,
 * `billing.payment_method_unusable`
 */
export async function restartPurchase(locked: LockedPurchase, input: RestartPurchaseInput): Promise<void> {
  const { order, purchase, now } = locked;
  if (purchase.live) {
    throw new DomainError('billing.purchase_not_stopped', { detail: `The purchase is ${purchase.status}.` });
  }
  order.expectStatus('complete', 'billed again');
  if (input.paymentMethodId !== undefined) await restartWith(locked, input.paymentMethodId);
  await expectNotRemoved(locked.em, purchase.paymentMethodId);
  const due = input.nextBillDate === undefined ? null : billingDay(purchase, input.nextBillDate, now);
  if (purchase.status === 'complete') restartCycles(purchase);
  resume(purchase, now);
  if (due !== null) purchase.billNextAt(due);
  purchase.cancelReason = null;
  recordPurchaseEvent(locked, 'billing.rebill.restarted', {}, { reason: input.reason });
  await instructResumed(locked, 'restarted');
}

/** Its cycles are charged to another payment method from now on. */
async function restartWith(locked: LockedPurchase, paymentMethodId: string): Promise<void> {
  const { em, purchase } = locked;
  await chargeableMethod(em, purchase.customerId, paymentMethodId);
  expectOurs(purchase);
  await changePaymentMethod(locked, { paymentMethod: paymentMethodId });
}

/** Its cycles begin anew; its billing date stays. @throws DomainError `billing.purchase_not_live`, `billing.order_not_open` */
export async function restartBilling(locked: LockedPurchase, reason?: string): Promise<void> {
  const { em, order, purchase, now } = locked;
  purchase.expectStatus('active', 'paused');
  order.expectStatus('complete', 'billed again');
  restartCycles(purchase);
  recordPurchaseEvent(locked, 'billing.purchase.billing_restarted', {}, { reason });
  await instructChange(em, purchase, ['cycles_restarted'], now);
}

/**
 * As many cycles again follow its final one.
 * @throws DomainError `billing.purchase_not_live`, `billing.order_not_open`, `billing.not_renewable`
 */
export async function renewPurchase(locked: LockedPurchase, reason?: string): Promise<void> {
  const { em, order, purchase, now } = locked;
  purchase.expectStatus('active', 'paused', 'recycle_billing', 'complete');
  order.expectStatus('complete', 'renewed');
  const { finalCycle } = purchase.terms;
  if (finalCycle === undefined) throw new DomainError('billing.not_renewable');
  await expectNotRemoved(em, purchase.paymentMethodId);
  const oneTerm = finalCycle / (purchase.renewals + 1);
  purchase.terms = { ...purchase.terms, finalCycle: finalCycle + oneTerm };
  purchase.renewals += 1;
  if (purchase.status === 'complete') resume(purchase, now);
  recordPurchaseEvent(locked, 'billing.purchase.renewed', discountOf(purchase), { reason });
  await instructChange(em, purchase, ['renewed'], now);
}

/** The next cycle falls due in its turn, or now where its date is past. */
function resume(purchase: Purchase, now: Date): void {
  purchase.become('active', now);
  purchase.recycleTries = 0;
  if (purchase.dueAt > now) purchase.nextBillAt = purchase.dueAt;
  else purchase.billNextAt(now);
}

/** What is billed next is the first cycle of another run: facts of the earlier one are other facts. */
function restartCycles(purchase: Purchase): void {
  purchase.run += 1;
  purchase.cycle = 0;
  purchase.attempts = 0;
}
