import type { EntityManager } from '@mikro-orm/postgresql';
import type { TransactionPurpose } from '@daybook/contracts';
import type { Order } from '../orders/order.entity';
import type { Transaction } from './transaction.entity';

/** Does what follows from a transaction that has its outcome; the order and the transaction are locked. */
export type OutcomeHandler = (em: EntityManager, order: Order, transaction: Transaction) => Promise<void>;

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
}
