import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, extentOf, type AccessRow, type Actor } from '@daybook/contracts';
import { Bound, firstRow } from '@daybook/persistence';
import { ServiceRecord } from './service-record.entity';

/** The condition that an actor may see record `r`. Whose extent is `own` sees what it started, handles or owns. */
export function recordsVisibleTo(actor: Actor, access: AccessRow, bound: Bound): string {
  if (extentOf(actor, access) === 'all') return 'true';
  return `${bound.add(actor.id)}::uuid in (r.started_by, r.handler_id, r.owner_id)`;
}

/**
 * The record, locked until the transaction ends.
 * @throws DomainError `cases.not_found` when there is none, or none that the actor may see
 */
export async function recordForChange(em: EntityManager, id: string, actor: Actor): Promise<ServiceRecord> {
  const bound = new Bound(id);
  const visible = await firstRow(
    em,
    `select 1 as found from service_record r where r.id = $1 and ${recordsVisibleTo(actor, 'cases.work', bound)}`,
    bound.values,
  );
  const found =
    visible === undefined
      ? null
      : await em.findOne(ServiceRecord, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (found === null) throw new DomainError('cases.not_found');
  return found;
}
