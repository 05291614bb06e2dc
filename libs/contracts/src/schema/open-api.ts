import { isGuarded } from '../access';
import { errorTable, type ErrorCode } from '../errors';
import type { AnyOperation } from '../operation';
import { PageQuery } from '../paging';
import { CONTRACT_VERSION } from './contract-version';
import { type JsonSchema, SCHEMAS, SchemaSet, schemaOf, typedMessage, withoutNull } from './json-schema';
import { ProblemDetails } from './problem-details';
import { sharedResponse } from './shared-responses';
import { type Tag, tagOf } from './tags';

/** An OpenAPI 3.1 document; stands as plain JSON. */
export interface OpenApiDocument {
  openapi: '3.1.0';
  info: object;
  servers: object[];
  tags: Tag[];
  paths: Record<string, Record<string, object>>;
  components: {
    schemas: Record<string, JsonSchema>;
    responses: Record<string, object>;
    securitySchemes: object;
  };
}

const PROBLEM_JSON = 'application/problem+json';

/** Refusals that may say when it is worth while to ask again. */
const RETRIED = [409, 429, 503, 504];

const RETRY_AFTER = {
  description: 'Seconds until the same request is worth while; absent where nobody knows.',
  schema: { type: 'integer', minimum: 1 },
};

/** The OpenAPI document of all calls that have a route; calls without one are internal to the bus. */
export function openApi(operations: readonly AnyOperation[]): OpenApiDocument {
  const schemas = new SchemaSet();
  schemas.ref(ProblemDetails);
  const paths: OpenApiDocument['paths'] = {};
  const responses: Record<string, object> = {};
  const routed = operations.filter((operation) => operation.route !== null);
  for (const operation of [...routed].sort(byAddress)) {
    const { method, path } = routeOf(operation);
    (paths[path] ??= {})[method.toLowerCase()] = describeOperation(operation, schemas, responses);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Daybook',
      version: CONTRACT_VERSION,
      description:
        'The HTTP interface of Daybook. Lists take `limit` and `cursor`; times are RFC 3339 with offset; money is a decimal string with its currency; errors are RFC 9457 problems with a stable `code`; unknown fields are refused by name.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    tags: [...new Set(routed.map(({ tag }) => tagOf(tag)))].sort((a, b) => (a.name < b.name ? -1 : 1)),
    paths,
    components: {
      schemas: schemas.all(),
      responses: Object.fromEntries(Object.entries(responses).sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The token that POST /sessions answers.' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key', description: 'A key of an API User.' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'daybook_session',
          description:
            "The session of a page, by `cookie` of POST /sessions; `__Host-daybook_session` over TLS. Taken from requests of the page's own origin only.",
        },
      },
    },
  };
}

function routeOf(operation: AnyOperation): { method: string; path: string; parameters: string[] } {
  return operation.route as NonNullable<AnyOperation['route']>;
}

function byAddress(a: AnyOperation, b: AnyOperation): number {
  const [left, right] = [a, b].map((operation) => `${routeOf(operation).path} ${routeOf(operation).method}`);
  return left < right ? -1 : 1;
}

function describeOperation(
  operation: AnyOperation,
  schemas: SchemaSet,
  refused: Record<string, object>,
): object {
  const { access } = operation;
  const guarded = isGuarded(access);
  const body = bodyOf(operation, schemas);
  return {
    operationId: operation.name,
    summary: operation.summary,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    tags: [tagOf(operation.tag).name],
    'x-access': access,
    security: guarded ? [{ bearer: [] }, { apiKey: [] }, { cookie: [] }] : [],
    parameters: [...pathAndQuery(operation), ...headersOf(operation)],
    ...(body === undefined ? {} : { requestBody: body }),
    responses: { [operation.status]: success(operation, schemas), ...refusals(operation, refused) },
  };
}

function isRead(operation: AnyOperation): boolean {
  // What has no route is internal to the bus.
  return operation.route === null ? operation.kind === 'query' : operation.route.method === 'GET';
}

function pathAndQuery(operation: AnyOperation): object[] {
  const { properties = {}, required = [] } = schemaOf(operation.input);
  const inPath = routeOf(operation).parameters;
  const named = isRead(operation)
    ? [...inPath, ...Object.keys(properties).filter((name) => !inPath.includes(name))]
    : inPath;
  return named.map((name) => {
    const schema = withoutNull(properties[name] ?? { type: 'string' });
    const { description, ...rest } = schema;
    return {
      name,
      in: inPath.includes(name) ? 'path' : 'query',
      required: inPath.includes(name) || required.includes(name),
      ...(description === undefined ? {} : { description }),
      ...(rest.type === 'object' ? { style: 'deepObject', explode: true } : {}),
      schema: rest,
    };
  });
}

function headersOf(operation: AnyOperation): object[] {
  const headers: object[] = [];
  if (operation.idempotency !== 'none') {
    headers.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: operation.idempotency === 'required',
      description:
        'The same key with the same request answers as the first time; with another request it is refused.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    });
  }
  if (operation.ifMatch !== 'none') {
    headers.push({
      name: 'If-Match',
      in: 'header',
      required: operation.ifMatch === 'required',
      description:
        'The version that is to be changed, as the ETag of the view has it; 412 where it was changed meanwhile.',
      schema: { type: 'string' },
    });
  }
  if (operation.transport === 'raw') {
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
      headers.push({
        name,
        in: 'header',
        required: true,
        description: 'Standard Webhooks.',
        schema: { type: 'string' },
      });
    }
  }
  return headers;
}

function bodyOf(operation: AnyOperation, schemas: SchemaSet): object | undefined {
  if (isRead(operation)) return undefined;
  if (operation.transport === 'raw') {
    const schema =
      operation.rawBody === undefined ? { type: 'object' } : rawBodyOf(operation.rawBody, schemas);
    return { required: true, content: { 'application/json': { schema } } };
  }
  const whole = schemaOf(operation.input);
  const inPath = routeOf(operation).parameters;
  const names = Object.keys(whole.properties ?? {}).filter((name) => !inPath.includes(name));
  if (names.length === 0) return undefined;
  const required = (whole.required ?? []).filter((name) => !inPath.includes(name));
  const rest: JsonSchema = {
    ...whole,
    properties: Object.fromEntries(names.map((name) => [name, (whole.properties ?? {})[name]])),
    ...(required.length === 0 ? {} : { required }),
  };
  if (required.length === 0) delete rest.required;
  return {
    required: required.length > 0,
    content: {
      'application/json': {
        schema: inPath.length === 0 ? schemas.ref(operation.input) : schemas.part(operation.input, rest),
      },
    },
  };
}

function rawBodyOf({ body, types }: NonNullable<AnyOperation['rawBody']>, schemas: SchemaSet): JsonSchema {
  return {
    oneOf: types.map(({ type, summary, data }) =>
      typedMessage(schemas.ref(body), type, schemas.ref(data), summary),
    ),
  };
}

function success(operation: AnyOperation, schemas: SchemaSet): object {
  if (operation.transport === 'stream') {
    const types = operation.streams ?? ['application/octet-stream'];
    return {
      description: 'A stream. One that breaks off is not whole.',
      content: Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' } }])),
    };
  }
  if (operation.output === null) return { description: 'Done; the answer has no body.' };
  const etag =
    operation.ifMatch === 'none'
      ? {}
      : { headers: { ETag: { schema: { type: 'string' }, description: 'The version.' } } };
  return {
    description: 'Done.',
    ...etag,
    content: { 'application/json': { schema: schemas.ref(operation.output) } },
  };
}

/** Codes that a call can answer: its own, and those that follow from what it takes and demands. */
export function errorCodesOf(operation: AnyOperation): ErrorCode[] {
  const codes = new Set<ErrorCode>([
    ...operation.errors,
    'request.malformed',
    'request.card_number',
    'internal.error',
  ]);
  if (operation.route !== null) codes.add('gateway.too_many_requests');
  if (operation.input === PageQuery || operation.input.prototype instanceof PageQuery)
    codes.add('request.cursor_invalid');
  if (isGuarded(operation.access)) {
    codes.add('request.unauthenticated').add('request.token_invalid').add('request.forbidden');
    codes.add('request.cross_site');
  }
  if (operation.service !== 'gateway') {
    codes.add('gateway.service_unavailable').add('gateway.outcome_unknown').add('request.deadline_passed');
    codes.add('internal.unavailable');
  }
  if (!isRead(operation)) {
    codes.add('request.too_large');
    if (operation.transport !== 'raw') {
      codes.add('request.media_type_unsupported').add('request.not_json');
    }
  }
  if (operation.idempotency !== 'none') {
    codes.add('request.idempotency_conflict').add('request.in_progress').add('request.answer_erased');
  }
  if (operation.idempotency === 'required') codes.add('request.idempotency_required');
  if (operation.ifMatch !== 'none') codes.add('request.stale');
  if (operation.ifMatch === 'required') codes.add('request.version_required');
  return [...codes].sort();
}

/** Answers with the same codes that many calls give are described once. */
function refusals(operation: AnyOperation, responses: Record<string, object>): Record<string, object> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorCodesOf(operation)) {
    const [status] = errorTable[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => {
      const name = sharedResponse(codes);
      if (name === undefined) return [String(status), refusal(status, codes)];
      responses[name] ??= refusal(status, codes);
      return [String(status), { $ref: `#/components/responses/${name}` }];
    }),
  );
}

function refusal(status: number, codes: readonly ErrorCode[]): object {
  const schema = {
    allOf: [
      { $ref: `${SCHEMAS}${ProblemDetails.name}` },
      { type: 'object', properties: { code: { enum: codes } } },
    ],
  };
  return {
    description: codes.map((code) => `\`${code}\`: ${errorTable[code][1]}.`).join('\n'),
    ...(RETRIED.includes(status) ? { headers: { 'Retry-After': RETRY_AFTER } } : {}),
    content: { [PROBLEM_JSON]: { schema } },
  };
}
