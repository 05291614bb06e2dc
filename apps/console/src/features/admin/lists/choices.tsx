import { queryOptions, useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../../api/client';
import { callCentersQuery, campaignsQuery, whole } from '../../../api/catalog-queries';

interface Choice {
  id: string;
  name: string;
}

const staleTime = 60_000;
const query = (cursor: { cursor?: string }) => ({ params: { query: { limit: 200, ...cursor } } });

/** What a field can name of another list. */
const SOURCES = {
  campaigns: campaignsQuery,
  call_centers: callCentersQuery,
  campaign_categories: queryOptions({
    queryKey: ['catalog', 'campaign-categories'],
    staleTime,
    queryFn: () => whole((cursor) => answerOf(api.GET('/campaign-categories', query(cursor)))),
  }),
  recycle_profiles: queryOptions({
    queryKey: ['catalog', 'recycle-profiles'],
    staleTime,
    queryFn: () => whole((cursor) => answerOf(api.GET('/recycle-profiles', query(cursor)))),
  }),
  users: queryOptions({
    queryKey: ['admin', 'user-names'],
    staleTime,
    queryFn: async () =>
      (await whole((cursor) => answerOf(api.GET('/users', query(cursor)))))
        .filter(({ active, accessLevel }) => active && accessLevel !== 'api_user')
        .map(({ id, username }) => ({ id, name: username })),
  }),
  case_types: queryOptions({
    queryKey: ['admin', 'case-type-names'],
    staleTime,
    queryFn: async () =>
      (await answerOf(api.GET('/options/{list}', { params: { path: { list: 'case-types' } } }))).items.map(
        ({ key, label, retired }) => ({ id: key, name: label, retired }),
      ),
  }),
} as const;

export type SourceName = keyof typeof SOURCES;

function useSource(from: SourceName): (Choice & { retired?: boolean })[] {
  // Each of them answers rows with an id and a name.
  const { data } = useQuery(SOURCES[from] as typeof SOURCES.users);
  return data ?? [];
}

/** What can be chosen; what is retired is offered no more. */
export function useChoices(from: SourceName): { value: string; label: string }[] {
  const rows = useSource(from).filter(({ retired }) => retired !== true);
  return rows.map(({ id, name }) => ({ value: id, label: name }));
}

/** What somebody chose elsewhere, by its name. */
export function NameOf({ from, id }: { from: SourceName; id: string | null | undefined }) {
  const rows = useSource(from);
  if (id === undefined || id === null) return '–';
  return rows.find((row) => row.id === id)?.name ?? '…';
}
