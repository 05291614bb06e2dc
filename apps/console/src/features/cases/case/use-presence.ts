import { useCallback, useEffect, useRef, useState } from 'react';
import { useDocumentVisibility } from '@mantine/hooks';
import { answerOf, api, type View } from '../../../api/client';
import { useMe } from '../../../api/use-session';

/** Being there holds for 30 seconds, typing for ten. */
const LOOKING_EVERY_MS = 5_000;

interface Presence {
  /** Who else is at the case. */
  others: readonly View<'CasePresenceView'>[];
  /** To be called with each key that is typed. */
  typing: () => void;
}

/**
 * Says that one looks at a case, or types in it, and hears who else does. Asked for every few seconds: a stream for each
 * open case would take one of the few connections that a browser has.
 */
export function usePresence(caseId: string): Presence {
  const { user } = useMe();
  const visible = useDocumentVisibility() === 'visible';
  const [present, setPresent] = useState<readonly View<'CasePresenceView'>[]>([]);
  const typedAt = useRef(Number.NEGATIVE_INFINITY);
  const keep = useRef<() => void>(() => undefined);
  useEffect(() => {
    if (!visible) return;
    const over = new AbortController();
    keep.current = () => {
      const typing = performance.now() - typedAt.current < LOOKING_EVERY_MS;
      answerOf(
        api.PUT('/cases/{id}/presence', {
          params: { path: { id: caseId } },
          body: { typing },
          signal: over.signal,
        }),
      ).then(
        ({ items }) => setPresent(items),
        // Who else is there is a courtesy: without an answer nobody is shown, and it is asked again.
        () => {
          if (!over.signal.aborted) setPresent([]);
        },
      );
    };
    keep.current();
    const timer = setInterval(() => keep.current(), LOOKING_EVERY_MS);
    return () => {
      clearInterval(timer);
      over.abort();
    };
  }, [caseId, visible]);
  const typing = useCallback(() => {
    const began = performance.now() - typedAt.current > LOOKING_EVERY_MS;
    typedAt.current = performance.now();
    if (began) keep.current();
  }, []);
  return { others: present.filter(({ id }) => id !== user.id), typing };
}
