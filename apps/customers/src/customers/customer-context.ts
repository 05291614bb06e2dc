import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, type Actor, type EventContext } from '@daybook/contracts';
import { Bound, contextOf, firstRow } from '@daybook/persistence';
import { visibleTo } from './customer-scope';
import type { Customer } from './customer.entity';

/** What surrounds an activity about a customer: the latest order; without one, the country of the customer's address. */
export async function contextOfCustomer(em: EntityManager, customer: Customer): Promise<EventContext> {
  return inCountry(await contextOf(em, customer.id), customer.country);
}

/** A customer about whom something is written, and what surrounds it. */
export interface MentionedCustomer {
  name: string;
  context: EventContext;
}

/**
 * The customer about whom something is written that changes nothing of the customer: kept from being anonymised until
 * the transaction ends, while others may write at the same time. One statement.
 * @throws DomainError `customers.not_found` when there is none, or none that the actor may see; `customers.anonymised`
 */
export async function mentionedCustomer(
  em: EntityManager,
  id: string,
  actor: Actor,
): Promise<MentionedCustomer> {
  const bound = new Bound(id);
  const text = `select c.name, c.addresses #>> '{0,country}' country, c.anonymised_at, x.latest
                  from customer c left join customer_context x on x.customer_id = c.id
                 where c.id = $1 and ${visibleTo(actor, bound)} for share of c`;
  const name = actor.campaignIds === null ? 'customer_mentioned' : 'customer_mentioned_in_campaigns';
  const found = await firstRow<{
    name: string;
    country: string | null;
    anonymised_at: Date | null;
    latest: EventContext | null;
  }>(em, { name, text }, bound.values);
  if (found === undefined) throw new DomainError('customers.not_found');
  if (found.anonymised_at !== null) throw new DomainError('customers.anonymised');
  const context = { productIds: [], customFields: {}, ...found.latest, customerId: id };
  return { name: found.name, context: inCountry(context, found.country) };
}

function inCountry(context: EventContext, country: string | null): EventContext {
  return context.country === undefined && country !== null ? { ...context, country } : context;
}
