import { useEffect, useState } from 'react';
import { useDocumentVisibility } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { followReport, type StreamState } from '../../../api/event-stream';
import { actionsQuery, newestQuery, REPORT_KEY } from './report-queries';
import type { ReportSearch } from './report-search';

/** How long changes are gathered before the newest total is asked for. */
const GATHER_MS = 1500;

interface Live {
  state: StreamState;
  /** How many actions of this report came in since it was shown. */
  added: number;
  paused: boolean;
  pause: (paused: boolean) => void;
  refresh: () => void;
}

/** What comes in while the report stands still: it is counted, and shown when one asks for it. */
export function useLive(search: ReportSearch): Live {
  const client = useQueryClient();
  const [state, setState] = useState<StreamState>('connecting');
  const [paused, pause] = useState(false);
  const visible = useDocumentVisibility() === 'visible';
  const shown = useQuery(actionsQuery(search)).data;
  const newest = useQuery({ ...newestQuery(search), enabled: false }).data;
  const watching = visible && !paused;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      timer = undefined;
      void client.fetchQuery({ ...newestQuery(search), staleTime: 0 });
    };
    const gone = followReport({
      onState: setState,
      onPosition: ({ changed, anew }) => {
        if (watching && (anew === true || changed.length > 0)) timer ??= setTimeout(ask, GATHER_MS);
      },
    });
    return () => {
      clearTimeout(timer);
      gone();
    };
  }, [client, search, watching]);
  const later =
    shown !== undefined && newest !== undefined && newest.completeness.position > shown.completeness.position;
  return {
    state,
    added: later ? newest.total - shown.total : 0,
    paused,
    pause,
    refresh: () => void client.invalidateQueries({ queryKey: [REPORT_KEY] }),
  };
}
