import { useMemo } from 'react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { RecordFilter } from '../../api/record-queries';
import { valueOf, valuesOf, type SearchParameters } from '../../lib/search-parameters';

/** The filters that take several values, by the names that the address and the API have. */
export const LISTS = ['result', 'reason', 'channel', 'channelCategory'] as const;
const SINGLE = ['createdFrom', 'createdTo', 'customer', 'owner', 'handler'] as const;
const STATUSES = ['started', 'ended'] as const;

/** Everything that narrows the list. */
export const NARROWING = [
  'createdFrom',
  'createdTo',
  ...LISTS,
  'customer',
  'owner',
  'handler',
  'status',
] as const;

/** What an address asks for, as the API takes it. */
export function filterOf(search: SearchParameters): RecordFilter {
  const status = STATUSES.find((one) => one === valueOf(search, 'status'));
  return {
    ...Object.fromEntries(
      LISTS.map((name) => [name, valuesOf(search, name)] as const).filter(([, values]) => values.length > 0),
    ),
    ...Object.fromEntries(
      SINGLE.map((name) => [name, valueOf(search, name)] as const).filter(([, value]) => value !== undefined),
    ),
    ...(status === undefined ? {} : { status }),
  };
}

interface RecordSearch {
  search: SearchParameters;
  filter: RecordFilter;
  narrowed: readonly (typeof NARROWING)[number][];
  change: (changes: Readonly<Record<string, string | readonly string[] | undefined>>) => void;
}

/** The filters as the address has them. */
export function useRecordSearch(): RecordSearch {
  const navigate = useNavigate();
  const search: SearchParameters = useSearch({ strict: false });
  return useMemo(
    () => ({
      search,
      filter: filterOf(search),
      narrowed: NARROWING.filter((name) => valuesOf(search, name).length > 0),
      change: (changes) => {
        const next = Object.fromEntries(
          Object.entries({ ...search, ...changes }).filter(
            ([, value]) => value !== undefined && value.length > 0,
          ),
        );
        void navigate({ to: '/service-records', search: next as never, replace: true });
      },
    }),
    [navigate, search],
  );
}
