import { DomainError, type ChangePurchaseInput } from '@daybook/contracts';
import { record } from '@daybook/persistence';
import { expectCurrency, expectSomething } from '../../catalog/expect-currency';
import { Product } from '../../catalog/product.entity';
import { recurringOffer } from '../../catalog/offer';
import { PaymentMethod } from '../../payments/methods/payment-method.entity';
import { maskedCard } from '../../payments/processor/card';
import { dayOf, monthsAfter, onDay } from '../billing-dates';
import type { LockedPurchase } from '../locked-purchase';
import type { Purchase } from '../purchase.entity';
import { aboutPurchase, recordPurchaseEvent } from '../purchase-events';
import { instructChange } from '../purchase-instructions';
import { expectCyclesLeft } from './product-changes';

/** Nobody means to bill later than in ten years. */
const LATEST_MONTHS = 120;

/** Changes one thing of a purchase as asked, and tells of it. Answers the names of what differs now. */
type Change = (locked: LockedPurchase, input: ChangePurchaseInput) => Promise<string[]> | string[];

/** Changes what is asked for. @throws DomainError as `ChangePurchase` lists */
export async function changePurchase(locked: LockedPurchase, input: ChangePurchaseInput): Promise<void> {
  expectChangeable(locked.purchase, input);
  const changed: string[] = [];
  for (const change of changes) changed.push(...(await change(locked, input)));
  if (changed.length > 0) await instructChange(locked.em, locked.purchase, changed, locked.now);
}

/** One that was given up takes another payment method, so that it can be billed by force. */
function expectChangeable(
  purchase: Purchase,
  { id: _, paymentMethod, reason: __, ...others }: ChangePurchaseInput,
): void {
  const cardOnly = paymentMethod !== undefined && Object.values(others).every((each) => each === undefined);
  if (!cardOnly || purchase.status !== 'recycle_failed') purchase.expectLive();
}

/** In this order: a price point brings its unit price, which another one given may replace. */
const changes: readonly Change[] = [
  changeOption,
  changePrice,
  changeQuantity,
  changeBillingDate,
  changePaymentMethod,
];

async function changeOption(locked: LockedPurchase, input: ChangePurchaseInput): Promise<string[]> {
  const { em, purchase } = locked;
  if (input.productOption === undefined || input.productOption === purchase.optionId) return [];
  const product = await em.findOne(Product, { id: purchase.productId });
  const option = product?.option(input.productOption);
  if (product === null || option === undefined || option.retired) {
    throw new DomainError(option === undefined ? 'billing.unknown_reference' : 'billing.reference_retired', {
      errors: [
        {
          field: 'productOption',
          message: option === undefined ? 'is not one of its product' : 'is retired',
        },
      ],
    });
  }
  const from = purchase.optionName ?? '–';
  purchase.optionId = option.id;
  purchase.optionName = option.name;
  purchase.sku = option.sku ?? product.sku;
  recordPurchaseEvent(locked, 'billing.purchase.product_option_changed', {
    optionFrom: from,
    optionTo: option.name,
  });
  return ['product_option'];
}

async function changePrice(locked: LockedPurchase, input: ChangePurchaseInput): Promise<string[]> {
  const { em, purchase } = locked;
  const from = purchase.unitPrice;
  const changed: string[] = [];
  if (input.pricePoint !== undefined && input.pricePoint !== purchase.pricePointId) {
    const { productId, optionId } = purchase;
    const choice = { productId, pricePointId: input.pricePoint, ...(optionId === null ? {} : { optionId }) };
    const { point } = await recurringOffer(em, choice, purchase.currency);
    expectCyclesLeft(purchase, point.cycle.finalCycle);
    purchase.pricePointId = point.id;
    purchase.terms = point.cycle;
    purchase.renewals = 0;
    purchase.unitPriceAmount = point.unitPrice.amount;
    changed.push('price_point');
  }
  if (input.unitPrice !== undefined) {
    expectCurrency(input.unitPrice, purchase.currency, 'unitPrice');
    if (input.reason === undefined) expectSomething(input.unitPrice, 'unitPrice');
    purchase.unitPriceAmount = input.unitPrice.amount;
  }
  const to = purchase.unitPrice;
  if (from.amount !== to.amount) {
    changed.push('unit_price');
    const attributes = { unitPriceFrom: from, unitPriceTo: to };
    recordPurchaseEvent(locked, 'billing.purchase.price_changed', attributes, { reason: input.reason });
  } else if (changed.length > 0) {
    // The same price at another interval.
    recordPurchaseEvent(locked, 'billing.purchase.updated', { fieldNames: ['pricePoint'] });
  }
  return changed;
}

function changeQuantity(locked: LockedPurchase, { quantity }: ChangePurchaseInput): string[] {
  const { purchase } = locked;
  if (quantity === undefined || quantity === purchase.quantity) return [];
  const from = purchase.quantity;
  purchase.quantity = quantity;
  recordPurchaseEvent(locked, 'billing.purchase.quantity_changed', {
    quantityFrom: from,
    quantityTo: quantity,
    price: purchase.price,
  });
  return ['quantity'];
}

function changeBillingDate(locked: LockedPurchase, { nextBillDate }: ChangePurchaseInput): string[] {
  const { em, purchase, now } = locked;
  if (nextBillDate === undefined) return [];
  purchase.expectStatus('trial', 'active');
  const before = purchase.dueAt;
  if (purchase.day(before) === nextBillDate) return [];
  const after = billingDay(purchase, nextBillDate, now);
  purchase.billNextAt(after);
  if (purchase.status === 'trial') purchase.trialEndsAt = after;
  // What was scheduled for the next billing stays with it.
  for (const change of [
    purchase.scheduledPause,
    purchase.scheduledCancellation,
    purchase.scheduledDowngrade,
  ]) {
    if (change?.dueAt === before.toISOString()) change.dueAt = after.toISOString();
  }
  record(em, 'billing.purchase.billing_date_changed', {
    ...aboutPurchase(locked),
    attributes: { billDayFrom: purchase.day(before), billDayTo: nextBillDate },
  });
  return ['billing_date'];
}

/** @throws DomainError `billing.unknown_reference`, `billing.reference_retired` */
export async function changePaymentMethod(
  locked: LockedPurchase,
  { paymentMethod: id }: Pick<ChangePurchaseInput, 'paymentMethod'>,
): Promise<string[]> {
  const { em, order, purchase } = locked;
  if (id === undefined || id === purchase.paymentMethodId) return [];
  const methods = await em.find(PaymentMethod, {
    customerId: purchase.customerId,
    id: { $in: [id, purchase.paymentMethodId ?? id] },
  });
  const to = methods.find((method) => method.id === id);
  const fault = (message: string) => ({ errors: [{ field: 'paymentMethod', message }] });
  if (to === undefined || to.status === 'removed') {
    throw new DomainError('billing.unknown_reference', fault('is not one of the customer'));
  }
  if (to.status === 'closed') throw new DomainError('billing.reference_retired', fault('is closed'));
  const from = methods.find((method) => method.id === purchase.paymentMethodId);
  purchase.paymentMethodId = to.id;
  record(em, 'billing.purchase.payment_method_changed', {
    ...aboutPurchase(locked),
    attributes: {
      from: from?.masked ?? maskedCard(order.cardLast4),
      to: to.masked,
      productName: purchase.productName,
    },
  });
  return ['payment_method'];
}

/** A day of the customer's calendar as a billing date. @throws DomainError `billing.date_in_past`, `billing.date_too_far` */
export function billingDay(purchase: LockedPurchase['purchase'], day: string, now: Date): Date {
  if (day < dayOf(now, purchase.timeZone)) {
    throw new DomainError('billing.date_in_past', {
      errors: [{ field: 'nextBillDate', message: 'lies behind us' }],
    });
  }
  if (day > dayOf(monthsAfter(now, LATEST_MONTHS, purchase.timeZone), purchase.timeZone)) {
    throw new DomainError('billing.date_too_far', {
      errors: [{ field: 'nextBillDate', message: 'lies more than ten years ahead' }],
    });
  }
  return onDay(day, purchase.dueAt, purchase.timeZone);
}
