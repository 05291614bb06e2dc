import {
  dimensionFilters,
  reportFilters,
  type CustomFieldFilter,
  type DaybookEvent,
  type ReportDimension,
  type ReportFilter,
} from '@daybook/contracts';
import { FIELD_DIMENSION, fieldMembers, TYPE_DIMENSION } from './dimension-names';
import type { Sql, Transact } from './sql';

/** A column of the activity table that a filter compares with. */
export interface FilterColumn {
  /** Its name; safe to stand in SQL. */
  column: string;
  /** The dimension whose keys it holds. */
  dimension: string;
  /** Whether it holds an array of keys. */
  many: boolean;
  /** Whether an index has the rows of one key in the order of the Details. */
  paged: boolean;
  /** The reference event that names its members. */
  namedBy?: string;
  valuesOf(event: DaybookEvent): readonly string[];
}

/** The columns that a list of filters needs, one for each dimension. */
export function filterColumns(filters: readonly ReportFilter[] = reportFilters): FilterColumn[] {
  const columns = [
    columnOf({ name: TYPE_DIMENSION, several: false, values: (event) => [event.type] }),
    ...dimensionFilters(filters).map((filter) => columnOf(filter.dimension)),
    ...filters.filter((one): one is CustomFieldFilter => one.kind === 'customField').map(fieldColumn),
  ];
  return [...new Map(columns.map((column) => [column.column, column])).values()];
}

/** The column of a dimension. */
export function columnOf(dimension: ReportDimension): FilterColumn {
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(dimension.name)) {
    throw new Error(`The report's dimension "${dimension.name}" must be named in snake case`);
  }
  return {
    column: `${dimension.name}_${dimension.several ? 'keys' : 'key'}`,
    dimension: dimension.name,
    many: dimension.several,
    paged: dimension.paged === true,
    ...(dimension.namedBy === undefined ? {} : { namedBy: dimension.namedBy }),
    valuesOf: dimension.values,
  };
}

/** The column with an order's custom fields: each field and value together is one member. */
export function fieldColumn(filter: CustomFieldFilter): FilterColumn {
  return {
    column: `${snakeCase(filter.parameter)}_keys`,
    dimension: FIELD_DIMENSION,
    many: true,
    paged: false,
    valuesOf: (event) => fieldMembers(filter.fields(event)),
  };
}

/** Adds the columns that are not there yet, with their indexes. What is there already costs one look and no lock. */
export async function ensureFilterColumns(
  transact: Transact,
  columns: readonly FilterColumn[],
): Promise<void> {
  await transact(async (sql) => {
    await addFilterColumns(sql, columns);
    const indexes = `select indexrelid::regclass::text as name from pg_index where indrelid = 'activity'::regclass`;
    const indexed = new Set((await sql.rows<{ name: string }>(indexes)).map(({ name }) => name));
    for (const column of columns.filter(({ paged }) => paged)) {
      if (!indexed.has(pageIndexOf(column))) await sql.rows(pageIndex(column));
    }
  });
}

/** Adds the columns that are not there yet, and notes for each that the rows before it must be filled. */
export async function addFilterColumns(sql: Sql, columns: readonly FilterColumn[]): Promise<void> {
  const find = `select attname as name from pg_attribute where attrelid = 'activity'::regclass and attnum > 0`;
  const present = new Set((await sql.rows<{ name: string }>(find)).map(({ name }) => name));
  for (const { column, many } of columns) {
    if (present.has(column)) continue;
    await sql.rows(`alter table activity add column if not exists ${column} integer${many ? '[]' : ''}`);
    await sql.rows(
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

function snakeCase(name: string): string {
  return name.replace(/([A-Z])/g, '_$1').toLowerCase();
}
