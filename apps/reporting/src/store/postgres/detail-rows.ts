import type { EntityManager } from '@mikro-orm/postgresql';
import { Bound, textRows } from '@daybook/persistence';
import type { ActivityFilter, ColumnCondition } from '../model/activity-filter';
import type { DetailRow, RowKey } from '../model/detail-row';
import { fromBody, type StoredEvent } from '../model/stored-event';
import { conditionsOf } from './filter-conditions';

/** A row as the server wrote it: the columns of `read`. Its event is read when it is used. */
export type StoredRow = readonly [
  us: string,
  id: string,
  isNote: string,
  event: string,
  personal: string,
  username: string | null,
  customerName: string | null,
];

/** The key of a stored row. */
export function keyOf([us, id]: StoredRow): RowKey {
  return { occurredAt: us, id: Number(id) };
}

/** Reads a stored row. */
export function detailRow(row: StoredRow): DetailRow {
  const [, , isNote, event, personal, username, customerName] = row;
  return {
    key: keyOf(row),
    event: fromBody(JSON.parse(event) as StoredEvent, JSON.parse(personal) as object),
    isNote: isNote === 't',
    username,
    customerName,
  };
}

/** Keys of one index looked through one after the other at most; beyond that it is cheaper to look by time. */
const MOST_KEYS = 100;

/**
 * How PostgreSQL finds the rows of a filter in their order: by time alone; by one condition with an index of its own;
 * null where it would have to pass over rows that may be many.
 */
export function pagedBy({ conditions, notes, usersOnly }: ActivityFilter): 'time' | ColumnCondition | null {
  const [only, ...others] = conditions;
  if (only === undefined) return 'time';
  const { paged, keys, keyless, except } = only;
  const keyed = paged === true && keyless === undefined && except === undefined;
  const fits = keyed && others.length === 0 && keys.length <= MOST_KEYS;
  return fits && notes === 'with' && !usersOnly ? only : null;
}

/** Rows of a filter at a position, newest first, after a key. */
export async function rowsOfFilter(
  em: EntityManager,
  filter: ActivityFilter,
  position: number,
  after: RowKey | null,
  limit: number,
): Promise<StoredRow[]> {
  const bound = new Bound();
  const by = pagedBy(filter);
  if (by === null || by === 'time') {
    const where = [conditionsOf(filter, position, bound), ...afterKey(after, bound)];
    return read(em, newest(where, bound.add(limit)), bound);
  }
  // Rows of several keys lie in as many places of the index: the newest of each are taken, then the newest of those.
  const rest = { ...filter, conditions: [] };
  const where = [`a.${by.column} = k.key`, conditionsOf(rest, position, bound), ...afterKey(after, bound)];
  const most = bound.add(limit);
  return read(
    em,
    `select n.* from unnest(${bound.add(by.keys)}::integer[]) as k (key), lateral (${newest(where, most)}) n
      order by n.occurred_at desc, n.id desc limit ${most}::integer`,
    bound,
  );
}

/** The rows of some keys, newest first. */
export async function rowsOfKeys(em: EntityManager, keys: readonly RowKey[]): Promise<StoredRow[]> {
  if (keys.length === 0) return [];
  const bound = new Bound();
  const moments = bound.add(keys.map(({ occurredAt }) => occurredAt));
  const ids = bound.add(keys.map(({ id }) => id));
  return read(
    em,
    // Each is looked up: joined, a few thousand keys make the planner read the whole table.
    `select a.* from unnest(${moments}::bigint[], ${ids}::bigint[]) as k (us, id)
      cross join lateral (select a.* from activity a
                           where a.occurred_at = timestamptz 'epoch' + k.us * interval '1 microsecond' and a.id = k.id
                           limit 1) a`,
    bound,
  );
}

/** Which of a customer's rows are asked for; null: not narrowed by that. */
export interface CustomerRowsAsked {
  customerId: string;
  orderId: string | null;
  from: string | null;
  to: string | null;
  types: readonly string[] | null;
}

/**
 * One customer's rows, newest first, after a key. Those of an order are picked from them without an index of their
 * own: a customer has hundreds of rows, and each of ten million would pay for it.
 */
export async function customerRows(
  em: EntityManager,
  asked: CustomerRowsAsked,
  after: RowKey | null,
  limit: number,
): Promise<DetailRow[]> {
  const bound = new Bound();
  const conditions = [`a.customer_id = ${bound.add(asked.customerId)}::uuid`];
  if (asked.orderId !== null)
    conditions.push(`(a.order_id = ${bound.add(asked.orderId)}::uuid or a.is_note)`);
  if (asked.from !== null) conditions.push(`a.occurred_at >= ${bound.add(asked.from)}::timestamptz`);
  if (asked.to !== null) conditions.push(`a.occurred_at < ${bound.add(asked.to)}::timestamptz`);
  if (asked.types !== null) {
    conditions.push(
      `a.type_key in (select key from dimension_member
                       where dimension = 'type' and value = any(${bound.add(asked.types)}::text[]))`,
    );
  }
  conditions.push(...afterKey(after, bound));
  return (await read(em, newest(conditions, bound.add(limit)), bound)).map(detailRow);
}

function newest(conditions: readonly string[], limit: string): string {
  return `select a.* from activity a where ${conditions.join(' and ')}
           order by a.occurred_at desc, a.id desc limit ${limit}::integer`;
}

function afterKey(after: RowKey | null, bound: Bound): string[] {
  if (after === null) return [];
  const at = `timestamptz 'epoch' + ${bound.add(after.occurredAt)}::bigint * interval '1 microsecond'`;
  // The second condition follows from the first, but only it lets whole months be left out.
  return [`(a.occurred_at, a.id) < (${at}, ${bound.add(after.id)}::bigint)`, `a.occurred_at <= ${at}`];
}

/**
 * The narrow rows of the page are found first, with the users' names; what is wide is looked up for each of them.
 * Left to itself the planner reads all bodies and joins them with a part of a few thousand rows. Users are few, so
 * that it may read all their names at once; customers are not. Floating point tells microseconds until the year 2106,
 * for a fraction of what numbers of any length cost.
 */
function read(em: EntityManager, narrow: string, bound: Bound): Promise<StoredRow[]> {
  return textRows<StoredRow>(
    em,
    `select (date_part('epoch', a.occurred_at) * 1000000)::bigint, a.id, a.is_note, b.event, b.personal, a.username,
            (select c.name from report_customer c where c.customer_id = a.customer_id and not c.anonymised)
       from (select n.customer_id, n.occurred_at, n.id, n.is_note, u.name as username
               from (${narrow}) n
               left join dimension_member u on u.dimension = 'user' and u.key = n.user_key
              order by n.occurred_at desc, n.id desc
             offset 0) a
      cross join lateral (select b.event, b.personal from activity_body b
                           where b.customer_id = a.customer_id and b.occurred_at = a.occurred_at and b.id = a.id
                           limit 1) b
      order by a.occurred_at desc, a.id desc`,
    bound.values,
  );
}
