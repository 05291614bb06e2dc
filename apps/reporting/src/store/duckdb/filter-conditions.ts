import { NARROW_LIMIT } from './follower/column-layout';
import { numbers, type BoundList } from './file/duckdb-file';
import type { Span } from './rollups/rollup-plan';
import { actorKinds } from '../model/stored-event';
import type { ActivityFilter, ColumnCondition } from '../model/activity-filter';
import { whole } from './file/whole';

/** Up to so many keys stand in the text, because only then are whole blocks left out by their smallest and largest. */
const WRITTEN_OUT = 100;

/** The column store cannot ask this exactly as PostgreSQL would; PostgreSQL answers. */
export class Unanswerable extends Error {}

/** The WHERE conditions of a filter at a position, about the rows of table `activity` as `a`. */
export function conditionsOf(filter: ActivityFilter, position: number, bound: BoundList[]): string {
  return [upTo(position), within([spanOf(filter)]), matching(filter, bound)].join(' and ');
}

/** Rows numbered up to a position; all where that is infinite. */
export function upTo(position: number): string {
  return position === Infinity ? 'true' : `a.id <= ${whole(position)}`;
}

/** The period of a filter. @throws Unanswerable for a moment finer than a microsecond */
export function spanOf({ from, to }: ActivityFilter): Span {
  return {
    from: from === null ? -Infinity : microsecondsOf(from),
    to: to === null ? Infinity : microsecondsOf(to),
  };
}

/** Rows whose moments lie in one of some periods. */
export function within(spans: readonly Span[]): string {
  const each = spans.map(({ from, to }) => {
    const ends = [
      ...(from === -Infinity ? [] : [`a.moment >= ${whole(from)}`]),
      ...(to === Infinity ? [] : [`a.moment < ${whole(to)}`]),
    ];
    return ends.length === 0 ? 'true' : ends.join(' and ');
  });
  return each.length === 1 ? each[0] : `(${each.map((one) => `(${one})`).join(' or ')})`;
}

/**
 * Everything that a filter keeps but its period; rollups have these columns too.
 * @param each whether a column with several keys stands there with one of them in each row, as in rollups
 */
export function matching(filter: ActivityFilter, bound: BoundList[], each = false): string {
  const conditions = filter.conditions.map((condition) =>
    conditionOf(each ? { ...condition, many: false } : condition, bound),
  );
  if (filter.notes === 'only') conditions.push('a.is_note');
  if (filter.notes === 'without') conditions.push('not a.is_note');
  if (filter.usersOnly) conditions.push(`a.actor_kind = ${actorKinds.user}`);
  return conditions.length === 0 ? 'true' : conditions.join(' and ');
}

/** Rows without a key have 0. */
function conditionOf(condition: ColumnCondition, bound: BoundList[]): string {
  const { column, many, keys, keyless, except } = condition;
  if (except === true)
    return keys.length === 0 ? 'true' : `a.${column} not in (${keys.map(whole).join(', ')})`;
  if (keyless === 'all' && !many) return conditionOf({ column, many, keys: [0, ...keys] }, bound);
  if (keyless !== undefined) {
    const acted = keyless === 'all' ? '' : ` and a.actor_kind = ${whole(keyless)}`;
    return `(${conditionOf({ column, many, keys }, bound)} or (a.${column} = 0${acted}))`;
  }
  if (keys.length === 0) return 'false';
  if (!many) return `a.${column} ${amongKeys(keys, bound)}`;
  return `a.${column} in (select m.set_key from ${column}_member m where m.key ${amongKeys(keys, bound)})`;
}

function amongKeys(keys: readonly number[], bound: BoundList[]): string {
  if (keys.length <= WRITTEN_OUT) return `in (${keys.map(whole).join(', ')})`;
  bound.push(numbers(keys));
  const narrow = keys.every((key) => key <= NARROW_LIMIT);
  return `= any($${bound.length}::${narrow ? 'usmallint' : 'uinteger'}[])`;
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
