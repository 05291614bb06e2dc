import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { ErrorPanel } from './error-panel';

interface StateViewProps<Data> {
  query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>;
  /** Stands while nothing is known, in the measures of what will come. */
  skeleton: ReactNode;
  /** Shown in the place of the children where there is nothing to show. */
  empty?: { when: (data: Data) => boolean; show: ReactNode };
  children: (data: Data) => ReactNode;
}

/** One panel's state: loading, failed, empty, or there. What was there stays while it is asked for anew. */
export function StateView<Data>({ query, skeleton, empty, children }: StateViewProps<Data>) {
  const { data, error } = query;
  if (data === undefined)
    return error === null ? skeleton : <ErrorPanel error={error} onRetry={() => void query.refetch()} />;
  return (
    <>
      {error !== null && <ErrorPanel error={error} onRetry={() => void query.refetch()} />}
      {empty?.when(data) === true ? empty.show : children(data)}
    </>
  );
}
