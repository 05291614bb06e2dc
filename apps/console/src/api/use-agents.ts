import { useQuery } from '@tanstack/react-query';
import { answerOf, api, type View } from './client';

/** Who can be responsible for cases and handle service records, by name. */
export function useAgents(): readonly View<'CaseAgentView'>[] {
  const { data } = useQuery({
    queryKey: ['case-agents'],
    staleTime: 300_000,
    queryFn: ({ signal }) => answerOf(api.GET('/case-agents', { signal })),
  });
  return data?.items ?? [];
}
