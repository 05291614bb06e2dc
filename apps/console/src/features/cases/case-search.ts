import { useMemo } from 'react';
import { useRouter, useSearch } from '@tanstack/react-router';
import type { CaseFilter } from '../../api/case-queries';
import { valueOf, valuesOf, type SearchParameters } from '../../lib/search-parameters';

/** The named views, in their order. */
export const VIEWS = [
  'unresolved',
  'mine',
  'unassigned',
  'urgent',
  'target_warning',
  'target_missed',
] as const;
export const STATUSES = ['open', 'pending', 'resolved', 'closed'] as const;
export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;

export type CaseViewName = (typeof VIEWS)[number];

/** Stands for all cases, whatever their state: without a view the unresolved ones are shown. */
export const ALL = 'all';

/** What narrows the list beside the view, by the names that the address and the API have. */
export const NARROWING = [
  'status',
  'assignee',
  'type',
  'priority',
  'tag',
  'channel',
  'customerId',
  'minAgeHours',
  'maxAgeHours',
  'text',
] as const;

const oneOf = <Word extends string>(words: readonly Word[], value: string | undefined): Word | undefined =>
  words.find((word) => word === value);
const someOf = <Word extends string>(words: readonly Word[], values: readonly string[]): Word[] =>
  words.filter((word) => values.includes(word));
const whole = (value: string | undefined): number | undefined =>
  value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) : undefined;

/** The view that an address asks for; undefined for all cases. */
export function viewOf(search: SearchParameters): CaseViewName | undefined {
  const asked = valueOf(search, 'view');
  if (asked === ALL) return undefined;
  // Whoever asks for a status or for words means all cases that have them.
  const sought = ['status', 'text'].some((name) => valuesOf(search, name).length > 0);
  return oneOf(VIEWS, asked) ?? (sought ? undefined : 'unresolved');
}

/** What an address asks for, as the API takes it. */
export function filterOf(search: SearchParameters): CaseFilter {
  const view = viewOf(search);
  const text = valueOf(search, 'text');
  const assignee = valueOf(search, 'assignee');
  const customerId = valueOf(search, 'customerId');
  const status = someOf(STATUSES, valuesOf(search, 'status'));
  const priority = someOf(PRIORITIES, valuesOf(search, 'priority'));
  const lists = Object.fromEntries(
    (['type', 'tag', 'channel'] as const)
      .map((name) => [name, valuesOf(search, name)] as const)
      .filter(([, values]) => values.length > 0),
  );
  const ages = Object.fromEntries(
    (['minAgeHours', 'maxAgeHours'] as const)
      .map((name) => [name, whole(valueOf(search, name))] as const)
      .filter(([, hours]) => hours !== undefined),
  );
  return {
    ...(view === undefined ? {} : { view }),
    ...(text === undefined ? {} : { text }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(customerId === undefined ? {} : { customerId }),
    ...(status.length === 0 ? {} : { status }),
    ...(priority.length === 0 ? {} : { priority }),
    ...lists,
    ...ages,
  };
}

interface CaseSearch {
  search: SearchParameters;
  filter: CaseFilter;
  view: CaseViewName | undefined;
  /** How many things narrow the list, the view aside. */
  narrowed: readonly (typeof NARROWING)[number][];
  change: (changes: Record<string, string | readonly string[] | undefined>) => void;
  /** Goes to a case, or back to the list alone; the filters stay. */
  open: (caseId: string | undefined) => void;
}

/** The filters as the address has them. */
export function useCaseSearch(): CaseSearch {
  const router = useRouter();
  const search: SearchParameters = useSearch({ strict: false });
  return useMemo(
    () => ({
      search,
      filter: filterOf(search),
      view: viewOf(search),
      narrowed: NARROWING.filter((name) => valuesOf(search, name).length > 0),
      change: (changes) => {
        const next = Object.fromEntries(
          Object.entries({ ...search, ...changes }).filter(
            ([, value]) => value !== undefined && value !== '' && (!Array.isArray(value) || value.length > 0),
          ),
        );
        void router.navigate({ to: '.', search: next as never, replace: true });
      },
      open: (caseId) => {
        const { new: _begun, ...kept } = search;
        void (caseId === undefined
          ? router.navigate({ to: '/cases', search: kept as never })
          : router.navigate({ to: '/cases/$caseId', params: { caseId }, search: kept as never }));
      },
    }),
    [router, search],
  );
}
