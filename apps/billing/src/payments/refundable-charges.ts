import type { EntityManager } from '@mikro-orm/postgresql';
import { Transaction } from './transaction.entity';

/** The charges of orders of which something can be given back, oldest first. */
export async function refundableChargesOf(
  em: EntityManager,
  orderIds: readonly string[],
): Promise<Transaction[]> {
  const all = await em.find(
    Transaction,
    {
      orderId: { $in: [...orderIds] },
      type: { $in: ['sale', 'authorize'] },
      outcome: 'success',
      purpose: { $in: ['order', 'rebill'] },
    },
    { orderBy: { createdAt: 'asc', id: 'asc' } },
  );
  return all.filter((charge) => charge.refundable && !charge.returned);
}
