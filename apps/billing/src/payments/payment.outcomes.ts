import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { tellCaptureOutcome } from '../captures/capture.outcome';
import { Order } from '../orders/order.entity';
import { tellSaleOutcome } from '../orders/sale.outcome';
import { tellGiveBackOutcome } from '../transactions/give-back.outcome';
import { Transaction, type ProcessorVerdict } from '../transactions/transaction.entity';
import { OUR_PROCESSOR } from './processor.client';

/**
 * Takes the processor's verdict on a transaction and tells what follows from it, once: whoever comes second (a
 * repeated request, another replica's recovery) finds it settled and changes nothing.
 */
export async function settle(
  em: EntityManager,
  transactionId: string,
  verdict: ProcessorVerdict,
): Promise<Transaction> {
  // The order first: whatever concerns it waits here, and always in the same sequence.
  const { orderId } = await em.findOneOrFail(Transaction, { id: transactionId });
  const order = await em.findOneOrFail(
    Order,
    { id: orderId },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  const transaction = await em.findOneOrFail(
    Transaction,
    { id: transactionId },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (!transaction.open) return transaction;
  transaction.processor = OUR_PROCESSOR;
  transaction.settle(verdict);
  switch (transaction.type) {
    case 'sale':
    case 'authorize':
      await tellSaleOutcome(em, order, transaction);
      break;
    case 'capture':
      await tellCaptureOutcome(em, order, transaction);
      break;
    case 'void':
    case 'refund':
      await tellGiveBackOutcome(em, order, transaction);
      break;
  }
  await em.flush();
  return transaction;
}
