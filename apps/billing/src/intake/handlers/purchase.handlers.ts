import Big from 'big.js';
import type { IntakeData } from '@daybook/contracts';
import { recordPurchaseEvent } from '../../purchases/purchase-events';
import type { Purchase } from '../../purchases/purchase.entity';
import type { IntakeHandlers, Received } from '../messages/intake-subjects';
import { IntakeRefusal } from '../messages/intake-reader';
import { applyFact, discountOf } from './rebill.handlers';

/** Handles what engines tell about how a purchase goes on. */
export const purchaseHandlers: IntakeHandlers<
  'consent.received' | 'consent.denied' | 'purchase.renewed' | 'purchase.updated' | 'entitlements.refreshed'
> = {
  'consent.received': (received) => applyConsent(received, 'received'),
  'consent.denied': (received) => applyConsent(received, 'denied'),
  'purchase.renewed': (received, { finalCycle, discount, nextBillAt }) => {
    const applied = applyFact(received, { type: 'purchase.renewed', finalCycle }, nextBillAt);
    recordPurchaseEvent(received, 'billing.purchase.renewed', discountOf(discount), applied);
  },
  'purchase.updated': (received, data) => {
    const { purchase } = received;
    if (data.unitPrice !== undefined && data.unitPrice.currency !== purchase.currency) {
      throw new IntakeRefusal(
        'intake.currency_mismatch',
        `The purchase is in ${purchase.currency}, not in ${data.unitPrice.currency}.`,
      );
    }
    expectKeepable(purchase, data);
    const fieldNames = changedFields(purchase, data);
    // The engine confirms what was changed here.
    if (fieldNames.length === 0) return;
    const { quantity, unitPrice, nextBillAt } = data;
    const applied = applyFact(received, { type: 'purchase.updated', quantity, unitPrice }, nextBillAt);
    recordPurchaseEvent(received, 'billing.purchase.updated', { fieldNames }, applied);
  },
  'entitlements.refreshed': (received) => {
    recordPurchaseEvent(received, 'billing.entitlements.refreshed', {});
  },
};

/** @throws IntakeRefusal where a cycle would cost more than can be kept */
function expectKeepable(purchase: Purchase, { quantity, unitPrice }: IntakeData<'purchase.updated'>): void {
  const unit = unitPrice ?? purchase.unitPrice;
  const cents = Big(unit.amount).times(quantity ?? purchase.quantity);
  if (cents.gte('1e13')) {
    throw new IntakeRefusal('intake.invalid', 'data.quantity: a cycle would cost more than can be kept');
  }
}

function applyConsent(received: Received<'purchase'>, answer: 'received' | 'denied'): void {
  const applied = applyFact(received, { type: `consent.${answer}` });
  recordPurchaseEvent(received, `billing.consent.${answer}`, {}, applied);
}

/** Names of what differs from what is known here. */
function changedFields(purchase: Purchase, data: IntakeData<'purchase.updated'>): string[] {
  const { quantity, unitPrice, nextBillAt, otherFields = [] } = data;
  const known = purchase.nextBillAt?.getTime();
  return [
    ...(quantity === undefined || quantity === purchase.quantity ? [] : ['quantity']),
    ...(unitPrice === undefined || Number(unitPrice.amount) === Number(purchase.unitPriceAmount)
      ? []
      : ['unitPrice']),
    ...(nextBillAt === undefined || new Date(nextBillAt).getTime() === known ? [] : ['nextBillDate']),
    ...otherFields,
  ];
}
