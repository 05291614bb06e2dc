import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api, type View } from './client';
import { RECORDS } from './customer-queries';

/** Rows of a table that are fetched at once. */
const PAGE = 50;

const path = (id: string) => ({ params: { path: { id } } });

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: [RECORDS, 'order', id],
    queryFn: ({ signal }) => answerOf(api.GET('/orders/{id}', { ...path(id), signal })),
  });

export const purchaseQuery = (id: string) =>
  queryOptions({
    queryKey: [RECORDS, 'purchase', id],
    queryFn: ({ signal }) => answerOf(api.GET('/purchases/{id}', { ...path(id), signal })),
  });

export const fulfillmentQuery = (id: string) =>
  queryOptions({
    queryKey: [RECORDS, 'fulfillment', id],
    queryFn: ({ signal }) => answerOf(api.GET('/fulfillments/{id}', { ...path(id), signal })),
  });

const pageOf = (id: string, cursor: string | undefined) => ({
  path: { id },
  query: { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) },
});

/** What was charged for an order and what went back, newest first. */
export const orderTransactions = (id: string) =>
  infiniteQueryOptions({
    queryKey: [RECORDS, 'order', id, 'transactions'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answerOf(api.GET('/orders/{id}/transactions', { params: pageOf(id, pageParam), signal })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** What is sent of an order, newest first. */
export const orderFulfillments = (id: string) =>
  infiniteQueryOptions({
    queryKey: [RECORDS, 'order', id, 'fulfillments'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answerOf(api.GET('/orders/{id}/fulfillments', { params: pageOf(id, pageParam), signal })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** The purchases that an order's recurring lines made. */
export const orderPurchases = ({ id, items }: View<'OrderView'>) => {
  const ids = [...new Set(items.flatMap(({ purchaseId }) => (purchaseId ? [purchaseId] : [])))];
  return infiniteQueryOptions({
    queryKey: [RECORDS, 'order', id, 'purchases', ids],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ signal }) => ({
      items: await Promise.all(
        ids.map((purchaseId) => answerOf(api.GET('/purchases/{id}', { ...path(purchaseId), signal }))),
      ),
      nextCursor: null as string | null,
    }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
};

/** Every try to tell a house of a parcel. */
export const deliveriesQuery = (fulfillmentId: string) =>
  queryOptions({
    queryKey: [RECORDS, 'fulfillment', fulfillmentId, 'deliveries'],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/webhooks/deliveries', { params: { query: { fulfillmentId, limit: PAGE } }, signal }),
      ),
  });
