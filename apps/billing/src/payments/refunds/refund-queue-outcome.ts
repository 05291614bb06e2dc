import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { clock, record } from '@daybook/persistence';
import { settingsOf } from '../../settings/settings.entity';
import type { Transaction } from '../transaction.entity';
import { RefundQueueEntry } from './refund-queue-entry.entity';

/** How a refund that failed goes on. */
export interface FailedRefund {
  /** Which attempt failed, from 1. */
  attempt: number;
  triedAgain: boolean;
}

/** A refund has failed: queued at the first time, given up at the last. The charge is locked. */
export async function takeFailedRefund(
  em: EntityManager,
  refund: Transaction,
  charge: Transaction,
): Promise<FailedRefund> {
  const now = clock.now();
  const settings = await settingsOf(em);
  const known = await entryOf(em, refund);
  if (known === null) {
    em.persist(RefundQueueEntry.queue(refund, charge, now, settings.timeZone));
    return { attempt: 1, triedAgain: true };
  }
  const last = known.fail(refund.responseCode, now);
  if (last) {
    charge.releaseRefund(known.price);
    record(em, 'billing.refund_queue.exhausted', {
      correlationId: known.initiator.correlationId,
      about: { orderId: known.orderId, transactionId: charge.id },
      attributes: {
        transactionId: charge.id,
        orderNumber: known.orderNumber,
        amount: known.price,
        notifyEmails: settings.notifyEmails,
        attempts: known.attempts,
        ...(refund.responseCode === null ? {} : { responseCode: refund.responseCode }),
      },
    });
  }
  return { attempt: known.attempts, triedAgain: !last };
}

/** A refund went through: where it was tried again, it leaves the queue. */
export async function takeSucceededRefund(em: EntityManager, refund: Transaction): Promise<void> {
  (await entryOf(em, refund))?.succeed(clock.now());
}

/** Whether refunds of a charge are in the queue: their amount is not given back yet. */
export async function inRefundQueue(em: EntityManager, chargeIds: readonly string[]): Promise<boolean> {
  const queued = { chargeId: { $in: [...chargeIds] }, status: { $in: ['waiting', 'trying'] } } as const;
  return (await em.count(RefundQueueEntry, queued)) > 0;
}

function entryOf(em: EntityManager, refund: Transaction): Promise<RefundQueueEntry | null> {
  return em.findOne(
    RefundQueueEntry,
    { refundId: refund.id, status: 'trying' },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
}
