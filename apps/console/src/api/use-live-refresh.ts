import { useEffect } from 'react';
import { useDocumentVisibility } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { followReport } from './event-stream';

/**
 * Asks anew for what lies below a key when something was recorded anywhere: the one stream of the browser says so.
 * @param everyMs at most once in this time, however much is recorded
 */
export function useLiveRefresh(key: string, everyMs: number): void {
  const client = useQueryClient();
  const visible = useDocumentVisibility() === 'visible';
  useEffect(() => {
    if (!visible) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const gone = followReport({
      onState: () => undefined,
      onPosition: () => {
        timer ??= setTimeout(() => {
          timer = undefined;
          void client.invalidateQueries({ queryKey: [key] });
        }, everyMs);
      },
    });
    return () => {
      clearTimeout(timer);
      gone();
    };
  }, [client, key, everyMs, visible]);
}
