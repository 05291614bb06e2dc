import type { Actor, Call, DaybookEvent } from '@daybook/contracts';

/** Who or what began a transaction; kept, since its outcome may be told by another process later. */
export interface Initiator {
  actor: Actor;
  correlationId: string;
  requestId?: string;
  operation?: string;
  traceparent?: string;
  /** It was promised before, and counted against their limit then. */
  promised?: true;
  /** It waited in the refund queue: what follows from its being asked for was decided when it was. */
  queued?: true;
  /** The event that it follows from. */
  cause?: Pick<DaybookEvent, 'id' | 'correlationid' | 'traceparent'>;
}

/** What is kept of a call, for whoever records the outcome. */
export function initiatorOf(call: Call): Initiator {
  const { actor, requestId, correlationId, operation, traceparent } = call;
  return {
    actor,
    requestId,
    correlationId,
    operation,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

/** The call as far as it was kept, for recording what came of it. */
export function initiatedBy(
  initiator: Initiator,
): { call: Call } | { actor: Actor; cause?: Initiator['cause']; correlationId: string } {
  const { actor, correlationId, requestId, operation, traceparent, cause } = initiator;
  if (requestId === undefined || operation === undefined) {
    return { actor, correlationId, ...(cause === undefined ? {} : { cause }) };
  }
  return {
    call: {
      actor,
      requestId,
      correlationId,
      operation,
      input: {},
      ...(traceparent === undefined ? {} : { traceparent }),
    },
  };
}
