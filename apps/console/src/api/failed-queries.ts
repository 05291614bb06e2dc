import { useLayoutEffect, useSyncExternalStore } from 'react';
import { queryClient } from './query-client';

/** Failures that stand on the page by themselves, with how often. */
const shown = new Map<Error, number>();
const listeners = new Set<() => void>();

function changed(): void {
  for (const listener of listeners) listener();
}

/** Says that a failure stands on the page where it belongs, as long as this is there. */
export function useShownFailure(error: Error | null): void {
  useLayoutEffect(() => {
    if (error === null) return undefined;
    shown.set(error, (shown.get(error) ?? 0) + 1);
    changed();
    return () => {
      const left = (shown.get(error) ?? 1) - 1;
      if (left > 0) shown.set(error, left);
      else shown.delete(error);
      changed();
    };
  }, [error]);
}

const failed = () =>
  queryClient
    .getQueryCache()
    .findAll({ type: 'active', predicate: ({ state }) => state.error !== null && state.data === undefined });

let known: readonly Error[] = [];

/** The same list as long as it holds the same. */
function unshownFailures(): readonly Error[] {
  const messages = new Set([...shown.keys()].map(({ message }) => message));
  const now = failed().flatMap(({ state: { error } }) =>
    error === null || messages.has(error.message) ? [] : [error],
  );
  if (now.length !== known.length || now.some((error, index) => error !== known[index])) known = now;
  return known;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const stop = queryClient.getQueryCache().subscribe(listener);
  return () => {
    listeners.delete(listener);
    stop();
  };
}

/**
 * What something on the page needs, could not be loaded, and nobody else says so: without it a list looks empty.
 * What stands on the page already says enough of all that failed in the same way.
 */
export function useUnshownFailures(): readonly Error[] {
  return useSyncExternalStore(subscribe, unshownFailures);
}

/** Asks once more for all that could not be loaded. */
export function loadAgain(): void {
  for (const query of failed()) void query.fetch().catch(() => undefined);
}
