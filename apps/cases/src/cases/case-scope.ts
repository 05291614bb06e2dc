import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, extentOf, type AccessRow, type Actor } from '@daybook/contracts';
import { rows } from '@daybook/persistence';
import { Case } from './case.entity';

/** A piece of SQL with its parameters. */
export interface SqlPart {
  sql: string;
  params: unknown[];
}

/**
 * The condition that an actor may see case `c`. Whose extent is `own` sees the cases it opened or is responsible for;
 * a key bound to campaigns also those of customers who ordered in one of them.
 */
export function visibleTo(actor: Actor, access: AccessRow): SqlPart {
  if (extentOf(actor, access) === 'all') return { sql: 'true', params: [] };
  const own: SqlPart = {
    sql: '(c.responsible_id = ?::uuid or c.opened_by = ?::uuid)',
    params: [actor.id, actor.id],
  };
  if (actor.accessLevel !== 'api_user') return own;
  return {
    sql: `(${own.sql} or exists (
      select 1 from customer_context x
      where x.customer_id = c.customer_id
        and x.campaign_ids && array(select jsonb_array_elements_text(?::jsonb))))`,
    params: [...own.params, JSON.stringify(actor.campaignIds ?? [])],
  };
}

/**
 * The cases of some ids that the actor may work on, locked until the transaction ends. Locked in the order of their
 * ids, so that two calls about the same cases wait for each other instead of deadlocking.
 */
export async function casesForChange(
  em: EntityManager,
  ids: readonly string[],
  actor: Actor,
): Promise<Map<string, Case>> {
  const scope = visibleTo(actor, 'cases.work');
  const visible = await rows<{ id: string }>(
    em,
    `select c.id from customer_case c
     where c.id in (select jsonb_array_elements_text(?::jsonb)::uuid) and ${scope.sql}`,
    [JSON.stringify(ids), ...scope.params],
  );
  const found = await em.find(
    Case,
    { id: { $in: visible.map(({ id }) => id) } },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
  );
  return new Map(found.map((subject) => [subject.id, subject]));
}

/** One of them. @throws DomainError `cases.not_found` when there is none, or none that the actor may see */
export async function caseForChange(em: EntityManager, id: string, actor: Actor): Promise<Case> {
  const subject = (await casesForChange(em, [id], actor)).get(id);
  if (subject === undefined) throw new DomainError('cases.not_found');
  return subject;
}
