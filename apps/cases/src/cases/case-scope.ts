import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, extentOf, type AccessRow, type Actor } from '@daybook/contracts';
import { Bound, clock, rows } from '@daybook/persistence';
import { inCampaignsOf } from '../people/customer-context';
import { rulesOf } from '../schemes/scheme-rules';
import { recordMissedTargets } from './case-facts';
import { Case } from './case.entity';

/**
 * The condition that an actor may see case `c`: whose extent is `own`, what it opened or is responsible for; who has
 * campaigns of its own, the cases of customers who ordered in one of them.
 */
export function visibleTo(actor: Actor, access: AccessRow, bound: Bound): string {
  const all = extentOf(actor, access) === 'all';
  if (all && actor.campaignIds === null) return 'true';
  const own = `${bound.add(actor.id)}::uuid in (c.responsible_id, c.opened_by)`;
  const campaigns = inCampaignsOf(actor, 'c.customer_id', own, bound);
  return all || actor.accessLevel === 'api_user' ? campaigns : `${own} and ${campaigns}`;
}

/**
 * The cases of some ids that the actor may work on, locked until the transaction ends. Locked in the order of their
 * ids, so that two calls about the same cases wait for each other instead of deadlocking. What their time missed until
 * now is recorded before anything else happens to them.
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
  const rules = await rulesOf(
    em,
    found.map(({ type }) => type),
  );
  for (const subject of found) {
    subject.rules = rules(subject.type);
    await recordMissedTargets(em, subject, clock.now());
  }
  return new Map(found.map((subject) => [subject.id, subject]));
}

/** One of them. @throws DomainError `cases.not_found` when there is none, or none that the actor may see */
export async function caseForChange(em: EntityManager, id: string, actor: Actor): Promise<Case> {
  const subject = (await casesForChange(em, [id], actor)).get(id);
  if (subject === undefined) throw new DomainError('cases.not_found');
  return subject;
}
