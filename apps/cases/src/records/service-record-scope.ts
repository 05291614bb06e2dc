import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, extentOf, type AccessRow, type Actor } from '@daybook/contracts';
import { Bound, firstRow } from '@daybook/persistence';
import { inCampaignsOf } from '../people/customer-context';
import { ServiceRecord } from './service-record.entity';

/**
 * The condition that an actor may see record `r`: whose extent is `own`, what it started, handles or owns; who has
 * campaigns of its own, the records of customers who ordered in one of them.
 */
export function recordsVisibleTo(actor: Actor, access: AccessRow, bound: Bound): string {
  const all = extentOf(actor, access) === 'all';
  if (all && actor.campaignIds === null) return 'true';
  const own = `${bound.add(actor.id)}::uuid in (r.started_by, r.handler_id, r.owner_id)`;
  const campaigns = inCampaignsOf(actor, 'r.customer_id', own, bound);
  return all || actor.accessLevel === 'api_user' ? campaigns : `${own} and ${campaigns}`;
}

/**
 * The record, locked until the transaction ends.
 * @throws DomainError `cases.not_found` when there is none, or none that the actor may see
 */
export async function recordForChange(
  em: EntityManager,
  id: string,
  actor: Actor,
  access: AccessRow = 'cases.work',
): Promise<ServiceRecord> {
  const bound = new Bound(id);
  const visible = await firstRow(
    em,
    `select 1 as found from service_record r where r.id = $1 and ${recordsVisibleTo(actor, access, bound)}`,
    bound.values,
  );
  const found =
    visible === undefined
      ? null
      : await em.findOne(ServiceRecord, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (found === null) throw new DomainError('cases.not_found');
  return found;
}
