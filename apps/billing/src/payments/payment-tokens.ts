import type { EntityManager } from '@mikro-orm/postgresql';
import { firstRow } from '@daybook/persistence';
import { Order } from '../orders/order.entity';
import { PaymentMethod } from './methods/payment-method.entity';
import type { Transaction } from './transaction.entity';

/** What a transaction charges: a kept payment method, or the bare token that an order was given. */
export interface Charged {
  method: PaymentMethod | null;
  token: string | null;
}

/** The payment method of the transaction, else that of its purchase, else the one the order was given. */
export async function chargedBy(em: EntityManager, transaction: Transaction): Promise<Charged> {
  const { paymentMethodId, purchaseId, orderId, customerId } = transaction;
  const id = paymentMethodId ?? (purchaseId === null ? null : await methodOfPurchase(em, purchaseId));
  if (id !== null) {
    const method = await em.findOneOrFail(PaymentMethod, { id });
    return { method, token: method.token };
  }
  const { paymentToken } = await em.findOneOrFail(Order, { id: orderId });
  const method =
    paymentToken === null ? null : await em.findOne(PaymentMethod, { customerId, token: paymentToken });
  return { method, token: paymentToken };
}

async function methodOfPurchase(em: EntityManager, purchaseId: string): Promise<string | null> {
  const row = await firstRow<{ payment_method_id: string | null }>(
    em,
    'select payment_method_id from purchase where id = ?',
    [purchaseId],
  );
  return row?.payment_method_id ?? null;
}
