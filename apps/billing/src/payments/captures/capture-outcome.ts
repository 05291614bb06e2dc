import type { EntityManager } from '@mikro-orm/postgresql';
import { record } from '@daybook/persistence';
import { contextOfOrder, nameOf } from '../../orders/order-context';
import type { Order } from '../../orders/order.entity';
import { initiatedBy } from '../initiator';
import { Transaction } from '../transaction.entity';

/** The capture of an authorised payment has its outcome. */
export async function recordCaptureOutcome(
  em: EntityManager,
  order: Order,
  capture: Transaction,
): Promise<void> {
  const fact = {
    ...initiatedBy(capture.initiator),
    context: contextOfOrder(order),
    about: { orderId: order.id, transactionId: capture.id },
    personal: nameOf(order),
  };
  if (capture.outcome === 'success') {
    const authorisation = await em.findOneOrFail(Transaction, { id: capture.parentId });
    authorisation.captured = true;
    record(em, 'billing.capture.succeeded', {
      ...fact,
      attributes: { amount: capture.price, orderId: order.id },
    });
    return;
  }
  record(em, 'billing.capture.failed', {
    ...fact,
    attributes: {
      attemptedAmount: capture.price,
      orderId: order.id,
      cause: 'declined',
      ...(capture.processor === null ? {} : { processor: capture.processor }),
      ...(capture.responseCode === null ? {} : { responseCode: capture.responseCode }),
    },
  });
}
