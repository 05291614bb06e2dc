import type { EntityManager } from '@mikro-orm/postgresql';
import { DateTime } from 'luxon';
import { clock, record } from '@daybook/persistence';
import { contextOfOrder, nameOf } from '../../orders/order-context';
import type { Order } from '../../orders/order.entity';
import { settingsOf } from '../../settings/settings.entity';
import { initiatedBy } from '../initiator';
import { Transaction } from '../transaction.entity';

/** The capture of an authorised payment has its outcome; one that was declined is tried again a day later. */
export async function recordCaptureOutcome(
  em: EntityManager,
  order: Order,
  capture: Transaction,
): Promise<void> {
  const authorisation = await em.findOneOrFail(Transaction, { id: capture.parentId });
  if (capture.outcome !== 'success') {
    const now = clock.now();
    const { timeZone: zone } = await settingsOf(em);
    authorisation.captureFailedAt = now;
    if (authorisation.expiredAt === null) {
      authorisation.captureAgainAt = DateTime.fromJSDate(now, { zone }).plus({ days: 1 }).toJSDate();
    }
    return recordCaptureFailed(em, order, capture, 'declined');
  }
  authorisation.captured = true;
  authorisation.captureFailedAt = authorisation.captureAgainAt = null;
  record(em, 'billing.capture.succeeded', {
    ...factOf(order, capture),
    ...initiatedBy(capture.initiator),
    attributes: { amount: capture.price, orderId: order.id },
  });
}

/** An authorised payment was not captured. @param what the capture that was declined, or the authorisation that expired */
export function recordCaptureFailed(
  em: EntityManager,
  order: Order,
  what: Transaction,
  cause: 'declined' | 'expired',
): void {
  if (cause === 'expired') what.captureFailedAt = clock.now();
  const { processor, responseCode } = cause === 'declined' ? what : { processor: null, responseCode: null };
  record(em, 'billing.capture.failed', {
    ...factOf(order, what),
    ...(cause === 'declined' ? initiatedBy(what.initiator) : { correlationId: what.initiator.correlationId }),
    attributes: {
      attemptedAmount: what.price,
      orderId: order.id,
      cause,
      ...(processor === null ? {} : { processor }),
      ...(responseCode === null ? {} : { responseCode }),
    },
  });
}

function factOf(order: Order, transaction: Transaction) {
  return {
    context: contextOfOrder(order),
    about: { orderId: order.id, transactionId: transaction.id },
    personal: nameOf(order),
  };
}
