import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { TransactionPurpose } from '@daybook/contracts';
import { recordAccountPayment } from '../accounts/account-outcome';
import { recordCaptureOutcome } from './captures/capture-outcome';
import { contextOfOrder, nameOf } from '../orders/order-context';
import { Order } from '../orders/order.entity';
import { recordOrderOutcome } from '../ordering/order-outcome';
import { billTo, keepPaymentMethod } from './methods/kept-payment-methods';
import { handleRebillOutcome } from '../purchases/rebills/rebill-outcome';
import { recordReversalOutcome } from './refunds/reversal-outcome';
import { collectTax } from './taxes/tax-collections';
import { initiatedBy } from './initiator';
import { Transaction } from './transaction.entity';
import { chargedBy } from './payment-tokens';
import { OUR_PROCESSOR } from './processor/processor-client';
import type { ProcessorVerdict } from './processor/processor-verdict';

/** What a charge that has its outcome leads to, by what it was for. */
const tellCharge: Readonly<
  Record<TransactionPurpose, (em: EntityManager, order: Order, charge: Transaction) => Promise<unknown>>
> = { order: recordOrderOutcome, rebill: handleRebillOutcome, account: recordAccountPayment };

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
      await tellCharge[transaction.purpose](em, order, transaction);
      if (verdict.succeeded) await keepMethod(em, order, transaction, verdict);
      break;
    case 'capture':
      await recordCaptureOutcome(em, order, transaction);
      break;
    case 'void':
    case 'refund':
      await recordReversalOutcome(em, order, transaction);
      break;
  }
  if (transaction.captured && transaction.purpose === 'order') await collectTax(em, order, transaction);
  await em.flush();
  return transaction;
}

/** The card that was charged is kept, and the purchases that were sold with it are billed to it. */
async function keepMethod(
  em: EntityManager,
  order: Order,
  transaction: Transaction,
  { card, bin, last4 }: ProcessorVerdict,
): Promise<void> {
  const { token } = await chargedBy(em, transaction);
  if (token === null) return;
  const method = await keepPaymentMethod(
    em,
    order.customerId,
    token,
    { bin, last4, ...card },
    { by: initiatedBy(transaction.initiator), context: contextOfOrder(order), personal: nameOf(order) },
  );
  transaction.paymentMethodId = method.id;
  await billTo(em, order.id, method);
}
