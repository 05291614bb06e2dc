import { extentOf, type AccessRow, type Actor } from '@daybook/contracts';

/** Whose actions, or of which campaigns, a viewer sees; null: all. */
export interface ReportScope {
  userIds: readonly string[] | null;
  campaignIds: readonly string[] | null;
}

/** Sight of everything. */
export const EVERYTHING: ReportScope = { userIds: null, campaignIds: null };

/** What an actor sees of the report: its own actions, those of its campaigns, or all. */
export function scopeOf(actor: Actor, access: AccessRow): ReportScope {
  const own = extentOf(actor, access) === 'own';
  if (own && (actor.accessLevel === 'cs_agent' || actor.accessLevel === 'sales_rep')) {
    return { userIds: actor.id === null ? [] : [actor.id], campaignIds: null };
  }
  return { userIds: null, campaignIds: own ? (actor.campaignIds ?? []) : actor.campaignIds };
}
