import type { EntityManager } from '@mikro-orm/postgresql';
import { rows } from '@daybook/persistence';
import type { FilterColumn } from '../model/filter-columns';
import type { Transact } from './report-database';

/** Adds the columns that are not there yet, with their indexes. What is there already costs one look and no lock. */
export async function ensureFilterColumns(
  transact: Transact,
  columns: readonly FilterColumn[],
): Promise<void> {
  await transact(async (em) => {
    await addFilterColumns(em, columns);
    const indexes = `select indexrelid::regclass::text as name from pg_index where indrelid = 'activity'::regclass`;
    const indexed = new Set((await rows<{ name: string }>(em, indexes)).map(({ name }) => name));
    for (const column of columns.filter(({ paged }) => paged)) {
      if (!indexed.has(pageIndexOf(column))) await rows(em, pageIndex(column));
    }
  });
}

/** Adds the columns that are not there yet, and notes for each that the rows before it must be filled. */
export async function addFilterColumns(em: EntityManager, columns: readonly FilterColumn[]): Promise<void> {
  const find = `select attname as name from pg_attribute where attrelid = 'activity'::regclass and attnum > 0`;
  const present = new Set((await rows<{ name: string }>(em, find)).map(({ name }) => name));
  for (const { column, many } of columns) {
    if (present.has(column)) continue;
    await rows(em, `alter table activity add column if not exists ${column} integer${many ? '[]' : ''}`);
    await rows(
      em,
      `insert into column_fill (column_name, filled, until) select $1, 0, position from report_position where position > 0
       on conflict do nothing`,
      [column],
    );
  }
}

function pageIndexOf({ column }: FilterColumn): string {
  return `activity_by_${column}`;
}

/** Rows without a value are not looked for by it. */
function pageIndex(column: FilterColumn): string {
  return `create index if not exists ${pageIndexOf(column)} on activity (${column.column}, occurred_at, id)
           where ${column.column} is not null`;
}
