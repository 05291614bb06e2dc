import { dimensionFilters, type Actor } from '@daybook/contracts';
import { ACTOR_DIMENSION, CAMPAIGN_DIMENSION } from '../store/model/dimension-names';
import { columnOf } from '../store/model/filter-columns';
import type { ReportSources } from './report-sources';
import { scopeOf, type ReportScope } from './report-scope';

/** A value of a dimension. */
interface Member {
  dimension: string;
  value: string;
}

/** Which values of the report's dimensions an actor may be told the names of: in the panel as in exports. */
export async function seenMembers(from: ReportSources, actor: Actor): Promise<(member: Member) => boolean> {
  const { userIds, campaignIds } = scopeOf(actor, 'report.view');
  // Who sees its own actions only may be kept to campaigns as well.
  const scope = { userIds, campaignIds: campaignIds ?? actor.campaignIds };
  const occurring = scope.campaignIds === null ? null : await occurringFor(from, actor);
  return (member) => isSeen(member, scope) && occurring?.get(member.dimension)?.has(member.value) !== false;
}

/** Of what is listed as it occurs, that which occurs in the actions that an actor sees. */
async function occurringFor(
  from: ReportSources,
  actor: Actor,
): Promise<ReadonlyMap<string, ReadonlySet<string | null>>> {
  const listed = dimensionFilters(from.filters).filter(
    ({ choices, dimension: { name } }) =>
      choices === undefined && name !== ACTOR_DIMENSION && name !== CAMPAIGN_DIMENSION,
  );
  const { found } = await from.snapshots.answer(undefined, async (at) => {
    const { value: filter } = await from.filter({}, actor, 'report.view', at);
    const found = new Map<string, ReadonlySet<string | null>>();
    for (const { dimension } of listed) {
      const { value } = await from.store.members(filter, at.position, columnOf(dimension));
      found.set(dimension.name, new Set(value.map((member) => member.value)));
    }
    return { found };
  });
  return found;
}

/** Who sees own actions or own campaigns only, is shown themselves and those campaigns only. */
function isSeen({ dimension, value }: Member, { userIds, campaignIds }: ReportScope): boolean {
  if (dimension === ACTOR_DIMENSION && userIds !== null) return userIds.includes(value);
  if (dimension === ACTOR_DIMENSION && campaignIds !== null) return false;
  if (dimension === CAMPAIGN_DIMENSION && campaignIds !== null) return campaignIds.includes(value);
  return true;
}
