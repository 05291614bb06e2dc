import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, extentOf, type AccessRow, type Actor } from '@daybook/contracts';
import { firstRow } from '@daybook/persistence';
import type { SqlPart } from '../cases/case-scope';
import { ServiceRecord } from './service-record.entity';

/** The condition that an actor may see record `r`. Whose extent is `own` sees what it started, handles or owns. */
export function recordsVisibleTo(actor: Actor, access: AccessRow): SqlPart {
  if (extentOf(actor, access) === 'all') return { sql: 'true', params: [] };
  return { sql: '?::uuid in (r.started_by, r.handler_id, r.owner_id)', params: [actor.id] };
}

/**
 * The record, locked until the transaction ends.
 * @throws DomainError `cases.not_found` when there is none, or none that the actor may see
 */
export async function recordForChange(em: EntityManager, id: string, actor: Actor): Promise<ServiceRecord> {
  const scope = recordsVisibleTo(actor, 'cases.work');
  const visible = await firstRow(
    em,
    `select 1 as found from service_record r where r.id = ? and ${scope.sql}`,
    [id, ...scope.params],
  );
  const found =
    visible === undefined
      ? null
      : await em.findOne(ServiceRecord, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (found === null) throw new DomainError('cases.not_found');
  return found;
}
