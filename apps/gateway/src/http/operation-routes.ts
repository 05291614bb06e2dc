import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { setImmediate as turnsEnd } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  extentOf,
  isGuarded,
  operations,
  ReportFilterQuery,
  schemaOf,
  type AnyOperation,
  type AuditKind,
} from '@daybook/contracts';
import { readJson, type ByteSink, type RpcReply } from '@daybook/messaging';
import { administrationDetails, isAdministration } from '../audit/administration';
import { AuditService, type AuditEntry } from '../audit/audit.service';
import { CallsService } from '../calls/calls.service';
import { GatewayConfig } from '../gateway.config';
import { CallersService, type Caller } from '../identity/callers.service';
import { PROBLEM } from './problem-reply';
import { refuseCardNumbers } from './card-numbers';
import { CookieSessions } from './cookie-sessions';
import { RateLimiter } from './rate-limiter';
import { idempotencyKeyOf, refuseCardsInHeaders, traceparentOf, versionOf } from './request-headers';
import { readInput } from './request-input';

/** Where all operations lie. */
export const API = '/api/v1';

/** Bytes of a webhook at most. */
const RAW_LIMIT = 64 * 1024;

/** Bytes of a body at most where nobody has signed in: whoever it is, there is little to read and to check. */
const PUBLIC_LIMIT = 4 * 1024;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sent it; null where nobody has to say. */
    caller: Caller | null;
  }
}

/** Makes a route of every operation in the table that has one. Nothing here knows a resource. */
@Injectable()
export class OperationRoutes {
  private readonly limiter: RateLimiter;

  constructor(
    private readonly callers: CallersService,
    private readonly calls: CallsService,
    private readonly audit: AuditService,
    private readonly cookies: CookieSessions,
    private readonly config: GatewayConfig,
  ) {
    this.limiter = new RateLimiter(config.requestsPerSecond);
  }

  /** Adds the routes to the server. */
  register(server: FastifyInstance): void {
    server.decorateRequest('caller', null);
    server.decorateRequest('byCookie', false);
    const routed = operations.filter((operation) => operation.route !== null);
    server.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => {
        try {
          // An empty body is none.
          done(null, bytes.length === 0 ? undefined : readJson(bytes as Buffer));
        } catch (error) {
          done(error as Error);
        }
      });
      for (const operation of routed.filter(({ transport }) => transport !== 'raw'))
        this.addJson(scope, operation);
    });
    server.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes));
      for (const operation of routed.filter(({ transport }) => transport === 'raw'))
        this.addRaw(scope, operation);
    });
  }

  private addJson(server: FastifyInstance, operation: AnyOperation): void {
    const schema = schemaOf(operation.input);
    const audited = auditKindOf(operation);
    const administration = isAdministration(operation);
    server.route({
      ...addressOf(operation),
      bodyLimit: isGuarded(operation.access) ? this.config.bodyLimit : PUBLIC_LIMIT,
      // Before the body is read: whoever may not ask does not make us read.
      onRequest: async (request, reply) => {
        request.caller = await this.admit(operation, request, reply);
      },
      handler: async (request, reply) => {
        const input = readInput(operation, schema, request);
        this.cookies.check(operation, request, input);
        const begun = administration
          ? await this.audit.begin(
              lineOf('administration_changed', request, administrationDetails(operation, input)),
            )
          : null;
        const sink = operation.transport === 'stream' ? this.calls.openSink() : null;
        const sent = this.calls.send(operation, {
          ...(sink === null ? {} : { sink: sink.subject }),
          caller: request.caller,
          input,
          requestId: request.id,
          address: request.ip,
          idempotencyKey: idempotencyKeyOf(operation, request.headers),
          ifMatch: versionOf(operation, request.headers),
          traceparent: request.span?.traceparent ?? traceparentOf(request.headers),
        });
        let passedOn = false;
        try {
          const [answer] = await Promise.all([
            sent,
            // At the end of this turn: the request is on its way first.
            ...(audited === null
              ? []
              : [
                  turnsEnd().then(() =>
                    this.audit.note(lineOf(audited, request, { operation: operation.name, filter: input })),
                  ),
                ]),
          ]);
          if (begun !== null) await this.settleAudit(begun, operation, input, answer);
          if (sink === null || answer.status >= 400)
            return pass(reply, this.cookies.settle(operation, request, reply, answer));
          passedOn = true;
          return passStream(reply, answer, sink);
        } finally {
          if (!passedOn) sink?.close();
        }
      },
    });
  }

  /** Webhooks: the bytes that were signed go on as they came, for the service that knows the secret. */
  private addRaw(server: FastifyInstance, operation: AnyOperation): void {
    server.route({
      ...addressOf(operation),
      bodyLimit: RAW_LIMIT,
      onRequest: async (request, reply) => {
        request.caller = await this.admit(operation, request, reply);
      },
      handler: async (request, reply) => {
        const path = request.params as Record<string, string>;
        refuseCardNumbers(path);
        const answer = await this.calls.send(operation, {
          caller: null,
          input: {
            ...path,
            ...signedHeaders(request),
            ...bytesOf(request.body),
          },
          requestId: request.id,
          address: request.ip,
          traceparent: request.span?.traceparent ?? traceparentOf(request.headers),
        });
        return pass(reply, answer);
      },
    });
  }

  private async admit(
    operation: AnyOperation,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Caller | null> {
    if (!isGuarded(operation.access)) {
      this.limiter.take(`address ${request.ip}`);
      refuseCardsInHeaders(request.headers);
      return null;
    }
    const caller = await this.identify(request, reply);
    this.limiter.take(caller.counted);
    if (extentOf(caller.actor, operation.access) === 'no') throw new DomainError('request.forbidden');
    refuseCardsInHeaders(request.headers);
    return caller;
  }

  private async identify(request: FastifyRequest, reply: FastifyReply): Promise<Caller> {
    const { authorization, 'x-api-key': apiKey } = request.headers;
    try {
      const token =
        authorization === undefined && apiKey === undefined ? this.cookies.tokenOf(request) : null;
      if (token !== null) {
        const caller = await this.callers.authenticate({ authorization: `Bearer ${token}` });
        request.byCookie = true;
        this.cookies.slide(request, reply, token, caller);
        return caller;
      }
      return await this.callers.authenticate({
        ...(authorization === undefined ? {} : { authorization }),
        ...(typeof apiKey === 'string' ? { apiKey } : {}),
      });
    } catch (error) {
      this.limiter.take(`address ${request.ip}`);
      throw error;
    }
  }

  /** After a failure of the service it is not known what became of the change. */
  private async settleAudit(
    begun: string,
    operation: AnyOperation,
    input: Readonly<Record<string, unknown>>,
    answer: RpcReply,
  ): Promise<void> {
    if (answer.status < 400) await this.audit.end(begun, administrationDetails(operation, input, answer));
    else if (answer.status < 500) await this.audit.refused(begun);
  }
}

/** A line of the audit table about a request. */
function lineOf(kind: AuditKind, request: FastifyRequest, details: Record<string, unknown>): AuditEntry {
  const { actor, sessionId } = request.caller as Caller;
  return {
    kind,
    call: { actor, requestId: request.id, client: { address: request.ip, sessionId } },
    details,
  };
}

function addressOf(operation: AnyOperation): { method: string; url: string; config: { operation: string } } {
  const { method, path } = operation.route as NonNullable<AnyOperation['route']>;
  return {
    method,
    url: API + path.replace(/\{(\w+)\}/g, ':$1'),
    config: { operation: operation.name },
  };
}

/** Whatever takes the report's filter reads the report; where it ends in /export or /exports, takes it away. */
function auditKindOf({ input, route }: AnyOperation): AuditKind | null {
  if (!(input.prototype instanceof ReportFilterQuery)) return null;
  return /\/exports?$/.test(route?.path ?? '') ? 'export' : 'report_read';
}

/** The headers of Standard Webhooks, as far as they came. */
function signedHeaders(request: FastifyRequest): Record<string, string> {
  const signed: Record<string, string> = {};
  for (const name of ['id', 'timestamp', 'signature']) {
    const value = request.headers[`webhook-${name}`];
    if (typeof value === 'string') signed[name] = value;
  }
  return signed;
}

/** A body byte by byte: as text, or as base64 where it is none. */
function bytesOf(body: unknown): { body: string; bodyEncoding?: 'base64' } {
  if (!Buffer.isBuffer(body)) return { body: '' };
  return isUtf8(body)
    ? { body: body.toString('utf8') }
    : { body: body.toString('base64'), bodyEncoding: 'base64' };
}

/** Passes a service's reply on, unread. */
function pass(reply: FastifyReply, answer: RpcReply): FastifyReply {
  void reply.code(answer.status).header('cache-control', 'no-store');
  if (answer.version !== undefined) void reply.header('etag', `"${answer.version}"`);
  if (answer.body.length === 0) return reply.send();
  if (answer.status >= 400) {
    const { retryAfter } = JSON.parse(Buffer.from(answer.body).toString()) as { retryAfter?: number };
    if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
    return reply.type(PROBLEM).send(Buffer.from(answer.body));
  }
  return reply.type('application/json; charset=utf-8').send(Buffer.from(answer.body));
}

/** Passes a stream on as the client takes it. It breaks the answer off where the stream breaks off. */
function passStream(reply: FastifyReply, { status, body }: RpcReply, sink: ByteSink): FastifyReply {
  const { contentType, filename } = JSON.parse(Buffer.from(body).toString()) as {
    contentType: string;
    filename?: string;
  };
  void reply.code(status).header('cache-control', 'no-store').header('x-accel-buffering', 'no');
  if (filename !== undefined) void reply.header('content-disposition', attachmentNamed(filename));
  const bytes = Readable.from(sink.chunks(), { objectMode: true, highWaterMark: 1 });
  // Whether the client has everything or is gone, even before it took anything. (The bytes close only once the next
  // piece has come.)
  reply.raw.once('close', () => sink.close());
  return reply.type(contentType).send(bytes);
}

/** By which browsers save it under its name (RFC 6266); older ones get what of it is ASCII. */
function attachmentNamed(filename: string): string {
  const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  if (plain === filename) return `attachment; filename="${filename}"`;
  const encoded = encodeURIComponent(filename).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
