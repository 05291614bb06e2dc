import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError } from '@daybook/contracts';
import { BillingEngine } from './billing-engine.entity';

/** A registered engine. @throws DomainError `billing.not_found` */
export async function findEngine(em: EntityManager, id: string): Promise<BillingEngine> {
  const engine = await em.findOne(BillingEngine, { id });
  if (engine === null) throw new DomainError('billing.not_found');
  return engine;
}
