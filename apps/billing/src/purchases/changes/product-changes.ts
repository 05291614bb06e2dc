import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, type SucceedingProductInput } from '@daybook/contracts';
import { record } from '@daybook/persistence';
import { recurringOffer } from '../../catalog/offer';
import type { LockedPurchase } from '../locked-purchase';
import { aboutPurchase } from '../purchase-events';
import type { Purchase } from '../purchase.entity';
import { instructChange } from '../purchase-instructions';
import type { BilledProduct } from '../scheduled-changes';

/**
 * What is to be billed in the place of what a purchase bills now.
 * @throws DomainError `billing.unknown_reference`, `billing.reference_retired`, `billing.currency_mismatch`,
 * `billing.not_recurring`, `billing.cycles_exhausted`
 */
export async function replacementOf(
  em: EntityManager,
  purchase: Purchase,
  input: SucceedingProductInput,
): Promise<BilledProduct> {
  const { product, point, option } = await recurringOffer(em, input, purchase.currency);
  expectCyclesLeft(purchase, point.cycle.finalCycle);
  return {
    productId: product.id,
    productName: product.name,
    ...(product.membershipName === null ? {} : { membershipName: product.membershipName }),
    ...(option === undefined ? {} : { optionId: option.id, optionName: option.name }),
    sku: option?.sku ?? product.sku,
    shipped: product.shipped,
    pricePointId: point.id,
    quantity: input.quantity ?? purchase.quantity,
    unitPrice: point.unitPrice,
    terms: point.cycle,
  };
}

/** @throws DomainError `billing.cycles_exhausted` where nothing would be left to bill */
export function expectCyclesLeft(purchase: Purchase, finalCycle: number | undefined): void {
  if (finalCycle !== undefined && purchase.cycle >= finalCycle) {
    throw new DomainError('billing.cycles_exhausted', {
      detail: `Cycle ${purchase.cycle} is billed; the last one would be ${finalCycle}.`,
    });
  }
}

/** Bills something else from now on, and tells of it: *Subscription Changed*. */
export function replaceProduct(locked: LockedPurchase, next: BilledProduct, reason?: string): void {
  const { em, order, purchase } = locked;
  const from = purchase.productName;
  purchase.productId = next.productId;
  purchase.productName = next.productName;
  purchase.membershipName = next.membershipName ?? null;
  purchase.optionId = next.optionId ?? null;
  purchase.optionName = next.optionName ?? null;
  purchase.sku = next.sku;
  purchase.shipped = next.shipped;
  purchase.pricePointId = next.pricePointId;
  purchase.quantity = next.quantity;
  purchase.unitPriceAmount = next.unitPrice.amount;
  purchase.terms = next.terms;
  purchase.renewals = 0;
  record(em, 'billing.purchase.product_changed', {
    ...aboutPurchase(locked, reason),
    attributes: { productNameFrom: from, productNameTo: purchase.productName, orderId: order.id },
  });
}

/** Puts another product in its place now. */
export async function changeProduct(locked: LockedPurchase, input: SucceedingProductInput): Promise<void> {
  const { em, purchase, now } = locked;
  purchase.expectLive();
  replaceProduct(locked, await replacementOf(em, purchase, input), input.reason);
  await instructChange(em, purchase, ['product'], now);
}
