import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api, type View } from './client';
import { queryClient } from './query-client';

/** So long is waited for what is shown to be as new as what was done: what comes next is done to that. */
const SHOWN_WITHIN_MS = 3_000;

/** Rows of a table that are fetched at once. */
const PAGE = 50;
/** After a change its event comes in by itself; these are the moments at which it is looked for. */
const LOOK_AGAIN_MS = [1_000, 4_000];

/** Everything that is asked about a customer lies below this key. */
const keyOf = (customerId: string) => ['customer', customerId] as const;

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: [...keyOf(id), 'profile'],
    queryFn: ({ signal }) => answerOf(api.GET('/customers/{id}', { params: { path: { id } }, signal })),
  });

type Listed =
  | 'orders'
  | 'purchases'
  | 'transactions'
  | 'fulfillments'
  | 'payment-methods'
  | 'memberships'
  | 'messages'
  | 'account/entries';
interface PageOf<Row> {
  items: Row[];
  nextCursor?: string | null;
}
interface RowOf {
  orders: View<'OrderView'>;
  purchases: View<'PurchaseView'>;
  transactions: View<'TransactionView'>;
  fulfillments: View<'FulfillmentSummaryView'>;
  'payment-methods': View<'PaymentMethodView'>;
  memberships: View<'MembershipView'>;
  messages: View<'CustomerMessageView'>;
  'account/entries': View<'AccountEntryView'>;
}

/** One of a customer's lists, newest first, page by page. */
export const customerRows = <List extends Listed>(id: string, list: List) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(id), list],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }): Promise<PageOf<RowOf[List]>> => {
      const query = { limit: PAGE, ...(pageParam === undefined ? {} : { cursor: pageParam }) };
      const page = await answerOf(
        api.GET(`/customers/{id}/${list}` as '/customers/{id}/orders', {
          params: { path: { id }, query },
          signal,
        }),
      );
      return page as PageOf<RowOf[List]>;
    },
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** What narrows a customer's history. */
export interface HistoryFilter {
  from?: string;
  to?: string;
  type?: string[];
  legacy?: boolean;
}

export const historyQuery = (
  id: string,
  filter: HistoryFilter & { orderId?: string; language: 'en' | 'es' },
) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(id), 'history', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/customers/{id}/activity', {
          params: {
            path: { id },
            query: { ...filter, limit: PAGE, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: 20_000,
  });

/** What is credited, charged and paid beside orders, and whether the account is in credit control. */
export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: [...keyOf(id), 'account'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/customers/{id}/account', { params: { path: { id } }, signal })),
  });

export const paymentMethodsQuery = (id: string) =>
  queryOptions({
    queryKey: [...keyOf(id), 'payment-methods', 'choices'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/customers/{id}/payment-methods', { params: { path: { id } }, signal })),
  });

export const productQuery = (id: string) =>
  queryOptions({
    queryKey: ['product', id],
    staleTime: 300_000,
    queryFn: ({ signal }) => answerOf(api.GET('/products/{id}', { params: { path: { id } }, signal })),
  });

/** What is asked about single orders, purchases and fulfillments lies below this key. */
export const RECORDS = 'records';

/** Something of a customer was changed here: what is shown of it is asked for anew, now and when its events are there. */
export function customerChanged(customerId: string): void {
  void refreshCustomer(customerId);
}

/** The same for what goes on with what it has changed: waits until it is shown, a while at most. */
export async function refreshCustomer(customerId: string): Promise<void> {
  const ask = () =>
    Promise.all(
      [keyOf(customerId), [RECORDS]].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
    );
  for (const ms of LOOK_AGAIN_MS) setTimeout(() => void ask(), ms);
  await Promise.race([ask(), new Promise((resolve) => setTimeout(resolve, SHOWN_WITHIN_MS))]);
}
