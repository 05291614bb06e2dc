const encoder = new TextEncoder();

/** What a request is replied: HTTP status and the bytes of a view or a problem. */
export interface RpcReply {
  status: number;
  body: Uint8Array;
  /** Version of the view, where it has one. */
  version?: string;
}

/** The reply that says a view or a problem; nothing, where there is none. */
export function replyOf(status: number, body: object | null): RpcReply {
  const { version } = (body ?? {}) as { version?: unknown };
  return {
    status,
    body: body === null ? new Uint8Array() : encoder.encode(JSON.stringify(body)),
    ...(typeof version === 'number' ? { version: String(version) } : {}),
  };
}
