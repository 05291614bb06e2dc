import type { EntityManager } from '@mikro-orm/postgresql';
import type { LockedPurchase } from './locked-purchase';
import type { Purchase } from './purchase.entity';

/** What a purchase was before it was changed. */
export type FormerPurchase = Pick<Purchase, 'status' | 'membershipName'>;

/**
 * Follows purchases: called in the transaction that makes or changes one.
 * @param before what it was; null for a new one
 */
export type PurchaseListener = (
  em: EntityManager,
  purchase: Purchase,
  before: FormerPurchase | null,
) => Promise<void>;

const listeners = new Set<PurchaseListener>();

/** Registers a listener; one that is registered again is still called once. */
export function onPurchaseChange(listener: PurchaseListener): void {
  listeners.add(listener);
}

/** Tells the listeners of a purchase that was just made. */
export async function purchaseStarted(em: EntityManager, purchase: Purchase): Promise<void> {
  for (const listener of listeners) await listener(em, purchase, null);
}

/** Changes a purchase, and tells the listeners. Whatever may change its state or its product is done in here. */
export async function withPurchaseListeners<T>(
  { em, purchase }: Pick<LockedPurchase, 'em' | 'purchase'>,
  change: () => Promise<T> | T,
): Promise<T> {
  const { status, membershipName } = purchase;
  const result = await change();
  for (const listener of listeners) await listener(em, purchase, { status, membershipName });
  return result;
}
