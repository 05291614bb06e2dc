import type { IncomingMessage } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { ServiceLogger } from '@daybook/messaging';
import { requestIdOf } from './request.headers';
import { refusalOf, sendProblem } from './problem.reply';

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
  /** Believe X-Forwarded-For. */
  trustProxy: boolean;
}

/** Nest's adapter on a Fastify that is fit for the open. */
export function httpAdapter({ trustProxy }: HttpOptions): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy,
    forceCloseConnections: true,
    return503OnClosing: true,
    requestTimeout: 60_000,
    genReqId: (request: IncomingMessage) => requestIdOf(request.headers),
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
      void reply.header('x-request-id', reply.request.id).headers(SECURITY_HEADERS);
      void sendProblem(reply, refusalOf(error));
    },
  });
}

/** Adds what holds for every request: its id, security headers, coded refusals, one line in the log. */
export function equip(server: FastifyInstance, logger: ServiceLogger): void {
  server.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id).headers(SECURITY_HEADERS);
  });
  server.addHook('onResponse', async (request, reply) => {
    logger.info('request', {
      requestId: request.id,
      method: request.method,
      // The pattern: an address may hold names and numbers of people.
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      ...(request.caller === null || request.caller === undefined
        ? {}
        : { actor: request.caller.actor.username }),
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
