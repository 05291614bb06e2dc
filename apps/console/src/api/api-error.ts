import { nameOfField, wordsOfError, wordsOfFault } from '../i18n/words-of-error';

/** One field of a request that was refused, and why. */
export interface FieldFault {
  field: string;
  /** What it is called on the pages. */
  name: string;
  message: string;
}

/** The codes that say that a part of Daybook did not answer. */
const SILENCE: ReadonlySet<string> = new Set(['gateway.service_unavailable', 'gateway.outcome_unknown']);

/** What the API says when it refuses or fails, as `application/problem+json` tells it (RFC 9457). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** The stable code, e.g. `billing.refund_exceeds_charge`; `network` where no answer came. */
  readonly code: string;
  readonly requestId: string | undefined;
  readonly faults: readonly FieldFault[];
  /** The problem's other members, e.g. both versions of a conflict. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(status: number, problem: Readonly<Record<string, unknown>>) {
    const code = text(problem['code']) ?? (status === 0 ? 'network' : 'unknown');
    const faults = Array.isArray(problem['errors']) ? problem['errors'].flatMap(faultOf) : [];
    // Which part of Daybook was silent, and to what, is for its operator: the request's id leads there.
    const detail = SILENCE.has(code)
      ? undefined
      : faults.length > 0
        ? // It names the fields by the API's names for them.
          faults.map(({ name, message }) => `${name}: ${message}`).join('; ')
        : text(problem['detail']);
    super(wordsOfError(code, detail) ?? detail ?? text(problem['title']) ?? `HTTP ${String(status)}`);
    this.status = status;
    this.code = code;
    this.requestId = text(problem['requestId']);
    this.faults = faults;
    this.details = problem;
  }

  /** Whether the caller may not do this; asking again changes nothing. */
  get forbidden(): boolean {
    return this.status === 403;
  }

  /** Whether it says what became of the request; without an answer it may have been done or not. */
  get answered(): boolean {
    return this.status !== 0 && (this.status < 500 || this.code.startsWith('request.'));
  }

  /** Whether the same request may succeed a moment later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /** What is wrong with a field of the request, if anything. */
  faultOf(field: string): string | undefined {
    return this.faults.find((fault) => fault.field === field)?.message;
  }
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function faultOf(value: unknown): FieldFault[] {
  if (typeof value !== 'object' || value === null) return [];
  const { field, message } = value as Partial<Record<string, unknown>>;
  if (typeof field !== 'string' || typeof message !== 'string') return [];
  return [{ field, name: nameOfField(field), message: wordsOfFault(field, message) }];
}
