import { useState } from 'react';
import { useQueries, useQuery } from '@tanstack/react-query';
import type { CursorPages } from '../../../../api/use-cursor-pages';
import { detailsQuery, PAGE_SIZE, type DetailRow } from '../report-queries';
import type { ReportFilter } from '../report-search';

interface DetailPages extends CursorPages<DetailRow> {
  /** How many rows the report has; undefined while that is not known. */
  total: number | undefined;
}

/**
 * The rows of a report at any depth: pages are asked for where one looks, each by the cursor that the one before it
 * gave, and forgotten where nobody looks any more. One filter only; another one is another component.
 */
export function useDetailPages(filter: ReportFilter, first: number, last: number): DetailPages {
  // The cursor of each page that is known; the first has none.
  const [cursors, setCursors] = useState<readonly (string | undefined)[]>([undefined]);
  const from = Math.min(Math.floor(first / PAGE_SIZE), cursors.length - 1);
  const to = Math.min(Math.floor(last / PAGE_SIZE), cursors.length - 1);
  const newest = useQuery(detailsQuery(filter, undefined));
  const pages = useQueries({
    queries: cursors.slice(from, to + 1).map((cursor) => detailsQuery(filter, cursor)),
  });
  const next = pages.at(-1)?.data?.nextCursor ?? undefined;
  if (next !== undefined && to === cursors.length - 1) setCursors([...cursors, next]);
  const total = newest.data?.total;
  const failed = pages.find(({ error }) => error !== null);
  return {
    total,
    reachable: total === undefined ? undefined : Math.min(total, cursors.length * PAGE_SIZE),
    more: false,
    rowAt: (index) => pages[Math.floor(index / PAGE_SIZE) - from]?.data?.items[index % PAGE_SIZE],
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
  };
}
