import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { add, SYSTEM, type Money, type RefundGivenUpCause } from '@daybook/contracts';
import { clock, record, type Fact } from '@daybook/persistence';
import { contextOfOrder, nameOf } from '../../orders/order-context';
import type { Order } from '../../orders/order.entity';
import { notifiedOf } from '../../settings/administrators.consumer';
import { settingsOf } from '../../settings/settings.entity';
import type { Transaction } from '../transaction.entity';
import { RefundQueueEntry } from './refund-queue-entry.entity';

/** How a refund that failed goes on. */
export interface FailedRefund {
  /** Which attempt failed, from 1. */
  attempt: number;
  triedAgain: boolean;
}

/** A refund has failed: queued at the first time, given up at the last, or where the bank took the money. The charge is locked. */
export async function takeFailedRefund(
  em: EntityManager,
  order: Order,
  refund: Transaction,
  charge: Transaction,
): Promise<FailedRefund> {
  const now = clock.now();
  const settings = await settingsOf(em);
  const known = await entryOf(em, refund);
  if (known === null && charge.overReturned) {
    charge.releaseRefund(refund.price);
    return { attempt: 1, triedAgain: false };
  }
  if (known === null) {
    em.persist(RefundQueueEntry.queue(refund, charge, now, settings.timeZone));
    return { attempt: 1, triedAgain: true };
  }
  const last = known.fail(refund.responseCode, now);
  if (!last && charge.overReturned) {
    known.remove(SYSTEM.username, 'Charged back', now);
    leaveQueue(em, order, charge, known, 'charged_back', { correlationId: known.initiator.correlationId });
    return { attempt: known.attempts, triedAgain: false };
  }
  if (last) {
    leaveQueue(em, order, charge, known, 'exhausted', { correlationId: known.initiator.correlationId });
    record(em, 'billing.refund_queue.exhausted', {
      correlationId: known.initiator.correlationId,
      about: { orderId: known.orderId, transactionId: charge.id },
      attributes: {
        transactionId: charge.id,
        orderNumber: known.orderNumber,
        amount: known.price,
        notifyEmails: await notifiedOf(em, settings),
        attempts: known.attempts,
        ...(refund.responseCode === null ? {} : { responseCode: refund.responseCode }),
      },
    });
  }
  return { attempt: known.attempts, triedAgain: !last };
}

/** A refund that was not made leaves the queue: its amount is free again. */
export function leaveQueue(
  em: EntityManager,
  order: Order,
  charge: Transaction,
  entry: RefundQueueEntry,
  cause: RefundGivenUpCause,
  by: Pick<Fact<'billing.refund_queue.left'>, 'call' | 'correlationId'>,
): void {
  charge.releaseRefund(entry.price);
  const { price: amount, attempts, removedReason } = entry;
  record(em, 'billing.refund_queue.left', {
    ...by,
    context: contextOfOrder(order),
    about: { orderId: order.id, transactionId: charge.id },
    attributes: { amount, orderId: order.id, attempts, cause },
    personal: {
      ...nameOf(order),
      ...(cause === 'removed' && removedReason !== null ? { text: removedReason } : {}),
    },
  });
}

/** What of some charges waits in the queue; null: nothing. */
export async function waitingRefunds(em: EntityManager, chargeIds: readonly string[]): Promise<Money | null> {
  const queued = await em.find(RefundQueueEntry, {
    chargeId: { $in: [...chargeIds] },
    status: { $in: ['waiting', 'trying'] },
  });
  return queued.length === 0 ? null : queued.map(({ price }) => price).reduce(add);
}

/** A refund went through: where it was tried again, it leaves the queue. */
export async function takeSucceededRefund(em: EntityManager, refund: Transaction): Promise<void> {
  (await entryOf(em, refund))?.succeed(clock.now());
}

/** Whether refunds of a charge are in the queue: their amount is not given back yet. */
export async function inRefundQueue(em: EntityManager, chargeIds: readonly string[]): Promise<boolean> {
  return (await waitingRefunds(em, chargeIds)) !== null;
}

function entryOf(em: EntityManager, refund: Transaction): Promise<RefundQueueEntry | null> {
  return em.findOne(
    RefundQueueEntry,
    { refundId: refund.id, status: 'trying' },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
}
