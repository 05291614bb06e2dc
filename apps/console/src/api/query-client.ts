import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error';

/** Asks again only where that can help, and keeps what was answered while it is asked for anew. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && error instanceof ApiError && error.passing,
      refetchOnWindowFocus: true,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
