/** What the report's stream says: how far it stands, and what came in since the message before. */
export interface ReportPosition {
  position: number;
  changed: readonly { action: string; added: number }[];
  /** The report was made anew: everything is to be asked for again. */
  anew?: boolean;
}

export type StreamState = 'connecting' | 'live' | 'interrupted';

type Message =
  { kind: 'position'; reported: ReportPosition } | { kind: 'state'; state: StreamState } | { kind: 'who' };

interface Listener {
  onPosition: (reported: ReportPosition) => void;
  onState: (state: StreamState) => void;
}

const ADDRESS = '/api/v1/reports/customer-service/live';
const NAME = 'daybook.events';
const TRY_AGAIN_MS = 5_000;

const listeners = new Set<Listener>();
let state: StreamState = 'connecting';
let stop: (() => void) | undefined;

/**
 * Follows the report's stream. A browser opens it once, in the tab that holds the lock; the others hear of it from
 * there. HTTP/1.1 has six connections for all tabs, and a stream in each would leave none for the seventh.
 */
export function followReport(listener: Listener): () => void {
  listeners.add(listener);
  listener.onState(state);
  stop ??= start();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stop?.();
    stop = undefined;
  };
}

function start(): () => void {
  const channel = new BroadcastChannel(NAME);
  const over = new AbortController();
  let leads = false;
  const publish = (message: Message): void => {
    if (message.kind === 'position') for (const one of listeners) one.onPosition(message.reported);
    if (message.kind === 'state') {
      state = message.state;
      for (const one of listeners) one.onState(state);
    }
  };
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind !== 'who') publish(data);
    else if (leads) channel.postMessage({ kind: 'state', state } satisfies Message);
  };
  // Whoever leads already says how it stands.
  channel.postMessage({ kind: 'who' } satisfies Message);
  const lead = (): Promise<void> => {
    leads = true;
    const close = openStream((message) => {
      publish(message);
      channel.postMessage(message);
    });
    return new Promise((resolve) => {
      over.signal.addEventListener('abort', () => {
        close();
        resolve();
      });
    });
  };
  navigator.locks.request(NAME, { signal: over.signal }, lead).catch((error: unknown) => {
    // A tab that closes gives up waiting for its turn.
    if (!over.signal.aborted) throw error;
  });
  return () => {
    over.abort();
    channel.close();
    state = 'connecting';
  };
}

function openStream(publish: (message: Message) => void): () => void {
  return openEvents(ADDRESS, 'position', {
    onEvent: (data) => publish({ kind: 'position', reported: JSON.parse(data) as ReportPosition }),
    onState: (state) => publish({ kind: 'state', state }),
  });
}

/** Follows one kind of event of a stream until what it answers is called, over breaks and refusals. */
export function openEvents(
  address: string,
  event: string,
  { onEvent, onState }: { onEvent: (data: string) => void; onState: (state: StreamState) => void },
): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = (): void => {
    source = new EventSource(address);
    source.onopen = () => onState('live');
    source.addEventListener(event, ({ data }: MessageEvent<string>) => onEvent(data));
    source.onerror = () => {
      onState('interrupted');
      // The browser goes on by itself after a stream that ended; not after one that was refused.
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, TRY_AGAIN_MS);
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
