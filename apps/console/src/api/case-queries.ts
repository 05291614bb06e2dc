import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, type View } from './client';
import type { paths } from './snapshots/schema';
import { customerChanged } from './customer-queries';
import { queryClient } from './query-client';

/** Everything that is asked about cases lies below this key. */
export const CASES = 'cases';

/** Rows that are fetched at once. */
export const PAGE_SIZE = 50;

/** What narrows the list of cases, as the API takes it. */
export type CaseFilter = Omit<NonNullable<paths['/cases']['get']['parameters']['query']>, 'limit' | 'cursor'>;

export const casesQuery = (filter: CaseFilter, cursor: string | undefined) =>
  queryOptions({
    queryKey: [CASES, 'list', filter, cursor ?? null],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/cases', {
          params: { query: { ...filter, limit: PAGE_SIZE, ...(cursor === undefined ? {} : { cursor }) } },
          signal,
        }),
      ),
  });

/** How many cases each named view has. */
export const caseCountsQuery = queryOptions({
  queryKey: [CASES, 'views'],
  queryFn: ({ signal }) => answerOf(api.GET('/cases/views', { signal })),
});

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: [CASES, 'case', id],
    queryFn: ({ signal }) => answerOf(api.GET('/cases/{id}', { params: { path: { id } }, signal })),
  });

export const macrosQuery = queryOptions({
  queryKey: ['case-macros'],
  staleTime: 60_000,
  queryFn: ({ signal }) => answerOf(api.GET('/case-macros', { signal })),
});

/** A case was changed here: what is shown of it, of the lists and of its customer is asked for anew. */
export function caseChanged({ customer }: Pick<View<'CaseView'>, 'customer'>): void {
  void queryClient.invalidateQueries({ queryKey: [CASES] });
  customerChanged(customer.id);
}
