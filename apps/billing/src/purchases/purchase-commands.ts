import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  type Actor,
  type Call,
  type EventAbout,
  type EventContext,
  type EventPersonal,
  type PurchaseView,
} from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { expectVersion, UnitOfWork } from '@daybook/persistence';
import { contextOfOrder, nameOf } from '../orders/order-context';
import { Order } from '../orders/order.entity';
import { inScope } from '../catalog/campaign-scope';
import { Purchase } from './purchase.entity';
import { purchaseView } from './purchase.views';

/** A purchase with its order, both locked, and who does something to it. */
export interface LockedPurchase {
  em: EntityManager;
  order: Order;
  purchase: Purchase;
  now: Date;
  /** Who does it; the system by itself when absent. */
  call?: Call;
}

/** Where commands on one purchase are done. */
@Injectable()
export class PurchaseCommands {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Does something to a purchase, in one transaction with all that follows from it. */
  run(
    input: { id: string },
    call: Call,
    act: (scene: LockedPurchase & { call: Call }) => Promise<void> | void,
  ): Promise<PurchaseView> {
    return this.work.command(call, async (em) => {
      const scene = { ...(await purchaseForCall(em, input.id, call)), call, now: this.clock.now() };
      await act(scene);
      await em.flush();
      return purchaseView(scene.purchase);
    });
  }
}

/**
 * The purchase of a call, locked with its order.
 * @throws DomainError `billing.not_found` also for what is out of scope; `request.stale`, `billing.payment_in_progress`
 */
export async function purchaseForCall(
  em: EntityManager,
  id: string,
  call: Call,
): Promise<{ em: EntityManager; order: Order; purchase: Purchase }> {
  const scene = await lockedPurchase(em, id);
  if (scene === null || !inScope(call.actor, 'orders.view', scene.purchase.campaignId)) {
    throw new DomainError('billing.not_found');
  }
  expectVersion(scene.purchase, call);
  if (scene.purchase.openPaymentId !== null) {
    throw new DomainError('billing.payment_in_progress', { retryAfter: 3 });
  }
  return scene;
}

/** A purchase as it is now, locked behind its order, as payments lock them; null for one that does not exist. */
export async function lockedPurchase(
  em: EntityManager,
  id: string,
): Promise<{ em: EntityManager; order: Order; purchase: Purchase } | null> {
  const found = await em.findOne(Purchase, { id });
  if (found === null) return null;
  const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
  const order = await em.findOneOrFail(Order, { id: found.orderId }, lock);
  const purchase = await em.findOneOrFail(Purchase, { id }, lock);
  return { em, order, purchase };
}

/** What every event about a purchase says beside its attributes. */
export function aboutPurchase(
  { order, purchase, call }: Pick<LockedPurchase, 'order' | 'purchase' | 'call'>,
  reason?: string,
): { call?: Call; actor?: Actor; context: EventContext; about: EventAbout; personal: EventPersonal } {
  return {
    ...(call === undefined ? {} : { call }),
    context: contextOfOrder(order, [purchase.productId]),
    about: { orderId: order.id, purchaseId: purchase.id },
    personal: { ...nameOf(order), ...(reason === undefined ? {} : { text: reason }) },
  };
}

/** A purchase as its activities name it. */
export function subscriptionOf({ order, purchase }: Pick<LockedPurchase, 'order' | 'purchase'>): {
  productName: string;
  orderId: string;
} {
  return { productName: purchase.productName, orderId: order.id };
}
