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
  yield* linesOf(client.query(copyTo(copyStatement(columns, `${numbered} order by id`))));
}

async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<string[][]> {
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines.map((line) => line.split('\t'));
  }
}

/** Rows up to a position that were corrected after it, up to another one, as they are now. */
export async function correctedRows(
  client: Client,
  columns: readonly FilterColumn[],
  range: { after: number; until: number },
): Promise<string[][]> {
  const corrected = `select from activity_correction c
    where c.position > ${whole(range.after)} and c.position <= ${whole(range.until)}`;
  // Hardly anything ever is: the answer costs a look into an empty index.
  const { rows } = await client.query(`${corrected} limit 1`);
  if (rows.length === 0) return [];
  const same =
    'c.customer_id = activity.customer_id and c.occurred_at = activity.occurred_at and c.id = activity.id';
  const where = `id <= ${whole(range.after)} and exists (${corrected} and ${same})`;
  const found: string[][] = [];
  for await (const part of linesOf(client.query(copyTo(copyStatement(columns, where))))) found.push(...part);
  return found;
}

/** Copies activities out, a line each with tabs between. None holds anything that would have to be escaped. */
export function copyStatement(columns: readonly FilterColumn[], where: string): string {
  const read = [...FOLLOWED.map((column) => column.read), ...columns.map(({ column }) => column)];
  return `copy (select ${read.join(', ')} from activity where ${where}) to stdout`;
}
