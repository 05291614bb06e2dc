import { OptimisticLockError } from '@mikro-orm/core';
import { DomainError } from '@daybook/contracts';

const passingCodes =
  /^(08(?!P01)|53|57P|58|40001|40P01|55P03|25006)|^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|EAI_AGAIN|TIMEOUT|CONNECTION_|DISCONNECT)/;
const passingWords =
  /(timeout|terminat|connection|acquir).*(connect|clos|unexpected|end|acquir|pool|refused|timeout)|not queryable|query already complete/i;

/** Whether an error goes away by itself (a server that is down, a deadlock), so that trying again makes sense. */
export function isTransient(error: unknown): boolean {
  if (error instanceof DomainError) return error.status === 503;
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && passingCodes.test(code)) return true;
  if (code === undefined && passingWords.test(error.message)) return true;
  const inner =
    (error as { cause?: unknown; previous?: unknown }).cause ?? (error as { previous?: unknown }).previous;
  return inner !== undefined && inner !== error && isTransient(inner);
}

/**
 * What an error says, without the values of a statement: databases and ORMs write those into their messages, and they
 * may be a person's name or a secret.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return error.message;
  // A value that does not fit is cited: where it was to stand must do.
  if (code.startsWith('22')) return `${code} a value does not fit`;
  const said = error.message.split('\n')[0]?.split(' - ').at(-1) ?? '';
  return `${code} ${said}`;
}

/** Why a text is not JSON, without the piece of it that the parser cites. */
export function whyNotJson(error: unknown): string {
  const [position] = error instanceof Error ? (/at position \d+/.exec(error.message) ?? []) : [];
  return position === undefined ? 'It is not JSON.' : `It is not JSON ${position}.`;
}

/** The coded error that a caller gets for whatever a handler threw. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof OptimisticLockError) return new DomainError('request.stale');
  if (isTransient(error)) return new DomainError('internal.unavailable', { retryAfter: 1 });
  return new DomainError('internal.error');
}

/** Waits longer after each failure in a row: 100 ms, 200 ms … up to 5 s. */
export class Backoff {
  private failures = 0;

  next(): number {
    return Math.min(5_000, 100 * 2 ** this.failures++);
  }

  reset(): void {
    this.failures = 0;
  }
}

/** Resolves after a while, or as soon as the signal says to stop. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
  });
}
