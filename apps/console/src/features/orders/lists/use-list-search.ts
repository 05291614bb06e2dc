import { useMemo } from 'react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { valuesOf, type SearchParameters } from '../../../lib/search-parameters';
import type { Ask, Filter } from './order-list';

const SEVERAL: readonly Filter['kind'][] = ['campaigns', 'products', 'callCenters', 'statuses', 'words'];

/** What an address asks of a list, as the API takes it. */
function askOf(filters: readonly Filter[], search: SearchParameters): Ask {
  return Object.fromEntries(
    filters.flatMap(({ name, kind }) => {
      const values = valuesOf(search, name);
      const last = values.at(-1);
      if (last === undefined) return [];
      return [[name, SEVERAL.includes(kind) ? values : kind === 'flag' ? true : last] as const];
    }),
  );
}

/** The filters of a list as the address has them. */
export function useListSearch(path: string, filters: readonly Filter[]) {
  const navigate = useNavigate();
  const search: SearchParameters = useSearch({ strict: false });
  return useMemo(
    () => ({
      search,
      ask: askOf(filters, search),
      narrowed: filters.filter(({ name }) => valuesOf(search, name).length > 0).length,
      change: (changes: Readonly<Record<string, string | readonly string[] | undefined>>) => {
        const next = Object.fromEntries(
          Object.entries({ ...search, ...changes }).filter(
            ([, value]) => value !== undefined && value.length > 0,
          ),
        );
        void navigate({ to: path, search: next as never, replace: true });
      },
      clear: () => void navigate({ to: path, search: {} as never, replace: true }),
    }),
    [navigate, search, path, filters],
  );
}

export type ListSearch = ReturnType<typeof useListSearch>;
