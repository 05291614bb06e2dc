import { useCallback, useEffect, useRef, useState } from 'react';
import { useDocumentVisibility } from '@mantine/hooks';
import { answerOf, api, type View } from '../../../api/client';
import { openEvents } from '../../../api/event-stream';
import { useMe } from '../../../api/use-session';

/** Typing holds for ten seconds. */
const TYPING_EVERY_MS = 5_000;

interface Presence {
  /** Who else is at the case. */
  others: readonly View<'CasePresenceView'>[];
  /** To be called with each key that is typed. */
  typing: () => void;
}

/**
 * Says that one looks at a case, or types in it, and hears who else does. Whoever follows the case's stream is there.
 * Only the tab that is looked at follows: a browser has few connections, and who looks elsewhere is not at the case.
 */
export function usePresence(caseId: string): Presence {
  const { user } = useMe();
  const visible = useDocumentVisibility() === 'visible';
  const [present, setPresent] = useState<readonly View<'CasePresenceView'>[]>([]);
  const saidAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (!visible) return;
    const close = openEvents(`/api/v1/cases/${caseId}/presence/live`, 'presence', {
      onEvent: (data) =>
        setPresent((JSON.parse(data) as { present: readonly View<'CasePresenceView'>[] }).present),
      // Who else is there is a courtesy: while nothing is heard, nobody is shown.
      onState: (state) => {
        if (state === 'interrupted') setPresent([]);
      },
    });
    return () => {
      close();
      setPresent([]);
      saidAt.current = Number.NEGATIVE_INFINITY;
    };
  }, [caseId, visible]);
  const typing = useCallback(() => {
    if (performance.now() - saidAt.current < TYPING_EVERY_MS) return;
    saidAt.current = performance.now();
    const forget = (): void => {
      saidAt.current = Number.NEGATIVE_INFINITY;
    };
    // Where it could not be said, the next key says it.
    answerOf(
      api.PUT('/cases/{id}/presence', { params: { path: { id: caseId } }, body: { typing: true } }),
    ).catch(forget);
  }, [caseId]);
  return { others: present.filter(({ id }) => id !== user.id), typing };
}
