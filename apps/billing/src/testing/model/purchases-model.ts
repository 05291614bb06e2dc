import { DONE, refusal, type Outcome } from './sales-outcomes';
import type { PurchaseStep } from './sales-steps';
import { chargeOf, PRICES, type ModelOrder, type ModelPurchase } from './sales-things';

const FINAL_CYCLE = 12;

/** Does a step about what recurs of an order. */
export function onPurchase(step: PurchaseStep, order: ModelOrder, purchase: ModelPurchase): Outcome {
  const live = ['trial', 'active', 'paused'].includes(purchase.status);
  switch (step.do) {
    case 'set quantity':
      if (!live) return refusal('purchase_not_live');
      purchase.quantity = step.quantity;
      return DONE;
    case 'force bill':
      if (purchase.status !== 'trial' && purchase.status !== 'active') return refusal('purchase_not_live');
      order.charges.push(chargeOf('sale', PRICES[order.point].cycle * purchase.quantity));
      purchase.cycle += 1;
      if (order.status === 'refunded' || order.status === 'voided') order.status = 'complete';
      purchase.status = order.point === 'trial' && purchase.cycle >= FINAL_CYCLE ? 'complete' : 'active';
      return DONE;
    case 'cancel purchase':
      if (!live) return refusal('purchase_not_live');
      purchase.status = 'cancelled';
      return DONE;
    case 'restart purchase':
      if (live) return refusal('purchase_not_stopped');
      if (order.status !== 'complete') return refusal('order_not_open');
      if (purchase.status === 'complete') purchase.cycle = 0;
      purchase.status = 'active';
      return DONE;
    case 'pause purchase':
      if (purchase.status !== 'active') return refusal('purchase_not_live');
      purchase.status = 'paused';
      return DONE;
    case 'resume purchase':
      if (purchase.status !== 'paused') return refusal('purchase_not_live');
      purchase.status = 'active';
      return DONE;
  }
}
