import type { EntityManager } from '@mikro-orm/postgresql';
import type { EventContext } from '@daybook/contracts';
import { contextOf } from '@daybook/persistence';
import type { Customer } from './customer.entity';

/** What surrounds an activity about a customer: the latest order; without one, the country of the customer's address. */
export async function contextOfCustomer(em: EntityManager, customer: Customer): Promise<EventContext> {
  const context = await contextOf(em, customer.id);
  return context.country === undefined && customer.country !== null
    ? { ...context, country: customer.country }
    : context;
}
