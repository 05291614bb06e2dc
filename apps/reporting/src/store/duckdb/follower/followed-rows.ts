import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { FilterColumn } from '../../model/filter-columns';
import { whole } from '../file/whole';

/** Where PostgreSQL stands, and which database it is. */
export interface Source {
  position: number;
  /** The number of the store, as answers know it. */
  store: number;
  /**
   * Another one after the database was thrown away, restored or failed over, or after the table was replaced:
   * then the same numbers may stand for other rows.
   */
  identity: string;
}

/** Reads where PostgreSQL stands. */
export async function readSource(client: Client): Promise<Source> {
  const { rows } = await client.query<{ position: string; store: number; identity: string }>(SOURCE);
  const [row] = rows;
  return { position: Number(row?.position), store: Number(row?.store), identity: String(row?.identity) };
}

const SOURCE = `
  select position, store,
         concat_ws('/', (select system_identifier from pg_control_system()),
                        (select timeline_id from pg_control_checkpoint()),
                        (select oid from pg_database where datname = current_database()),
                        'activity'::regclass::oid) as identity
    from report_position`;

/** Where a followed row has what; the filters' columns come last. */
export const FOLLOWED = [
  { name: 'id', read: 'id', type: 'bigint' },
  { name: 'moment', read: '(extract(epoch from occurred_at) * 1000000)::bigint', type: 'bigint' },
  { name: 'customer', read: 'customer_id', type: 'uuid' },
  { name: 'order_id', read: 'order_id', type: 'uuid' },
  { name: 'actor_kind', read: 'actor_kind', type: 'utinyint' },
  { name: 'is_note', read: `is_note::int`, type: 'utinyint' },
  { name: 'fields_set', read: 'fields_set', type: 'varchar' },
  { name: 'amount', read: '(amount * 10000)::bigint', type: 'bigint' },
  { name: 'currency', read: 'amount_currency', type: 'varchar' },
] as const;

/** The place of a column in a followed row. */
export function placeOf(name: (typeof FOLLOWED)[number]['name']): number {
  return FOLLOWED.findIndex((column) => column.name === name);
}

/** Rows numbered after one position up to another, in that order, as lists of texts; `\N` where there is no value. */
export async function* followedRows(
  client: Client,
  columns: readonly FilterColumn[],
  range: { after: number; until: number },
): AsyncGenerator<string[][]> {
  const numbered = `id > ${whole(range.after)} and id <= ${whole(range.until)}`;
  const stream = client.query(copyTo(copyStatement(columns, `${numbered} order by id`)));
  let rest = '';
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines.map((line) => line.split('\t'));
  }
}

/** Copies activities out, a line each with tabs between. None holds anything that would have to be escaped. */
export function copyStatement(columns: readonly FilterColumn[], where: string): string {
  const read = [...FOLLOWED.map((column) => column.read), ...columns.map(({ column }) => column)];
  return `copy (select ${read.join(', ')} from activity where ${where}) to stdout`;
}
