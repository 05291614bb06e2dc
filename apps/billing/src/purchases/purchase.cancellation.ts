import type { EntityManager } from '@mikro-orm/postgresql';
import type { Call } from '@daybook/contracts';
import { record } from '@daybook/persistence';
import { instructEngine } from '../engines/engine.instructions';
import { contextOfOrder, nameOf } from '../orders/order.context';
import type { Order } from '../orders/order.entity';
import type { Purchase } from './purchase.entity';

/** Cancels a purchase, tells its engine where it has one, and records it. @throws DomainError `billing.purchase_not_live` */
export async function cancelPurchase(
  em: EntityManager,
  order: Order,
  purchase: Purchase,
  reason: string,
  call: Call,
  now: Date,
): Promise<void> {
  purchase.cancel(reason, now);
  await instructEngine(em, purchase, 'purchase.cancelled', { cancelledAt: now.toISOString() });
  record(em, 'billing.rebill.cancelled', {
    call,
    context: contextOfOrder(order, [purchase.productId]),
    attributes: { productName: purchase.productName, orderId: order.id },
    about: { orderId: order.id, purchaseId: purchase.id },
    personal: { ...nameOf(order), text: reason },
  });
}
