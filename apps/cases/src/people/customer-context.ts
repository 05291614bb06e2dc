import type { EntityManager } from '@mikro-orm/postgresql';
import type { EventContext } from '@daybook/contracts';
import { contextOf } from '@daybook/persistence';
import { knownCustomer } from './known-people';

/** What surrounds an activity about a customer: the latest order; without one, the country of the customer's address. */
export async function contextOfCustomer(em: EntityManager, customerId: string): Promise<EventContext> {
  const context = await contextOf(em, customerId);
  if (context.country !== undefined) return context;
  const country = (await knownCustomer(em, customerId))?.country ?? undefined;
  return country === undefined ? context : { ...context, country };
}
