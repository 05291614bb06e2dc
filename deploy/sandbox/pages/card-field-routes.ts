import type { FastifyInstance } from 'fastify';
import type { Processor } from '../processor/processor';
import { TOKEN_BODY } from '../processor/processor-routes';
import { SandboxRefusal } from '../sandbox-refusal';
import { CARD_FIELD_SCRIPT, cardFieldPage } from './card-field';
import { fromOurPage } from './page-routes';

/** Pages of this machine may always frame the field. */
const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/;

interface CardToken {
  number: string;
  expMonth: number;
  expYear: number;
}

/** The field for cards: who may frame it is told in `?for=`, and must be this machine or one of the named origins. */
export function cardFieldRoutes(
  app: FastifyInstance,
  processor: Processor,
  origins: readonly string[],
): void {
  app.get<{ Querystring: { for?: string; scheme?: string; language?: string } }>(
    '/card-field',
    async ({ query }, reply) => {
      const origin = query.for ?? '';
      if (!LOOPBACK.test(origin) && !origins.includes(origin))
        throw new SandboxRefusal(403, 'origin_not_allowed', 'this page may not frame the field for cards');
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', policyFor(origin))
        .header('cache-control', 'no-store')
        .send(cardFieldPage({ origin, dark: query.scheme === 'dark', language: query.language ?? 'en' }));
    },
  );

  app.get('/card-field.js', async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-store').send(CARD_FIELD_SCRIPT),
  );

  app.post<{ Body: CardToken }>(
    '/card-field/tokens',
    { schema: { body: TOKEN_BODY } },
    async (request, reply) => {
      fromOurPage(request);
      const { number, expMonth, expYear } = request.body;
      const { token, brand, last4 } = await processor.tokenize(number, expMonth, expYear);
      return reply.code(201).send({ token, brand, last4 });
    },
  );
}

/** It runs its own script, speaks with its own server, and stands in one page's frame only. */
function policyFor(origin: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'unsafe-inline'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${origin}`,
  ].join('; ');
}
