import {
  dimensionFilters,
  reportFilters,
  type CustomFieldFilter,
  type DaybookEvent,
  type ReportDimension,
  type ReportFilter,
} from '@daybook/contracts';
import { FIELD_DIMENSION, fieldMembers, TYPE_DIMENSION } from './dimension-names';

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

function snakeCase(name: string): string {
  return name.replace(/([A-Z])/g, '_$1').toLowerCase();
}
