import type { Bound } from '@daybook/persistence';
import type { ActivityFilter, ColumnCondition } from '../model/activity-filter';
import { actorKinds } from '../model/stored-event';

/** The WHERE conditions of a filter at a position, about table `activity` as `a`. */
export function conditionsOf(filter: ActivityFilter, position: number, bound: Bound): string {
  const conditions = [`a.id <= ${bound.add(position)}::bigint`];
  if (filter.from !== null) conditions.push(`a.occurred_at >= ${bound.add(filter.from)}::timestamptz`);
  if (filter.to !== null) conditions.push(`a.occurred_at < ${bound.add(filter.to)}::timestamptz`);
  conditions.push(...filter.conditions.map((condition) => conditionOf(condition, bound)));
  if (filter.notes === 'only') conditions.push('a.is_note');
  if (filter.notes === 'without') conditions.push('not a.is_note');
  if (filter.usersOnly) conditions.push(`a.actor_kind = ${actorKinds.user}`);
  return conditions.join(' and ');
}

function conditionOf({ column, many, keys, keyless, except }: ColumnCondition, bound: Bound): string {
  const placeholder = `${bound.add(keys)}::integer[]`;
  if (except === true) return `a.${column} <> all(${placeholder})`;
  const keyed = many ? `a.${column} && ${placeholder}` : `a.${column} = any(${placeholder})`;
  if (keyless === undefined) return keyed;
  const acted = keyless === 'all' ? '' : ` and a.actor_kind = ${keyless}`;
  return `(${keyed} or a.${column} is null${acted})`;
}
