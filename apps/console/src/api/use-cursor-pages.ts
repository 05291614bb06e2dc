import { useState } from 'react';
import { useQueries, useQueryClient, type QueryFunction } from '@tanstack/react-query';

interface PageOf<Row> {
  items: Row[];
  nextCursor?: string | null;
}

interface PageQuery<Row, Key extends readonly unknown[]> {
  queryKey: Key;
  queryFn?: QueryFunction<PageOf<Row>, Key>;
}

export interface CursorPages<Row> {
  /** How many rows can be scrolled to by now; undefined while nothing is known. */
  reachable: number | undefined;
  /** Whether there are more behind them. */
  more: boolean;
  rowAt: (index: number) => Row | undefined;
  error: Error | null;
  retry: () => void;
}

interface Chain {
  /** The cursor of each page that is known; the first has none. */
  cursors: readonly (string | undefined)[];
  /** The cursors before the newest change: their rows stand until the new ones are there. */
  former: readonly (string | undefined)[];
  /** How many rows the list has, once its end was seen. */
  end?: number;
}

/**
 * A list of any length, page by page: those are asked for where one looks, each by the cursor that the one before it
 * gave. One filter only; another one is another component.
 */
export function useCursorPages<Row, Key extends readonly unknown[]>(
  pageQuery: (cursor: string | undefined) => PageQuery<Row, Key>,
  size: number,
  first: number,
  last: number,
): CursorPages<Row> {
  const client = useQueryClient();
  const [chain, setChain] = useState<Chain>({ cursors: [undefined], former: [] });
  const { cursors, former, end } = chain;
  const from = Math.min(Math.floor(first / size), cursors.length - 1);
  const to = Math.min(Math.floor(last / size), cursors.length - 1);
  const pages = useQueries({
    queries: cursors.slice(from, to + 1).map((cursor, index) => {
      const before = former[from + index];
      return {
        ...pageQuery(cursor),
        placeholderData: () =>
          before === undefined ? undefined : client.getQueryData<PageOf<Row>>(pageQuery(before).queryKey),
      };
    }),
  });
  const settled = pages.map(({ data, isPlaceholderData }) => (isPlaceholderData ? undefined : data));
  // A page that was asked for anew may end elsewhere: the ones behind it begin there.
  const moved = settled.findIndex(
    (page, index) => page !== undefined && (page.nextCursor ?? undefined) !== cursors[from + index + 1],
  );
  const page = settled[moved];
  if (page !== undefined) {
    const at = from + moved + 1;
    const next = page.nextCursor ?? undefined;
    if (next !== undefined) {
      const { end: _end, ...rest } = chain;
      setChain({
        ...(at < cursors.length ? chain : rest),
        cursors: [...cursors.slice(0, at), next, ...cursors.slice(at + 1)],
        former: [...cursors.slice(0, at), cursors[at], ...former.slice(at + 1)],
      });
    } else if (at < cursors.length) setChain({ cursors: cursors.slice(0, at), former: [] });
  }
  const newest = settled.at(-1);
  if (newest !== undefined && !newest.nextCursor && to === cursors.length - 1) {
    const total = to * size + newest.items.length;
    if (total !== end) setChain({ ...chain, end: total });
  }
  const failed = pages.find(({ error }) => error !== null);
  const known = cursors.length > 1 || pages[0]?.data !== undefined;
  const loaded = pages.at(-1)?.data?.items.length;
  return {
    reachable: !known
      ? undefined
      : (end ??
        (to === cursors.length - 1 && loaded !== undefined ? to * size + loaded : cursors.length * size)),
    more: end === undefined,
    rowAt: (index) => pages[Math.floor(index / size) - from]?.data?.items[index % size],
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
  };
}
