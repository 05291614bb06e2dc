import type { AccessRule } from './access';
import type { ServiceName } from './actor';
import type { ErrorCode } from './errors';
import type { ClassOf } from './fields';

/** What is written down about one call: everything else about it (route, subject, schema, checks, documents) derives from this. */
export interface OperationSpec<I extends object, O extends object> {
  /** `<service>.<…>`; its NATS subject is `rpc.<name>`. */
  name: `${ServiceName}.${string}`;
  /** A command changes something (once per idempotency key); a query never does. A GET is a query when absent, all else a command. */
  kind?: 'command' | 'query';
  /** `METHOD /path/{id}` below /api/v1; a call without it is internal to the bus. */
  http?: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;
  /** HTTP status of success; 200 when absent. */
  status?: number;
  /** One sentence, imperative. */
  summary: string;
  /** What a caller must know beyond the summary. */
  description?: string;
  /** The group in the documents, by resource; the first part of the path when absent. */
  tag?: string;
  /** Class of the input: path, query and body fields together. */
  input: ClassOf<I>;
  /** Class of the answer; null when the answer is empty. */
  output: ClassOf<O> | null;
  access: AccessRule;
  /** Whether the call takes an Idempotency-Key. Queries: `none`. */
  idempotency?: 'none' | 'accepted' | 'required';
  /** `required`: an edit that must name the version it changes by If-Match. */
  ifMatch?: 'none' | 'accepted' | 'required';
  /** Codes that this call answers besides those every call can. */
  errors?: readonly ErrorCode[];
  /** Milliseconds until the caller is told that the outcome is unknown; 10,000 when absent. */
  timeoutMs?: number;
  /**
   * `raw`: the gateway hands over the body as text without reading it (webhooks). `stream`: the answer is bytes without
   * a known end or size; the handler answers a `ByteStream` and `output` is null.
   */
  transport?: 'json' | 'raw' | 'stream';
  /** Media types of a stream. */
  streams?: readonly string[];
  /** What the body of a raw call holds, for the documents: its class, and that of its data for each type of message. */
  rawBody?: {
    readonly body: ClassOf;
    readonly types: readonly { readonly type: string; readonly summary: string; readonly data: ClassOf }[];
  };
}

/** One call of the system. */
export interface Operation<I extends object = object, O extends object = object> extends OperationSpec<I, O> {
  service: ServiceName;
  kind: 'command' | 'query';
  tag: string;
  /** The NATS subject requests go to. */
  subject: string;
  status: number;
  idempotency: 'none' | 'accepted' | 'required';
  ifMatch: 'none' | 'accepted' | 'required';
  errors: readonly ErrorCode[];
  timeoutMs: number;
  /** Method and path, taken apart. */
  route: { method: string; path: string; parameters: string[] } | null;
}

/** An operation of any input and answer. */
export type AnyOperation = Operation<object, object>;

/** Default deadline of a call, in milliseconds. */
export const DEFAULT_TIMEOUT_MS = 10_000;

const defined = new WeakSet<object>();

/** Whether a value is a call that was written down. */
export function isOperation(value: unknown): value is AnyOperation {
  return typeof value === 'object' && value !== null && defined.has(value);
}

/** Writes down one call. */
export function defineOperation<I extends object, O extends object>(
  spec: OperationSpec<I, O>,
): Operation<I, O> {
  const [method, path] = spec.http === undefined ? [null, null] : spec.http.split(' ');
  const service = spec.name.split('.')[0] as ServiceName;
  const kind = spec.kind ?? (method === 'GET' ? 'query' : 'command');
  const operation = Object.freeze({
    ...spec,
    service,
    kind,
    tag: spec.tag ?? path?.split('/')[1] ?? service,
    subject: `rpc.${spec.name}`,
    status: spec.status ?? (spec.output === null && spec.transport !== 'stream' ? 204 : 200),
    idempotency: spec.idempotency ?? (kind === 'command' ? 'accepted' : 'none'),
    ifMatch: spec.ifMatch ?? 'none',
    errors: spec.errors ?? [],
    timeoutMs: spec.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    route:
      method && path ? { method, path, parameters: [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]) } : null,
  });
  defined.add(operation);
  return operation;
}
