import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';

/** One page of a list, as the API answers it. */
export interface PageOf<Row> {
  items: Row[];
  nextCursor?: string | null;
}

/** What a list is asked for: where the page begins, and the filters that stand in the address. */
export type Ask = Readonly<Record<string, string | string[] | number | undefined>> & {
  cursor?: string;
  limit: number;
};

const LIMIT = 50;

/** The rows of a list, page by page; the filters are a part of its key. */
export function useRows<Row>(
  key: readonly unknown[],
  fetchPage: (ask: Ask) => Promise<PageOf<Row>>,
  filters: Readonly<Record<string, string | string[] | undefined>> = {},
): UseInfiniteQueryResult<InfiniteData<PageOf<Row>>> {
  return useInfiniteQuery({
    queryKey: [...key, filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      fetchPage({ ...filters, limit: LIMIT, ...(pageParam === undefined ? {} : { cursor: pageParam }) }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
