import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, type AccessRow, type Call } from '@daybook/contracts';
import { inScope } from '../catalog/campaign-scope';
import { Order } from '../orders/order.entity';
import { Transaction } from './transaction.entity';

/**
 * A transaction that a caller names, locked behind its order, as everywhere.
 * @throws DomainError `billing.not_found`, also for one out of scope
 */
export async function lockedCharge(
  em: EntityManager,
  id: string,
  access: AccessRow,
  call: Call,
): Promise<{ order: Order; charge: Transaction }> {
  const found = await em.findOne(Transaction, { id });
  if (found === null || !inScope(call.actor, access, found.campaignId))
    throw new DomainError('billing.not_found');
  const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
  const order = await em.findOneOrFail(Order, { id: found.orderId }, lock);
  return { order, charge: await em.findOneOrFail(Transaction, { id }, lock) };
}
