import type { EntityManager } from '@mikro-orm/postgresql';
import type { PurchaseDecision, TransactionPurpose } from '@daybook/contracts';
import type { Fact } from '@daybook/persistence';
import type { Order } from '../orders/order.entity';
import type { Transaction } from './transaction.entity';

/** Does what follows from a transaction that has its outcome; the order and the transaction are locked. */
export type OutcomeHandler = (em: EntityManager, order: Order, transaction: Transaction) => Promise<void>;

/** All that was paid for an order is given back, or on its way: by voids, refunds, or the customer's bank. */
export interface OrderReturn {
  /** What becomes of its purchases. */
  purchases: PurchaseDecision;
  /** Free text of whoever gave it back. */
  reason: string | null;
  by: Pick<Fact<'billing.rebill.cancelled'>, 'call' | 'actor' | 'cause' | 'correlationId' | 'time'>;
}

/**
 * What follows from the outcomes of payments: each room registers what it does, since payments know none of those above
 * them. They are called in this sequence, in the transaction that settles the payment.
 */
export abstract class PaymentOutcomes {
  /** Of a charge, by what it was for. */
  abstract readonly charge: Readonly<Record<TransactionPurpose, readonly OutcomeHandler[]>>;
  abstract readonly capture: readonly OutcomeHandler[];
  /** Of a void or a refund. */
  abstract readonly reversal: readonly OutcomeHandler[];
  /** Of whatever leaves nothing of what was paid for an order; called again where more of it is given back. */
  abstract readonly orderReturned: (em: EntityManager, order: Order, what: OrderReturn) => Promise<void>;
}
