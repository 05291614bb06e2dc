import { compare, DomainError, times, type SucceedingProductInput } from '@daybook/contracts';
import { record } from '@daybook/persistence';
import type { LockedPurchase } from '../locked-purchase';
import { aboutPurchase, recordPurchaseEvent } from '../purchase-events';
import { instructChange } from '../purchase-instructions';
import { expectStillScheduled, nextDate, refuseSecond } from './scheduling';
import { replacementOf } from './product-changes';

/** Schedules a cheaper product. @throws DomainError as `DowngradePurchase` lists */
export async function scheduleDowngrade(
  locked: LockedPurchase,
  input: SucceedingProductInput,
): Promise<void> {
  const { em, order, purchase } = locked;
  purchase.expectLive();
  if (purchase.scheduledCancellation !== null) refuseSecond('A cancellation');
  if (purchase.scheduledDowngrade !== null) refuseSecond('A downgrade');
  const next = await replacementOf(em, purchase, input);
  const same =
    next.productId === purchase.productId &&
    (next.optionId ?? null) === purchase.optionId &&
    next.pricePointId === purchase.pricePointId &&
    next.quantity === purchase.quantity &&
    next.unitPrice.amount === purchase.unitPrice.amount;
  if (same) throw new DomainError('billing.not_a_downgrade', { detail: 'It is what is billed now.' });
  const price = times(next.unitPrice, next.quantity);
  const sameInterval = next.terms.unit === purchase.terms.unit && next.terms.count === purchase.terms.count;
  if (sameInterval && compare(price, purchase.price) > 0) throw new DomainError('billing.not_a_downgrade');
  const due = nextDate(locked);
  purchase.scheduledDowngrade = { ...next, dueAt: due.toISOString() };
  record(em, 'billing.purchase.downgrade_scheduled', {
    ...aboutPurchase(locked, input.reason),
    attributes: {
      productNameFrom: purchase.productName,
      productNameTo: next.productName,
      orderId: order.id,
      scheduledDate: purchase.day(due),
    },
  });
  await instructChange(em, purchase, ['product'], due, { ...next, price });
}

/** @throws DomainError `billing.nothing_scheduled` */
export async function withdrawDowngrade(locked: LockedPurchase): Promise<void> {
  const { em, purchase, now } = locked;
  expectStillScheduled(purchase.scheduledDowngrade, now);
  purchase.scheduledDowngrade = null;
  recordPurchaseEvent(locked, 'billing.purchase.downgrade_withdrawn', {});
  await instructChange(em, purchase, ['downgrade_withdrawn'], now);
}
