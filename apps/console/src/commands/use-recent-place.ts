import { useEffect } from 'react';
import { notePlace } from './recent-places';

/** Names the window after a record, and keeps it among the places one was at lately. */
export function useRecentPlace(href: string, title: string | undefined, kind: string): void {
  useEffect(() => {
    if (title === undefined) return;
    notePlace({ href, title, kind });
    document.title = `${title} · Daybook`;
    return () => {
      document.title = 'Daybook';
    };
  }, [href, title, kind]);
}
