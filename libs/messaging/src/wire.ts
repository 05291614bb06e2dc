/** Names of the headers that travel with a request and its reply on the bus. */
export const wire = {
  actor: 'daybook-actor',
  requestId: 'daybook-request',
  correlationId: 'daybook-correlation',
  idempotencyKey: 'idempotency-key',
  ifMatch: 'if-match',
  /** Milliseconds since 1970 after which nobody waits for the answer any more. */
  deadline: 'daybook-deadline',
  traceparent: 'traceparent',
  /** HTTP status of the reply. */
  status: 'daybook-status',
  /** Version of the view in the reply, where it has one. */
  version: 'daybook-version',
} as const;
