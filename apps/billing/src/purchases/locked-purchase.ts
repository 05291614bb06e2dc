import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, type Call, type CatalogKey } from '@daybook/contracts';
import { expectVersion, type Fact } from '@daybook/persistence';
import { Order } from '../orders/order.entity';
import { inScope } from '../catalog/campaign-scope';
import { Purchase } from './purchase.entity';

/** A purchase with its order, both locked, and who does something to it. */
export interface LockedPurchase {
  em: EntityManager;
  order: Order;
  purchase: Purchase;
  now: Date;
  /** Who does it and when, as its events say; the system by itself, now, when absent. */
  by?: Pick<Fact<CatalogKey>, 'call' | 'actor' | 'cause' | 'correlationId' | 'time'>;
}

/** A purchase as it is now, locked behind its order, as payments lock them; null for one that does not exist. */
export async function lockPurchase(em: EntityManager, id: string, now: Date): Promise<LockedPurchase | null> {
  const found = await em.findOne(Purchase, { id });
  if (found === null) return null;
  const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
  const order = await em.findOneOrFail(Order, { id: found.orderId }, lock);
  return { em, order, purchase: await em.findOneOrFail(Purchase, { id }, lock), now };
}

/**
 * The purchase of a call, locked with its order.
 * @throws DomainError `billing.not_found` also for what is out of scope; `request.stale`, `billing.payment_in_progress`
 */
export async function lockPurchaseForCall(
  em: EntityManager,
  id: string,
  call: Call,
  now: Date,
): Promise<LockedPurchase> {
  const locked = await lockPurchase(em, id, now);
  if (locked === null || !inScope(call.actor, 'orders.view', locked.purchase.campaignId)) {
    throw new DomainError('billing.not_found');
  }
  expectVersion(locked.purchase, call);
  if (locked.purchase.openPaymentId !== null) {
    throw new DomainError('billing.payment_in_progress', { retryAfter: 3 });
  }
  return { ...locked, by: { call } };
}
