import { extentOf, type AccessRow, type Actor } from '@daybook/contracts';

/**
 * The campaigns an actor may see in a row of the access matrix; null: all. Who may use a row for their own only, but
 * has no campaigns, sees nothing.
 */
export function campaignScope(actor: Actor, access: AccessRow): string[] | null {
  if (actor.campaignIds !== null) return actor.campaignIds;
  return extentOf(actor, access) === 'own' ? [] : null;
}

/** Whether a campaign lies in an actor's scope. */
export function inScope(actor: Actor, access: AccessRow, campaignId: string): boolean {
  return campaignScope(actor, access)?.includes(campaignId) ?? true;
}

/** What must hold of rows, that an actor sees those of their campaigns only. */
export function scopeCondition(actor: Actor, access: AccessRow): object {
  const campaigns = campaignScope(actor, access);
  return campaigns === null ? {} : { campaignId: { $in: campaigns } };
}
