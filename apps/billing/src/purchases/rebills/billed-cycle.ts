import type { CycleShipmentAttributes, EventPersonal, Money } from '@daybook/contracts';
import { addresseeOf, nameWithOption } from '../../orders/order-context';
import type { Transaction } from '../../payments/transaction.entity';
import { discountOf } from '../cycle-price';
import type { LockedPurchase } from '../locked-purchase';
import { recordPurchaseEvent } from '../purchase-events';
import type { BilledCycle } from '../purchase.entity';

/** A cycle that was billed; what an engine did not tell stands with the purchase. */
interface Billed extends Partial<Omit<BilledCycle, 'at'>> {
  cycle: number;
  amount: Money;
  /** The money that moved; none where the cycle cost nothing. */
  payment?: Transaction;
  discount?: ReturnType<typeof discountOf>;
}

/**
 * A cycle was billed: in its turn, because somebody forced it, when it was tried again, or by an engine that tells of
 * it. Taken over into the purchase and recorded.
 */
export function recordBilledCycle(locked: LockedPurchase, billed: Billed): void {
  const { purchase, now, by } = locked;
  const { cycle, amount, payment, discount = discountOf(purchase), nextBillAt } = billed;
  const recycled = purchase.status === 'recycle_billing';
  const { quantity } = purchase;
  const { type = recycled ? 'recycle.saved' : 'rebill.succeeded' } = billed;
  const taken = purchase.takeBilledCycle({ type, cycle, at: by?.time ?? now, nextBillAt });
  const details = { payment, unexpected: taken.unexpected };
  const { shipment, personal } = shipmentOf(locked, cycle);
  const shown = { ...details, personal };
  if (payment !== undefined) payment.unexpected = taken.unexpected;
  if (payment !== undefined && !taken.unexpected) locked.order.reopen();
  if (type === 'recycle.saved') {
    recordPurchaseEvent(locked, 'billing.recycle.saved', { cycle, amount, quantity, shipment }, shown);
  } else {
    recordPurchaseEvent(
      locked,
      'billing.rebill.succeeded',
      { amount, quantity, ...discount, shipment },
      shown,
    );
  }
  if (taken.completedTrial) recordPurchaseEvent(locked, 'billing.trial.completed', {}, details);
  if (taken.before !== 'complete' && taken.after === 'complete') {
    recordPurchaseEvent(locked, 'billing.rebill.completed', { cycle }, details);
  }
}

/** What is shipped for a billed cycle, and where to: fulfillment asks nobody. Nothing where the order's parcel is its. */
function shipmentOf(
  { order, purchase }: LockedPurchase,
  cycle: number,
): { shipment?: CycleShipmentAttributes; personal?: EventPersonal } {
  if (!purchase.shipped || purchase.isOfSale(cycle)) return {};
  const { run, productId, sku, quantity } = purchase;
  const productName = nameWithOption(purchase);
  // A line of the parcel is named by its purchase.
  const item = { id: purchase.id, productId, productName, sku, quantity, shipped: true };
  return { shipment: { run, cycle, item }, personal: addresseeOf(order) };
}
