import type { DimensionFilter, ReportFilter } from './define';
import { dimensionFilters, reportFilters } from './filters';

/** Steps in which totals over time are told. */
export const reportBuckets = ['hour', 'day', 'week', 'month'] as const;
/** Length of a step. */
export type ReportBucket = (typeof reportBuckets)[number];

/** What a dimension of a filter is called where totals are counted by it: types are counted as the actions they stand for. */
export function breakdownName({ parameter, dimension }: DimensionFilter): string {
  return dimension.membersOf === undefined ? dimension.name : parameter;
}

/** The filter whose dimension is called so. */
export function filterOfBreakdown(
  name: string,
  filters: readonly ReportFilter[] = reportFilters,
): DimensionFilter | undefined {
  return dimensionFilters(filters).find((filter) => breakdownName(filter) === name);
}

/** Every dimension by which the report can be counted: those of its filters. */
export const reportDimensions: readonly string[] = dimensionFilters().map(breakdownName);
