import type { EntityManager } from '@mikro-orm/postgresql';
import type { EventAbout, EventContext } from '@daybook/contracts';
import { recordUnread } from '@daybook/persistence';
import { contextOfCustomer, contextOfOrder } from '../../orders/order-context';
import type { ReadMessage } from '../messages/intake-reader';
import type { Subject } from '../messages/intake-subjects';

/** Records what an engine tells under a type that nobody knows, for the customer's legacy timeline. Nothing else follows. */
export async function recordUnknownFact(
  em: EntityManager,
  subject: Subject,
  { type, time, id, data }: ReadMessage,
): Promise<void> {
  recordUnread(em, 'billing', type, {
    time,
    correlationId: id,
    ...(await surroundingsOf(em, subject)),
    personal: data,
  });
}

async function surroundingsOf(
  em: EntityManager,
  subject: Subject,
): Promise<{ context: EventContext; about: EventAbout }> {
  if ('account' in subject)
    return { context: (await contextOfCustomer(em, subject.account.customerId)).context, about: {} };
  const { order } = subject;
  const about: EventAbout = { orderId: order.id };
  if ('transaction' in subject) about.transactionId = subject.transaction.id;
  if (!('purchase' in subject)) return { context: contextOfOrder(order), about };
  about.purchaseId = subject.purchase.id;
  return { context: contextOfOrder(order, [subject.purchase.productId]), about };
}
