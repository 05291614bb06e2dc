import { AsyncLocalStorage } from 'node:async_hooks';
import { activeTraceId } from '@daybook/persistence';

/** What each line says that is written while a piece of work is done. */
export interface LogContext {
  requestId?: string;
  operation?: string;
  consumer?: string;
  /** Ids of the events at hand, the first ones of many. */
  eventIds?: readonly string[];
}

/** Ids of a batch that a line names at most. */
const NAMED = 10;
const storage = new AsyncLocalStorage<LogContext>();

/** Does work whose log lines shall all say what it is about. */
export function withLogContext<T>(about: LogContext, work: () => T): T {
  return storage.run(about, work);
}

/** What a line written now is to say. */
export function logContext(): object {
  const about = storage.getStore();
  const traceId = activeTraceId();
  return {
    ...(about === undefined ? {} : about),
    ...(about?.eventIds === undefined ? {} : { eventIds: about.eventIds.slice(0, NAMED) }),
    ...(traceId === undefined ? {} : { traceId }),
  };
}
