import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '@daybook/contracts';
import type { GatewayConfig } from '../gateway.config';
import { refusalOf, sendProblem } from './problem-reply';

/** What the console's page holds in the place of the word that its styles are known by. */
const NONCE = 'DAYBOOK_NONCE';

/** What the page holds in the place of the address of the processor's field for cards. */
const CARD_FIELD = 'DAYBOOK_CARD_FIELD';

/** Addresses of others, where nothing is a page of the console. */
const NO_PAGES = /^\/(?:api|health|metrics|assets|consent)(?:\/|$)/;

/**
 * Hands out the built console: its page at every address that nobody else has, its files below /assets, which have
 * names of their content and so never change. Without a built console it does nothing, and answers false.
 */
export function serveConsole(server: FastifyInstance, config: GatewayConfig): boolean {
  const folder = resolve(config.consoleFolder);
  const page = join(folder, 'index.html');
  if (!existsSync(page)) return false;
  server.register(async (scope) => {
    // Addresses that lead out of the folder, and the like: what does not fail here is not there.
    scope.setErrorHandler<FastifyError>((error, _request, reply) =>
      sendProblem(
        reply,
        (error.statusCode ?? 500) < 500 ? new DomainError('gateway.route_unknown') : refusalOf(error),
      ),
    );
    await scope.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      preCompressed: true,
      index: false,
      maxAge: '365d',
      immutable: true,
      decorateReply: false,
    });
    scope.get('/*', async (request, reply) => {
      if (!asksForPage(request)) {
        reply.callNotFound();
        return reply;
      }
      return sendPage(reply, await readFile(page, 'utf8'), config.cardFieldUrl);
    });
  });
  return true;
}

function asksForPage({ url, headers }: FastifyRequest): boolean {
  return !NO_PAGES.test(url.split('?')[0]) && /text\/html/.test(headers.accept ?? '');
}

function sendPage(reply: FastifyReply, page: string, cardField: string | undefined): FastifyReply {
  const nonce = randomBytes(16).toString('base64url');
  return reply
    .type('text/html; charset=utf-8')
    .headers({
      // Its files are kept, so what names them must not be.
      'cache-control': 'no-cache',
      'content-security-policy': policyOf(nonce, cardField),
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'same-origin',
    })
    .send(page.replaceAll(NONCE, nonce).replaceAll(CARD_FIELD, cardField ?? ''));
}

/** The page runs, loads and asks what comes from its own address; the one frame is the processor's field for cards. */
function policyOf(nonce: string, cardField: string | undefined): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // Charts place what they draw by attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    `frame-src ${cardField === undefined ? "'none'" : new URL(cardField).origin}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
