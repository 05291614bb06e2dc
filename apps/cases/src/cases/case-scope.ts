import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, extentOf, type AccessRow, type Actor } from '@daybook/contracts';
import { Bound, rows } from '@daybook/persistence';
import { Case } from './case.entity';

/**
 * The condition that an actor may see case `c`. Whose extent is `own` sees the cases it opened or is responsible for;
 * a key bound to campaigns also those of customers who ordered in one of them.
 */
export function visibleTo(actor: Actor, access: AccessRow, bound: Bound): string {
  if (extentOf(actor, access) === 'all') return 'true';
  const own = `${bound.add(actor.id)}::uuid in (c.responsible_id, c.opened_by)`;
  if (actor.accessLevel !== 'api_user') return own;
  return `(${own} or exists (
    select 1 from customer_context x
    where x.customer_id = c.customer_id and x.campaign_ids && ${bound.add(actor.campaignIds ?? [])}::text[]))`;
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
  const bound = new Bound(ids);
  const visible = await rows<{ id: string }>(
    em,
    `select c.id from customer_case c
     where c.id = any($1::uuid[]) and ${visibleTo(actor, 'cases.work', bound)}`,
    bound.values,
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
