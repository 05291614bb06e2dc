import type { DaybookEvent } from '@daybook/contracts';
import { fromBody } from '../projector/activity-row';
import { array, cellOf, quoted } from './activity-writer';
import { Dimensions, WantedMembers } from './dimensions';
import type { FilterColumn } from './filter-columns';
import type { Sql, Transact } from './sql';

/** Rows filled in one transaction. */
const PART = 2_000;

interface StoredRow {
  id: string;
  occurredAt: string;
  customerId: string;
  event: Omit<DaybookEvent, 'data'> & { data: object };
  personal: object;
}

/**
 * Fills the columns of new filters for the rows that were there before them, from the stored events; goes on
 * where an interrupted start left off. Several replicas may do it at once.
 * @param progress told after each part
 */
export async function fillNewColumns(
  transact: Transact,
  columns: readonly FilterColumn[],
  progress: (column: string, filled: number, until: number) => void = () => undefined,
): Promise<void> {
  const dimensions = new Dimensions(transact);
  for (const column of columns) {
    for (let more = true; more;) {
      more = await transact(async (sql) => {
        const [due] = await sql.rows<{ filled: string; until: string }>(
          'select filled, until from column_fill where column_name = $1 for update',
          [column.column],
        );
        if (due === undefined) return false;
        const [from, until] = [Number(due.filled), Number(due.until)];
        const to = Math.min(from + PART, until);
        await fillPart(sql, dimensions, column, from, to);
        progress(column.column, to, until);
        if (to < until)
          await sql.rows('update column_fill set filled = $2 where column_name = $1', [column.column, to]);
        else await sql.rows('delete from column_fill where column_name = $1', [column.column]);
        return to < until;
      });
    }
  }
}

async function fillPart(
  sql: Sql,
  dimensions: Dimensions,
  column: FilterColumn,
  from: number,
  to: number,
): Promise<void> {
  const rows = await sql.rows<StoredRow>(
    `select a.id, a.occurred_at::text as "occurredAt", a.customer_id as "customerId", b.event, b.personal
       from activity a
       join activity_body b on b.customer_id = a.customer_id and b.occurred_at = a.occurred_at and b.id = a.id
      where a.id > $1::bigint and a.id <= $2::bigint`,
    [from, to],
  );
  const filled = rows
    .map((row) => ({ row, values: column.valuesOf(fromBody(row.event, row.personal)) }))
    .filter(({ values }) => values.length > 0);
  if (filled.length === 0) return;
  const wanted = new WantedMembers();
  for (const { values } of filled) for (const value of values) wanted.add(column.dimension, value, true);
  const keys = await dimensions.resolve(wanted);
  await sql.rows(
    `update activity a set ${column.column} = f.cell::integer${column.many ? '[]' : ''}
       from unnest($1::bigint[], $2::timestamptz[], $3::uuid[], $4::text[]) as f (id, occurred_at, customer_id, cell)
      where a.customer_id = f.customer_id and a.occurred_at = f.occurred_at and a.id = f.id`,
    [
      array(filled.map(({ row }) => row.id)),
      array(filled.map(({ row }) => quoted(row.occurredAt))),
      array(filled.map(({ row }) => row.customerId)),
      array(filled.map(({ values }) => cellOf(keys, column, values))),
    ],
  );
}
