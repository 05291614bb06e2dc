import {
  dimensionFilters,
  reportFilters,
  type CustomFieldFilter,
  type DaybookEvent,
  type ReportDimension,
  type ReportFilter,
} from '@daybook/contracts';
import { FIELD_DIMENSION, fieldMembers, TYPE_DIMENSION } from './fields';
import type { Transact } from './sql';

/** A column of the activity table that a filter compares with. */
export interface FilterColumn {
  /** Its name; safe to stand in SQL. */
  column: string;
  /** The dimension whose keys it holds. */
  dimension: string;
  /** Whether it holds an array of keys. */
  many: boolean;
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
    valuesOf: (event) => fieldMembers(filter.fields(event)),
  };
}

/**
 * Adds the columns that are not there yet, and notes for each that the rows before it must be filled. What
 * is there already costs one look and no lock.
 */
export async function ensureFilterColumns(
  transact: Transact,
  columns: readonly FilterColumn[],
): Promise<void> {
  await transact(async (sql) => {
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
  });
}

function snakeCase(name: string): string {
  return name.replace(/([A-Z])/g, '_$1').toLowerCase();
}
