import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { paths } from './snapshots/schema';

/** The lists that administrators keep. */
export type OptionList = paths['/options/{list}']['get']['parameters']['path']['list'];

export const optionsQuery = (list: OptionList) =>
  queryOptions({
    queryKey: ['options', list],
    staleTime: 60_000,
    queryFn: ({ signal }) => answerOf(api.GET('/options/{list}', { params: { path: { list } }, signal })),
  });
