/** Names of the headers that travel with a request and its reply on the bus. */
export const wire = {
  actor: 'daybook-actor',
  requestId: 'daybook-request',
  /** What a request calls itself, each time that it is sent: whoever waits asks by it whether somebody is at work on it. */
  ask: 'daybook-ask',
  correlationId: 'daybook-correlation',
  idempotencyKey: 'idempotency-key',
  ifMatch: 'if-match',
  /** Milliseconds since 1970 after which nobody waits for the answer any more. */
  deadline: 'daybook-deadline',
  traceparent: 'traceparent',
  contentType: 'Content-Type',
  /** HTTP status of the reply. */
  status: 'daybook-status',
  /** Version of the view in the reply, where it has one. */
  version: 'daybook-version',
  /** Subject to which the bytes of a stream are to go. */
  sink: 'daybook-sink',
  /** In a stream: `end` of it, `failed`, or in the receiver's answer `gone`. */
  stream: 'daybook-stream',
  /** In a stream: subject on which its sender hears of a receiver that is gone while nothing is sent. */
  hangUp: 'daybook-hang-up',
} as const;
