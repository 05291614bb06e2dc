import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, type View } from '../../../api/client';
import type { paths } from '../../../api/snapshots/schema';
import { currentLanguage } from '../../../i18n/i18n';
import { bucketOf, filterOf, type ReportFilter, type ReportSearch } from './report-search';

const REPORT = '/reports/customer-service';

export type Completeness = View<'CompletenessView'>;
export type ActionTotal = View<'ActionTotalView'>;
export type FilterView = View<'ReportFilterView'>;
export type DetailRow = View<'ActionDetailView'>;

/** What of an address the totals depend on. */
const keyOf = (search: ReportSearch): ReportFilter => filterOf(search);

/** Under which all answers of one report stand; `refresh` asks for them again. */
export const REPORT_KEY = 'customer-service-report';

/** A report stands still until one asks for it anew: numbers do not move under the hand. */
const still = {
  staleTime: Infinity,
  refetchOnWindowFocus: false,
  placeholderData: keepPreviousData,
} as const;

export const filtersQuery = queryOptions({
  queryKey: ['report-filters'],
  queryFn: ({ signal }) => answerOf(api.GET(`${REPORT}/filters`, { signal })),
  staleTime: 5 * 60_000,
});

export function actionsQuery(search: ReportSearch) {
  const query = { ...keyOf(search), compare: 'previous' as const };
  return queryOptions({
    queryKey: [REPORT_KEY, 'actions', query],
    queryFn: ({ signal }) => answerOf(api.GET(`${REPORT}/actions`, { params: { query }, signal })),
    ...still,
  });
}

/** The totals of this moment, beside those that are shown. */
export function newestQuery(search: ReportSearch) {
  const query = keyOf(search);
  return queryOptions({
    queryKey: ['report-newest', query],
    queryFn: ({ signal }) => answerOf(api.GET(`${REPORT}/actions`, { params: { query }, signal })),
    staleTime: Infinity,
  });
}

/** One total, e.g. of the report without one of its filters. */
export function totalQuery(search: ReportSearch) {
  const query = keyOf(search);
  return queryOptions({
    queryKey: [REPORT_KEY, 'total', query],
    queryFn: async ({ signal }) =>
      (await answerOf(api.GET(`${REPORT}/actions`, { params: { query }, signal }))).total,
    ...still,
  });
}

export function seriesQuery(search: ReportSearch) {
  const query = { ...keyOf(search), bucket: bucketOf(search) };
  return queryOptions({
    queryKey: [REPORT_KEY, 'series', query],
    queryFn: ({ signal }) => answerOf(api.GET(`${REPORT}/series`, { params: { query }, signal })),
    ...still,
  });
}

export function customFieldsQuery(search: ReportSearch) {
  const query = keyOf(search);
  return queryOptions({
    queryKey: [REPORT_KEY, 'custom-fields', query],
    queryFn: ({ signal }) => answerOf(api.GET(`${REPORT}/custom-fields`, { params: { query }, signal })),
    ...still,
  });
}

export function agentsQuery(search: ReportSearch) {
  const query = keyOf(search);
  return queryOptions({
    queryKey: [REPORT_KEY, 'agents', query],
    queryFn: ({ signal }) => answerOf(api.GET(`${REPORT}/agents`, { params: { query }, signal })),
    ...still,
  });
}

export function breakdownQuery(
  search: ReportSearch,
  dimension: paths['/reports/customer-service/by']['get']['parameters']['query']['dimension'],
) {
  const query = { ...keyOf(search), dimension, limit: 50 };
  return queryOptions({
    queryKey: [REPORT_KEY, 'by', query],
    queryFn: ({ signal }) => answerOf(api.GET(`${REPORT}/by`, { params: { query }, signal })),
    ...still,
  });
}

/** Rows asked for at once. */
export const PAGE_SIZE = 200;

/** One page of the details; the first without a cursor. */
export function detailsQuery(filter: ReportFilter, cursor: string | undefined) {
  const query = {
    ...filter,
    limit: PAGE_SIZE,
    language: currentLanguage(),
    ...(cursor === undefined ? {} : { cursor }),
  };
  return queryOptions({
    queryKey: [REPORT_KEY, 'details', query],
    queryFn: ({ signal }) => answerOf(api.GET(`${REPORT}/details`, { params: { query }, signal })),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    gcTime: 60_000,
  });
}

export const savedQuery = queryOptions({
  queryKey: ['saved-reports'],
  queryFn: async ({ signal }) =>
    (await answerOf(api.GET(`${REPORT}/saved`, { params: { query: { limit: 200 } }, signal }))).items,
});

export function exportsQuery() {
  return queryOptions({
    queryKey: ['report-exports'],
    queryFn: async ({ signal }) => (await answerOf(api.GET(`${REPORT}/exports`, { signal }))).items,
    refetchInterval: ({ state }) =>
      state.data?.some((one) => one.state === 'waiting' || one.state === 'running') === true ? 1000 : false,
  });
}
