import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor, EventContext } from '@daybook/contracts';
import { contextOf, type Bound } from '@daybook/persistence';
import { knownCustomer } from './known-people';

/** What surrounds an activity about a customer: the latest order; without one, the country of the customer's address. */
export async function contextOfCustomer(em: EntityManager, customerId: string): Promise<EventContext> {
  const context = await contextOf(em, customerId);
  if (context.country !== undefined) return context;
  const country = (await knownCustomer(em, customerId))?.country ?? undefined;
  return country === undefined ? context : { ...context, country };
}

/**
 * The condition that something about a customer lies within an actor's campaigns: the customer ordered in one of them.
 * While they ordered nowhere, it is what is the actor's own.
 * @param customer the column of the customer
 * @param own the condition that it is the actor's own
 */
export function inCampaignsOf({ campaignIds }: Actor, customer: string, own: string, bound: Bound): string {
  if (campaignIds === null) return 'true';
  const ordered = (where: string): string =>
    `exists (select 1 from customer_context x where x.customer_id = ${customer} and ${where})`;
  const inOne = ordered(`x.campaign_ids && ${bound.add(campaignIds)}::text[]`);
  return `(${inOne} or (${own} and not ${ordered(`x.campaign_ids <> '{}'`)}))`;
}
