import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Injectable } from '@nestjs/common';
import {
  AnswerConsentLink,
  CONSENT_PAGE,
  consentAnswers,
  DomainError,
  ReadConsentLink,
  type AnyOperation,
  type ConsentAnswer,
  type ConsentLinkView,
  type Problem,
} from '@daybook/contracts';
import { ServiceLogger } from '@daybook/messaging';
import { CallsService } from '../calls/calls.service';
import { answeredPage, questionPage, refusedPage } from './consent-page';
import { refusalOf } from './problem-reply';
import { RateLimiter } from './rate-limiter';

/** Requests a second of one address, twice as many at once: people click, and nobody shall try tokens. */
const PER_SECOND = 5;

/** Bytes of the form at most: one word. */
const FORM_LIMIT = 1_000;

/** A page that runs nothing, loads nothing and sends its form home. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HTML = 'text/html; charset=utf-8';

/**
 * The page on which customers consent to be billed, by the link that they were sent. Looking at it enters nothing:
 * mail programs look at links, too.
 */
@Injectable()
export class ConsentRoutes {
  private readonly limiter = new RateLimiter(PER_SECOND);

  constructor(
    private readonly calls: CallsService,
    private readonly logger: ServiceLogger,
  ) {}

  /** Adds the page to the server. */
  register(server: FastifyInstance): void {
    server.register((scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser(
        'application/x-www-form-urlencoded',
        { parseAs: 'string', bodyLimit: FORM_LIMIT },
        (_request, body, parsed) => parsed(null, new URLSearchParams(body as string)),
      );
      scope.addHook('onRequest', (request, reply, next) => {
        void reply.headers({ 'cache-control': 'no-store', 'content-security-policy': PAGE_POLICY });
        try {
          this.limiter.take(`address ${request.ip}`);
          next();
        } catch (error) {
          next(error as Error);
        }
      });
      scope.setErrorHandler((error, request, reply) => this.refuse(error, request, reply));
      const url = CONSENT_PAGE.replace('{token}', ':token');
      scope.get(url, async (request, reply) => {
        const view = await this.ask(ReadConsentLink, request);
        return reply.type(HTML).send(questionPage(view));
      });
      scope.post(url, async (request, reply) => {
        const answer = answerOf(request.body);
        const view = await this.ask(AnswerConsentLink, request, { answer });
        return reply.type(HTML).send(answeredPage(answer, view));
      });
      done();
    });
  }

  /** @throws DomainError what billing refuses it with, or why it cannot be asked */
  private async ask(
    operation: AnyOperation,
    request: FastifyRequest,
    more: Record<string, unknown> = {},
  ): Promise<ConsentLinkView> {
    const { status, body } = await this.calls.send(operation, {
      caller: null,
      input: { ...(request.params as { token: string }), ...more },
      requestId: request.id,
      address: request.ip,
      traceparent: request.span?.traceparent,
    });
    const said = JSON.parse(Buffer.from(body).toString()) as ConsentLinkView | Partial<Problem>;
    if (status >= 400) throw DomainError.fromProblem(said as Partial<Problem>);
    return said as ConsentLinkView;
  }

  private refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const refusal = refusalOf(error);
    if (refusal.code === 'internal.error')
      this.logger.error('request failed', { requestId: request.id, err: error as Error });
    const { retryAfter } = refusal.facts;
    if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
    return reply.code(refusal.status).type(HTML).send(refusedPage(refusal.code));
  }
}

/** @throws DomainError `request.malformed` */
function answerOf(body: unknown): ConsentAnswer {
  const given = body instanceof URLSearchParams ? body.getAll('answer') : [];
  const answer = consentAnswers.find((one) => given.length === 1 && given[0] === one);
  if (answer === undefined) throw new DomainError('request.malformed');
  return answer;
}
