import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReportSearch } from './report-search';

export const REPORT_PATH = '/reports/call-center/customer-service';

/** What to change of the address: undefined takes a parameter out. */
export type SearchChange = Readonly<Record<string, string | string[] | undefined>>;

/** An address with something changed; where the details begin goes, unless it is what changes. */
export function changed(search: ReportSearch, change: SearchChange): ReportSearch {
  const after: ReportSearch = {};
  for (const [name, value] of Object.entries<string | string[] | undefined>({ ...search, ...change }))
    if (value !== undefined && value.length > 0 && (name !== 'until' || name in change)) after[name] = value;
  return after;
}

/** The report that the address shows, and how to show another. */
export function useReport(): { search: ReportSearch; change: (change: SearchChange) => void } {
  const search: ReportSearch = useSearch({ from: REPORT_PATH });
  const navigate = useNavigate();
  return {
    search,
    change: (change) => void navigate({ to: REPORT_PATH, search: changed(search, change) }),
  };
}
