import type { DaybookEvent } from '@daybook/contracts';
import { fromBody } from '../projector/activity-row';
import { Bound, conditionsOf } from './filter-sql';
import type { Sql } from './sql';
import type { ActivityFilter } from './summary-store';

/** Where a page ends: the moment (microseconds since 1970, as text) and number of its last row. */
export interface RowKey {
  occurredAt: string;
  id: number;
}

/** One activity with what it is called now. */
export interface DetailRow {
  key: RowKey;
  event: DaybookEvent;
  isNote: boolean;
  /** The user's or API User's name now; null where neither acted. */
  username: string | null;
  customerName: string | null;
}

interface Stored {
  us: string;
  id: string;
  event: Omit<DaybookEvent, 'data'> & { data: object };
  personal: object;
  isNote: boolean;
  username: string | null;
  customerName: string | null;
}

/** Rows of a filter at a position, newest first, after a key. */
export async function detailRows(
  sql: Sql,
  filter: ActivityFilter,
  position: number,
  after: RowKey | null,
  limit: number,
): Promise<DetailRow[]> {
  const bound = new Bound();
  const conditions = [conditionsOf(filter, position, bound)];
  if (after !== null) {
    const at = `timestamptz 'epoch' + ${bound.add(after.occurredAt)}::bigint * interval '1 microsecond'`;
    // The second condition follows from the first, but only it lets whole months be left out.
    conditions.push(
      `(a.occurred_at, a.id) < (${at}, ${bound.add(after.id)}::bigint)`,
      `a.occurred_at <= ${at}`,
    );
  }
  return read(sql, conditions.join(' and '), limit, bound);
}

/** One customer's rows, newest first, after a key. */
export async function customerRows(
  sql: Sql,
  asked: { customerId: string; from: string | null; to: string | null; types: readonly string[] | null },
  after: RowKey | null,
  limit: number,
): Promise<DetailRow[]> {
  const bound = new Bound();
  const conditions = [`a.customer_id = ${bound.add(asked.customerId)}::uuid`];
  if (asked.from !== null) conditions.push(`a.occurred_at >= ${bound.add(asked.from)}::timestamptz`);
  if (asked.to !== null) conditions.push(`a.occurred_at < ${bound.add(asked.to)}::timestamptz`);
  if (asked.types !== null) {
    conditions.push(
      `a.type_key in (select key from dimension_member
                       where dimension = 'type' and value = any(${bound.add(asked.types)}::text[]))`,
    );
  }
  if (after !== null) {
    const at = `timestamptz 'epoch' + ${bound.add(after.occurredAt)}::bigint * interval '1 microsecond'`;
    conditions.push(
      `(a.occurred_at, a.id) < (${at}, ${bound.add(after.id)}::bigint)`,
      `a.occurred_at <= ${at}`,
    );
  }
  return read(sql, conditions.join(' and '), limit, bound);
}

/** The narrow rows of the page are found first; only theirs are joined with what is wide. */
async function read(sql: Sql, conditions: string, limit: number, bound: Bound): Promise<DetailRow[]> {
  const rows = await sql.rows<Stored>(
    `select (extract(epoch from a.occurred_at) * 1000000)::bigint as us, a.id, a.is_note as "isNote",
            b.event, b.personal, u.name as username,
            case when c.anonymised then null else c.name end as "customerName"
       from (select a.* from activity a where ${conditions}
              order by a.occurred_at desc, a.id desc limit ${bound.add(limit)}::integer) a
       join activity_body b on b.customer_id = a.customer_id and b.occurred_at = a.occurred_at and b.id = a.id
       left join dimension_member u on u.dimension = 'user' and u.key = a.user_key
       left join report_customer c on c.customer_id = a.customer_id
      order by a.occurred_at desc, a.id desc`,
    bound.values,
  );
  return rows.map((row) => ({
    key: { occurredAt: row.us, id: Number(row.id) },
    event: fromBody(row.event, row.personal),
    isNote: row.isNote,
    username: row.username,
    customerName: row.customerName,
  }));
}
