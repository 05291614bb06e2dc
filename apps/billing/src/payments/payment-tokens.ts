import type { EntityManager } from '@mikro-orm/postgresql';
import { Order } from '../orders/order.entity';
import { PaymentMethod } from './methods/payment-method.entity';
import type { Transaction } from './transaction.entity';

/** What a transaction charges: a kept payment method, or the bare token that an order was given. */
export interface Charged {
  method: PaymentMethod | null;
  token: string | null;
}

/** The token of what a transaction charges. */
export async function chargedToken(
  em: EntityManager,
  { paymentMethodId: id }: Transaction,
  { paymentToken }: Order,
): Promise<string | null> {
  return id === null ? paymentToken : (await em.findOneOrFail(PaymentMethod, { id })).token;
}

/** The payment method of the transaction, else the one the order was given. */
export async function chargedBy(em: EntityManager, transaction: Transaction): Promise<Charged> {
  const { paymentMethodId: id, orderId, customerId } = transaction;
  if (id !== null) {
    const method = await em.findOneOrFail(PaymentMethod, { id });
    return { method, token: method.token };
  }
  const { paymentToken } = await em.findOneOrFail(Order, { id: orderId });
  const method =
    paymentToken === null ? null : await em.findOne(PaymentMethod, { customerId, token: paymentToken });
  return { method, token: paymentToken };
}
