import { billingErrors } from './billing/errors';
import { casesErrors } from './cases/errors';
import { customersErrors } from './customers/errors';
import { fulfillmentErrors } from './fulfillment/errors';
import { gatewayErrors } from './gateway/errors';
import { reportingErrors } from './reporting/errors';
import type { ErrorTable } from './error-table';

/** Errors that any call of any service can answer. */
const sharedErrors = {
  'request.malformed': [400, 'The request is malformed'],
  'request.cursor_invalid': [400, 'The cursor is not one of this list'],
  'request.unauthenticated': [401, 'Sign in first'],
  'request.token_invalid': [401, 'The token is not valid or has expired'],
  'request.forbidden': [403, 'This access level may not do that'],
  'request.idempotency_conflict': [422, 'The idempotency key was used before with another request'],
  'request.idempotency_required': [400, 'This call needs an Idempotency-Key'],
  'request.in_progress': [409, 'The first request with this idempotency key is still being worked on'],
  'request.answer_erased': [410, 'It was done before; the answer was erased with the customer'],
  'request.version_required': [428, 'This call needs If-Match'],
  'request.stale': [412, 'It was changed meanwhile'],
  'request.deadline_passed': [504, 'The request came too late to be worked on'],
  'money.currency_mismatch': [422, 'The currencies differ'],
  'dead_letter.not_found': [404, 'There is no such dead letter'],
  'dead_letter.still_failing': [422, 'It still cannot be applied'],
  'internal.error': [500, 'Something went wrong here'],
  'internal.unavailable': [503, 'Not available right now'],
} as const satisfies ErrorTable;

/** Every error code of the system with its HTTP status and title: the only list of them. */
export const errorTable = {
  ...sharedErrors,
  ...customersErrors,
  ...billingErrors,
  ...fulfillmentErrors,
  ...casesErrors,
  ...reportingErrors,
  ...gatewayErrors,
} as const satisfies ErrorTable;

/** A stable error code, such as `billing.refund_exceeds_charge`. */
export type ErrorCode = keyof typeof errorTable;

/** One fault of one field. `field` is a path such as `items.0.quantity`. */
export interface FieldFault {
  field: string;
  message: string;
  /** The code of the refusal where all its faults are of this kind; not told with the fault. */
  code?: ErrorCode;
}

/** What an error says beyond its code. */
export interface ErrorFacts {
  /** A sentence for the person who made the call. */
  detail?: string;
  errors?: FieldFault[];
  /** Seconds after which trying again makes sense. */
  retryAfter?: number;
}

/** A refusal with a stable code. Thrown by entities and services, turned into HTTP in one place. */
export class DomainError extends Error {
  readonly status: number;
  readonly title: string;
  readonly facts: ErrorFacts;

  constructor(
    readonly code: ErrorCode,
    facts: ErrorFacts = {},
  ) {
    const [status, title] = errorTable[code];
    super(facts.detail ?? title);
    this.name = 'DomainError';
    this.status = status;
    this.title = title;
    this.facts = facts;
  }

  /** The error as an RFC 9457 problem. */
  toProblem(requestId?: string): Problem {
    return {
      type: `https://daybook.example/problems/${this.code}`,
      title: this.title,
      status: this.status,
      code: this.code,
      ...(this.facts.detail === undefined ? {} : { detail: this.facts.detail }),
      ...(this.facts.errors === undefined ? {} : { errors: this.facts.errors }),
      ...(this.facts.retryAfter === undefined ? {} : { retryAfter: this.facts.retryAfter }),
      ...(requestId === undefined ? {} : { requestId }),
    };
  }

  /** The error that a problem from the wire says; unknown codes become `internal.error`. */
  static fromProblem(problem: Partial<Problem>): DomainError {
    const code = (problem.code ?? '') in errorTable ? (problem.code as ErrorCode) : 'internal.error';
    return new DomainError(code, {
      detail: problem.detail,
      errors: problem.errors,
      retryAfter: problem.retryAfter,
    });
  }
}

/** RFC 9457 problem details, with our stable `code`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  errors?: FieldFault[];
  retryAfter?: number;
  requestId?: string;
}
