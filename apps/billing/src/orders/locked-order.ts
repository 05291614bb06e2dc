import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, type Call } from '@daybook/contracts';
import { inScope } from '../catalog/campaign-scope';
import { Order } from './order.entity';

/** The order, locked for a change. @throws DomainError `billing.not_found`, also for one out of scope */
export async function lockedOrder(em: EntityManager, id: string, call: Call): Promise<Order> {
  const order = await em.findOne(Order, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (order === null || !inScope(call.actor, 'orders.view', order.campaignId))
    throw new DomainError('billing.not_found');
  return order;
}
