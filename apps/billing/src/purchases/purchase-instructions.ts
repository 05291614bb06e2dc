import type { EntityManager } from '@mikro-orm/postgresql';
import { instructEngine } from '../engines/engine-instructions';
import type { Purchase } from './purchase.entity';
import type { BilledProduct } from './scheduled-changes';

/** Tells the engine of a purchase, where it has one, what is to be billed of it from a moment on. */
export async function instructChange(
  em: EntityManager,
  purchase: Purchase,
  changed: string[],
  effectiveAt: Date,
  billed: BilledProduct & { price: Purchase['price'] } = { ...billedOf(purchase), price: purchase.price },
): Promise<void> {
  const { productId, productName, optionId, pricePointId, quantity, unitPrice, price, terms } = billed;
  await instructEngine(em, purchase, 'purchase.changed', {
    effectiveAt: effectiveAt.toISOString(),
    changed,
    productId,
    productName,
    ...(optionId === undefined ? {} : { optionId }),
    pricePointId,
    quantity,
    unitPrice,
    price,
    terms,
    cycle: purchase.cycle,
    ...(purchase.status === 'trial' && purchase.trialEndsAt !== null
      ? { trialEndsAt: purchase.trialEndsAt.toISOString() }
      : {}),
    ...(purchase.nextBillAt === null ? {} : { nextBillAt: purchase.nextBillAt.toISOString() }),
  });
}

/** What is billed of a purchase now. */
export function billedOf(purchase: Purchase): BilledProduct {
  const { productId, productName, optionId, optionName, pricePointId, quantity, unitPrice, terms } = purchase;
  return {
    productId,
    productName,
    ...(optionId === null ? {} : { optionId }),
    ...(optionName === null ? {} : { optionName }),
    pricePointId,
    quantity,
    unitPrice,
    terms,
  };
}
