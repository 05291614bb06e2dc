import type { EntityManager } from '@mikro-orm/postgresql';
import type { Money } from '@daybook/contracts';
import { record, type Fact } from '@daybook/persistence';
import { contextOfOrder, nameOf } from '../../orders/order-context';
import type { Order } from '../../orders/order.entity';
import type { Transaction } from '../transaction.entity';

/** What is told of a chargeback. */
export interface ChargebackFact {
  created: boolean;
  amount: Money;
  reasonCode?: string;
  /** What a person wrote. */
  text?: string;
  at: Date;
  /** Who says so. */
  by: Pick<Fact<'billing.chargeback.created'>, 'call' | 'correlationId'>;
}

/** A charge was taken back by the customer's bank, or given back again: marked on the transaction, and recorded. */
export function recordChargeback(
  em: EntityManager,
  order: Order,
  transaction: Transaction,
  { created, amount, reasonCode, text, at, by }: ChargebackFact,
): void {
  const { unexpected } = transaction.chargeBack(created ? amount : null, at);
  record(em, created ? 'billing.chargeback.created' : 'billing.chargeback.reverted', {
    ...by,
    time: at,
    unexpected,
    context: contextOfOrder(order),
    attributes: {
      amount,
      orderId: order.id,
      ...(reasonCode === undefined ? {} : { reasonCode }),
      ...(transaction.captured ? {} : { authorised: true }),
      ...transaction.returnedWhole,
    },
    about: {
      orderId: order.id,
      transactionId: transaction.id,
      ...(transaction.purchaseId === null ? {} : { purchaseId: transaction.purchaseId }),
    },
    personal: { ...nameOf(order), ...(text === undefined ? {} : { text }) },
  });
}
