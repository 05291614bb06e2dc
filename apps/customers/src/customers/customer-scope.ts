import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, type Actor } from '@daybook/contracts';
import { Bound, firstRow } from '@daybook/persistence';
import { Customer } from './customer.entity';

/**
 * The condition that an actor may see customer `c`: without campaigns of its own it sees all; with them, the
 * customers who ordered in one of them, and those it created itself.
 */
export function visibleTo({ id, campaignIds }: Actor, bound: Bound): string {
  if (campaignIds === null) return 'true';
  return `(c.created_by = ${bound.add(id)}::uuid or exists (
    select 1 from customer_context x
    where x.customer_id = c.id and x.campaign_ids && ${bound.add(campaignIds)}::text[]))`;
}

/** @throws DomainError `customers.not_found` when there is none, or none that the actor may see */
export async function assertVisible(em: EntityManager, id: string, actor: Actor): Promise<void> {
  const bound = new Bound(id);
  const found = await firstRow(
    em,
    `select 1 as found from customer c where c.id = $1 and ${visibleTo(actor, bound)}`,
    bound.values,
  );
  if (found === undefined) throw new DomainError('customers.not_found');
}

/**
 * The customer as it is now, not locked.
 * @throws DomainError `customers.not_found` when there is none, or none that the actor may see
 */
export async function visibleCustomer(em: EntityManager, id: string, actor: Actor): Promise<Customer> {
  if (actor.campaignIds !== null) await assertVisible(em, id, actor);
  const customer = await em.findOne(Customer, { id });
  if (customer === null) throw new DomainError('customers.not_found');
  return customer;
}

/**
 * The customer, locked until the transaction ends, so that two edits of different fields both last.
 * @throws DomainError `customers.not_found` when there is none, or none that the actor may see; `customers.anonymised`
 */
export async function customerForChange(em: EntityManager, id: string, actor: Actor): Promise<Customer> {
  const customer = await lockedCustomer(em, id, actor);
  if (customer.anonymisedAt !== null) throw new DomainError('customers.anonymised');
  return customer;
}

/**
 * The customer, locked until the transaction ends, anonymised or not.
 * @throws DomainError `customers.not_found` when there is none, or none that the actor may see
 */
export async function lockedCustomer(em: EntityManager, id: string, actor: Actor): Promise<Customer> {
  if (actor.campaignIds !== null) await assertVisible(em, id, actor);
  const customer = await em.findOne(Customer, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (customer === null) throw new DomainError('customers.not_found');
  return customer;
}
