import type { Bound } from '@daybook/persistence';
import type { ActivityFilter } from '../model/activity-filter';
import { actorKinds } from '../model/stored-event';

/** The WHERE conditions of a filter at a position, about table `activity` as `a`. */
export function conditionsOf(filter: ActivityFilter, position: number, bound: Bound): string {
  const conditions = [`a.id <= ${bound.add(position)}::bigint`];
  if (filter.from !== null) conditions.push(`a.occurred_at >= ${bound.add(filter.from)}::timestamptz`);
  if (filter.to !== null) conditions.push(`a.occurred_at < ${bound.add(filter.to)}::timestamptz`);
  for (const { column, many, keys } of filter.conditions) {
    const placeholder = `${bound.add(keys)}::integer[]`;
    conditions.push(many ? `a.${column} && ${placeholder}` : `a.${column} = any(${placeholder})`);
  }
  if (filter.notes === 'only') conditions.push('a.is_note');
  if (filter.notes === 'without') conditions.push('not a.is_note');
  if (filter.usersOnly) conditions.push(`a.actor_kind = ${actorKinds.user}`);
  return conditions.join(' and ');
}
