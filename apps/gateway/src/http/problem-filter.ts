import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, operations } from '@daybook/contracts';
import { ServiceLogger } from '@daybook/messaging';
import { API } from './operation-routes';
import { refusalOf, sendProblem } from './problem-reply';

/** The addresses of the operations as patterns, with the methods that each takes. */
const addresses: { pattern: RegExp; method: string }[] = operations
  .flatMap(({ route }) => (route === null ? [] : [route]))
  .map(({ method, path }) => ({
    method,
    pattern: new RegExp(`^${API}${path.replace(/\{\w+\}/g, '[^/]+')}$`),
  }));

/** Answers what Nest itself refuses, unknown addresses above all, in the same form as everything else. */
@Catch()
export class ProblemFilter implements ExceptionFilter<unknown> {
  constructor(private readonly logger: ServiceLogger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (error instanceof HttpException && error.getStatus() === 404) {
      const allowed = methodsAt(request.url.split('?')[0]);
      if (allowed.length > 0) void reply.header('allow', allowed.join(', '));
      void sendProblem(
        reply,
        new DomainError(allowed.length > 0 ? 'gateway.method_not_allowed' : 'gateway.route_unknown', {
          ...(allowed.length > 0 ? { detail: `It takes ${allowed.join(', ')}.` } : {}),
        }),
      );
      return;
    }
    const refusal =
      error instanceof HttpException && error.getStatus() < 500
        ? new DomainError('request.malformed', { detail: error.message })
        : refusalOf(error);
    if (refusal.code === 'internal.error')
      this.logger.error('request failed', { requestId: request.id, err: error });
    void sendProblem(reply, refusal);
  }
}

function methodsAt(path: string): string[] {
  return [...new Set(addresses.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))];
}
