import type { AttributesOf, CatalogKey, EventAbout, EventContext, EventPersonal } from '@daybook/contracts';
import { record, type UnnumberedEvent } from '@daybook/persistence';
import { contextOfOrder, nameOf } from '../orders/order-context';
import type { LockedPurchase } from './locked-purchase';

/** What every activity about a subscription names. */
interface Subscription {
  productName: string;
  orderId: string;
}

/** Activities that name the subscription that they are about. */
type SubscriptionKey = {
  [K in CatalogKey]: AttributesOf<K> extends Subscription ? K : never;
}[CatalogKey];

/** What may be said of an event beside its attributes. */
interface Details {
  /** Free text of whoever did it. */
  reason?: string | null;
  /** By what money moved. */
  payment?: { id: string };
  /** The purchase's state did not allow it. */
  unexpected?: boolean;
  /** What is personal beside the customer's name. */
  personal?: EventPersonal;
}

/** Records that something happened to a purchase; its product and order are named in the attributes. */
export function recordPurchaseEvent<K extends SubscriptionKey>(
  locked: LockedPurchase,
  key: K,
  attributes: Omit<AttributesOf<K>, keyof Subscription>,
  { reason, payment, unexpected, personal }: Details = {},
): UnnumberedEvent {
  const { about, ...event } = aboutPurchase(locked, reason);
  const { productName } = locked.purchase;
  return record(locked.em, key, {
    ...event,
    about: { ...about, transactionId: payment?.id },
    unexpected,
    personal: { ...event.personal, ...personal },
    attributes: { ...attributes, productName, orderId: locked.order.id } as AttributesOf<K>,
  });
}

/** What every event about a purchase says beside its attributes. */
export function aboutPurchase(
  { order, purchase, by }: LockedPurchase,
  reason?: string | null,
): LockedPurchase['by'] & { context: EventContext; about: EventAbout; personal: EventPersonal } {
  return {
    ...by,
    context: contextOfOrder(order, [purchase.productId]),
    about: { orderId: order.id, purchaseId: purchase.id },
    personal: { ...nameOf(order), text: reason ?? undefined },
  };
}
