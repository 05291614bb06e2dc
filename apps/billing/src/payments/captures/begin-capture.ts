import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError } from '@daybook/contracts';
import type { Order } from '../../orders/order.entity';
import type { Initiator } from '../initiator';
import { Transaction } from '../transaction.entity';

/** Whether an authorised payment is being captured now. */
export async function captureUnderWay(em: EntityManager, authorisation: Transaction): Promise<boolean> {
  const open = { parentId: authorisation.id, outcome: { $in: ['pending', 'unknown'] } } as const;
  return (await em.count(Transaction, open)) > 0;
}

/**
 * Begins to capture an authorised payment, whole; its order is locked.
 * @throws DomainError `billing.not_capturable`, `billing.payment_in_progress`
 */
export async function beginCapture(
  em: EntityManager,
  order: Order,
  authorisation: Transaction,
  by: { initiator: Initiator; now: Date; nextTryAt: Date },
): Promise<Transaction> {
  if (!authorisation.capturable) throw new DomainError('billing.not_capturable');
  if (await captureUnderWay(em, authorisation)) {
    throw new DomainError('billing.payment_in_progress', { retryAfter: 3 });
  }
  authorisation.captureAgainAt = null;
  const capture = Transaction.begin('capture', order, {
    amount: authorisation.price,
    parent: authorisation,
    ...by,
  });
  em.persist(capture);
  await em.flush();
  return capture;
}
