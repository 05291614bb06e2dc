import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DomainError } from '@daybook/contracts';
import { openSpan, outcomeOf, type Metrics, type OpenSpan, type ServiceLogger } from '@daybook/messaging';
import { SpanKind } from '@opentelemetry/api';
import { requestIdOf, traceparentOf } from './request-headers';
import { PROBLEM, refusalOf, sendProblem } from './problem-reply';

/** What every answer carries, unless its route says otherwise. */
const SECURITY_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** How the gateway listens. */
export interface HttpOptions {
  /** How many proxies stand before it: so many of the last entries of X-Forwarded-For are believed. */
  proxies: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Its step of the trace. */
    span: OpenSpan | null;
  }
  interface FastifyContextConfig {
    /** Name of the operation that the route stands for. */
    operation?: string;
  }
}

/** Nest's adapter on a Fastify that is fit for the open. */
export function httpAdapter({ proxies }: HttpOptions): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy: proxies === 0 ? false : proxies,
    // The engine of Express' middleware: nobody uses any, and every request would pass through it.
    skipMiddie: true,
    forceCloseConnections: true,
    return503OnClosing: true,
    requestTimeout: 60_000,
    genReqId: (request: IncomingMessage) => requestIdOf(request.headers),
    routerOptions: { maxParamLength: 500 },
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
      void reply.header('x-request-id', reply.request.id).headers(SECURITY_HEADERS);
      void sendProblem(reply, refusalOf(error));
    },
  });
}

/** Answers what is not even HTTP, or has too much before its body: nothing of ours has seen it yet. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [status, refusal] = unreadable(error.code);
  const problem = JSON.stringify({ ...refusal.toProblem(requestIdOf({})), status });
  const headers = {
    ...SECURITY_HEADERS,
    'content-type': PROBLEM,
    'content-length': String(Buffer.byteLength(problem)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  if (socket.writable)
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${problem}`);
  socket.destroy(error);
}

function unreadable(code: string | undefined): [number, DomainError] {
  if (code === 'HPE_HEADER_OVERFLOW')
    return [431, new DomainError('request.malformed', { detail: 'The headers are too large.' })];
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return [408, new DomainError('request.malformed', { detail: 'The request took too long to arrive.' })];
  return [400, new DomainError('request.malformed', { detail: 'It is not a request of HTTP/1.1.' })];
}

/** Adds what holds for every request: its id, security headers, coded refusals, one line in the log. */
export function equip(server: FastifyInstance, logger: ServiceLogger, metrics: Metrics): void {
  server.decorateRequest('span', null);
  server.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id).headers(SECURITY_HEADERS);
    metrics.httpInFlight.inc();
    request.span = openSpan(`${request.method} ${request.routeOptions.url ?? 'none'}`, {
      kind: SpanKind.SERVER,
      parent: traceparentOf(request.headers),
      attributes: {
        'http.request.method': request.method,
        'http.route': request.routeOptions.url ?? 'none',
        'daybook.request': request.id,
      },
    });
  });
  server.addHook('onResponse', async (request, reply) => {
    const status = reply.statusCode;
    // What cannot be routed at all does not begin as a request.
    if (request.span !== null) metrics.httpInFlight.dec();
    metrics.httpDuration.observe(
      { operation: request.routeOptions.config.operation ?? 'none', outcome: outcomeOf(status) },
      reply.elapsedTime / 1_000,
    );
    request.span?.end(undefined, { 'http.response.status_code': status });
    logger.info('request', {
      requestId: request.id,
      method: request.method,
      // The pattern: an address may hold names and numbers of people.
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      ...(request.caller === null || request.caller === undefined
        ? {}
        : { actorId: request.caller.actor.id }),
    });
  });
}

/** Answers every error of a group of routes with its code. */
export function refuseInCode(server: FastifyInstance, logger: ServiceLogger): void {
  server.setErrorHandler((error, request, reply) => {
    const refusal = refusalOf(error);
    if (refusal.code === 'internal.error')
      logger.error('request failed', { requestId: request.id, err: error });
    return sendProblem(reply, refusal);
  });
}
