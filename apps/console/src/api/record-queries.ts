import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, type View } from './client';
import type { paths } from './snapshots/schema';
import { customerChanged } from './customer-queries';
import { queryClient } from './query-client';

/** Everything that is asked about service records lies below this key. */
export const SERVICE_RECORDS = 'service-records';

/** Rows that are fetched at once. */
export const RECORDS_AT_ONCE = 50;

/** What narrows the list of service records, as the API takes it. */
export type RecordFilter = Omit<
  NonNullable<paths['/service-records']['get']['parameters']['query']>,
  'limit' | 'cursor'
>;

export const serviceRecordsQuery = (filter: RecordFilter, cursor: string | undefined) =>
  queryOptions({
    queryKey: [SERVICE_RECORDS, 'list', filter, cursor ?? null],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/service-records', {
          params: {
            query: { ...filter, limit: RECORDS_AT_ONCE, ...(cursor === undefined ? {} : { cursor }) },
          },
          signal,
        }),
      ),
  });

/** @param conversationId the conversation that is looked at; the last when undefined */
export const serviceRecordQuery = (id: string, conversationId: string | undefined) =>
  queryOptions({
    queryKey: [SERVICE_RECORDS, 'record', id, conversationId ?? null],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/service-records/{id}', {
          params: { path: { id }, query: conversationId === undefined ? {} : { conversationId } },
          signal,
        }),
      ),
  });

/** A service record was changed here: what is shown of it and of its customer is asked for anew. */
export function serviceRecordChanged({ customer }: Pick<View<'ServiceRecordView'>, 'customer'>): void {
  void queryClient.invalidateQueries({ queryKey: [SERVICE_RECORDS] });
  if (customer) customerChanged(customer.id);
}
