import type { EntityManager } from '@mikro-orm/postgresql';
import { Order } from '../orders/order.entity';
import { PaymentMethod } from '../payment-methods/payment-method.entity';
import type { Transaction } from '../transactions/transaction.entity';

/** The token that a transaction charges: that of its payment method, else the one the order was given. */
export async function tokenOf(em: EntityManager, transaction: Transaction): Promise<string | null> {
  const { paymentMethodId, orderId } = transaction;
  if (paymentMethodId !== null) return (await em.findOneOrFail(PaymentMethod, { id: paymentMethodId })).token;
  return (await em.findOneOrFail(Order, { id: orderId })).paymentToken;
}
