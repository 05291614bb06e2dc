import { isZero } from '@daybook/contracts';
import type { LockedPurchase } from '../locked-purchase';
import { recordPurchaseEvent } from '../purchase-events';
import type { Initiator } from '../../payments/initiator';
import { Transaction } from '../../payments/transaction.entity';
import { recordBilledCycle } from './billed-cycle';
import { cyclePrice, recyclePrice } from '../cycle-price';
import { recycleProfileOf } from './recycling';

/**
 * Begins to bill the next cycle of a purchase: the open transaction is carried out by whoever began it, or by recovery.
 * Answers its id; null where the cycle costs nothing and is billed herewith.
 */
export async function beginRebill(
  locked: LockedPurchase,
  initiator: Initiator,
  nextTryAt: Date,
  paymentMethodId: string | null = locked.purchase.paymentMethodId,
): Promise<string | null> {
  const { em, order, purchase, now } = locked;
  const cycle = purchase.cycle + 1;
  const recycling = purchase.status === 'recycle_billing';
  purchase.attempts += 1;
  if (!recycling) recordPurchaseEvent(locked, 'billing.rebill.started', { cycle });
  const whole = cyclePrice(purchase);
  const amount = recycling
    ? recyclePrice(whole, await recycleProfileOf(em, purchase), purchase.recycleTries)
    : whole;
  if (isZero(amount)) {
    recordBilledCycle(locked, { cycle, amount });
    return null;
  }
  const payment = Transaction.begin('sale', order, {
    purpose: 'rebill',
    amount,
    initiator,
    now,
    nextTryAt,
    ...(paymentMethodId === null ? {} : { paymentMethodId }),
  });
  const { id: purchaseId, run, attempts: attempt } = purchase;
  Object.assign(payment, { purchaseId, run, cycle, attempt });
  em.persist(payment);
  purchase.openPaymentId = payment.id;
  await em.flush();
  return payment.id;
}
