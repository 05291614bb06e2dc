import type { EntityManager } from '@mikro-orm/postgresql';
import type { InstructionData, Money } from '@daybook/contracts';
import { instructEngine } from '../engines/engine-instructions';
import type { LockedPurchase } from './locked-purchase';
import type { Purchase } from './purchase.entity';
import type { BilledProduct } from './scheduled-changes';

/** What is billed: a purchase itself, or what takes the place of its product. */
type Billed = Pick<Purchase, keyof BilledProduct & keyof Purchase> | BilledProduct;

/** Tells the engine of a purchase, where it has one, what is to be billed of it from a moment on. */
export async function instructChange(
  em: EntityManager,
  purchase: Purchase,
  changed: string[],
  effectiveAt: Date,
  billed: Billed & { price: Money } = purchase,
): Promise<void> {
  const { productId, productName, optionId, pricePointId, quantity, unitPrice, price, terms } = billed;
  await instructEngine(em, purchase, 'purchase.changed', {
    effectiveAt: effectiveAt.toISOString(),
    changed,
    productId,
    productName,
    optionId: optionId ?? undefined,
    pricePointId,
    quantity,
    unitPrice,
    price,
    terms,
    cycle: purchase.cycle,
    trialEndsAt: purchase.status === 'trial' ? purchase.trialEndsAt?.toISOString() : undefined,
    nextBillAt: purchase.nextBillAt?.toISOString(),
  });
}

/** Tells the engine of a purchase, where it has one, that it is to be billed again, and when. */
export async function instructResumed(
  { em, purchase, now }: LockedPurchase,
  cause: InstructionData<'purchase.resumed'>['cause'],
): Promise<void> {
  await instructEngine(em, purchase, 'purchase.resumed', {
    resumedAt: now.toISOString(),
    cause,
    nextBillAt: purchase.nextBillAt?.toISOString(),
  });
}
