import { SYSTEM, type Money, type TransactionOutcome } from '@daybook/contracts';
import type { Order } from '../orders/order.entity';
import type { Initiator } from './initiator';
import { OUTSIDE, Transaction } from './transaction.entity';

/** A movement of money that an engine made and told of. */
export function engineTransaction(
  order: Order,
  purchase: { id: string; engineId: string | null },
  what: {
    amount: Money;
    outcome: TransactionOutcome;
    cycle: number;
    attempt: number;
    processor: string;
    responseCode: string;
    unexpected: boolean;
    correlationId: string;
    at: Date;
    now: Date;
  },
): Transaction {
  const transaction = Transaction.of('sale', order, what.amount, what.now);
  transaction.purpose = 'rebill';
  transaction.purchaseId = purchase.id;
  transaction.engineId = purchase.engineId;
  transaction.outcome = what.outcome;
  transaction.captured = what.outcome === 'success';
  transaction.cycle = what.cycle;
  transaction.attempt = what.attempt;
  transaction.processor = what.processor;
  transaction.responseCode = what.responseCode;
  transaction.unexpected = what.unexpected;
  transaction.occurredAt = what.at;
  transaction.initiator = { actor: SYSTEM, correlationId: what.correlationId };
  return transaction;
}

/** Money that came in beside the processor, once somebody has it. */
export function outsideTransaction(
  order: Order,
  what: { amount: Money; initiator: Initiator; now: Date },
): Transaction {
  const transaction = Transaction.of('sale', order, what.amount, what.now);
  transaction.outcome = 'success';
  transaction.captured = true;
  transaction.settled = true;
  transaction.processor = OUTSIDE;
  transaction.initiator = what.initiator;
  return transaction;
}
