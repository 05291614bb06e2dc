import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { FilterColumn } from '../filter-columns';
import { FIELDS_SET } from './column-layout';

/** Where PostgreSQL stands, and which database it is. */
export interface Source {
  position: number;
  /**
   * Another one after the database was thrown away, restored or failed over, or after the table was replaced:
   * then the same numbers may stand for other rows.
   */
  identity: string;
}

/** Reads where PostgreSQL stands. */
export async function readSource(client: Client): Promise<Source> {
  const { rows } = await client.query<{ position: string; identity: string }>(SOURCE);
  return { position: Number(rows[0]?.position), identity: String(rows[0]?.identity) };
}

const SOURCE = `
  select position,
         concat_ws('/', (select system_identifier from pg_control_system()),
                        (select timeline_id from pg_control_checkpoint()),
                        (select oid from pg_database where datname = current_database()),
                        'activity'::regclass::oid) as identity
    from report_position`;

/** Columns of a followed row: number, moment in microseconds, customer, order, actor's kind, note, fields set, filters. */
export function followedColumns(columns: readonly FilterColumn[]): string[] {
  return [
    'id',
    '(extract(epoch from occurred_at) * 1000000)::bigint',
    'customer_id',
    'order_id',
    'actor_kind',
    'is_note',
    FIELDS_SET,
    ...columns.map(({ column }) => column),
  ];
}

/** Rows numbered after one position up to another, as lists of texts; `\N` where there is no value. */
export function followedRows(
  client: Client,
  columns: readonly FilterColumn[],
  range: { after: number; until: number; order: 'id' | 'occurred_at' },
): AsyncGenerator<string[][]> {
  return parts(
    client,
    `copy (select ${followedColumns(columns).join(', ')} from activity
            where id > ${whole(range.after)} and id <= ${whole(range.until)}
            order by ${range.order}) to stdout`,
  );
}

/** The lines of a COPY. None holds anything that it would have to escape. */
async function* parts(client: Client, copy: string): AsyncGenerator<string[][]> {
  const stream = client.query(copyTo(copy));
  let rest = '';
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines.map((line) => line.split('\t'));
  }
}

/** A number that may stand in a statement's text. */
export function whole(value: number): string {
  if (!Number.isSafeInteger(value)) throw new Error(`${value} is not a whole number`);
  return String(value);
}
