import { actorKinds } from '../../projector/activity-row';
import type { ActivityFilter, ColumnCondition } from '../summary-store';
import { NARROW_LIMIT } from './column-layout';
import { numbers, type BoundList } from './duckdb.file';
import { whole } from './followed-rows';

/** The column store cannot ask this exactly as PostgreSQL would; PostgreSQL answers. */
export class Unanswerable extends Error {}

/**
 * The WHERE conditions of a filter at a position, about table `activity` as `a`. Lists are bound; single numbers
 * stand in the text, because only then are whole blocks left out by their smallest and largest values.
 * @throws Unanswerable for a moment finer than a microsecond
 */
export function conditionsOf(filter: ActivityFilter, position: number, bound: BoundList[]): string {
  const conditions = [`a.id <= ${whole(position)}`];
  if (filter.from !== null) conditions.push(`a.moment >= ${whole(microsecondsOf(filter.from))}`);
  if (filter.to !== null) conditions.push(`a.moment < ${whole(microsecondsOf(filter.to))}`);
  for (const condition of filter.conditions) conditions.push(conditionOf(condition, bound));
  if (filter.notes === 'only') conditions.push('a.is_note');
  if (filter.notes === 'without') conditions.push('not a.is_note');
  if (filter.usersOnly) conditions.push(`a.actor_kind = ${actorKinds.user}`);
  return conditions.join(' and ');
}

function conditionOf({ column, many, keys }: ColumnCondition, bound: BoundList[]): string {
  if (keys.length === 0) return 'false';
  bound.push(numbers(keys));
  const narrow = !many && keys.every((key) => key <= NARROW_LIMIT);
  const list = `any($${bound.length}::${narrow ? 'usmallint' : 'uinteger'}[])`;
  if (!many) return `a.${column} = ${list}`;
  return `a.${column} in (select m.set_key from ${column}_member m where m.key = ${list})`;
}

const MOMENT = /^(\d{4}-\d\d-\d\d)[ t](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(z|[+-]\d\d:\d\d)$/i;

/** An RFC 3339 moment in microseconds since 1970. */
export function microsecondsOf(moment: string): number {
  const parts = MOMENT.exec(moment);
  const [, date, time, fraction = '', zone = ''] = parts ?? [];
  const seconds = Date.parse(`${date}T${time}${zone.toUpperCase()}`);
  if (parts === null || Number.isNaN(seconds)) throw new Unanswerable(`${moment} is left to PostgreSQL`);
  return seconds * 1_000 + Number(fraction.padEnd(6, '0'));
}
