import type { FastifyReply, FastifyRequest } from 'fastify';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  RenewSession,
  SignIn,
  SignOut,
  SignOutEverywhere,
  type AnyOperation,
  type SessionView,
} from '@daybook/contracts';
import type { RpcReply } from '@daybook/messaging';
import type { Caller } from '../identity/callers.service';
import { SessionTokensService } from '../identity/session-tokens.service';

/** Where the token lies; over TLS only this host itself can have set it (RFC 6265bis, `__Host-`). */
const COOKIE = 'daybook_session';
const COOKIE_OVER_TLS = `__Host-${COOKIE}`;

const SAFE: readonly string[] = ['GET', 'HEAD'];

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether it is the cookie that says who sent it. */
    byCookie: boolean;
  }
}

/**
 * Sessions of the console's pages. Their token lies in a cookie that no script can read and that only pages of this
 * very address may use; otherwise they are sessions as all others.
 */
@Injectable()
export class CookieSessions {
  constructor(private readonly tokens: SessionTokensService) {}

  /** The token in a request's cookie, null where there is none. @throws DomainError `request.cross_site` */
  tokenOf(request: FastifyRequest): string | null {
    const cookies = cookiesOf(request.headers.cookie ?? '');
    const token = cookies.get(COOKIE_OVER_TLS) ?? (isOverTls(request) ? undefined : cookies.get(COOKIE));
    if (token === undefined || token === '') return null;
    refuseCrossSite(request);
    return token;
  }

  /** Sends the cookie anew once its token is some minutes old: a session lasts while it is used, to its end. */
  slide(request: FastifyRequest, reply: FastifyReply, token: string, caller: Caller): void {
    const { sessionId, sessionEndsAt } = caller;
    if (sessionId === null || sessionEndsAt === null) return;
    const renewed = this.tokens.renewed(token, { id: sessionId, endsAt: sessionEndsAt });
    if (renewed !== null) setCookie(request, reply, renewed.token);
  }

  /** @throws DomainError `request.cross_site` for a sign-in by cookie that another site, or no page at all, asks for */
  check(operation: AnyOperation, request: FastifyRequest, input: Record<string, unknown>): void {
    if (operation.name !== SignIn.name || input.cookie !== true) return;
    request.byCookie = true;
    refuseCrossSite(request);
  }

  /** Moves the token of an answer into the cookie, and takes it away from one who signed out. */
  settle(operation: AnyOperation, request: FastifyRequest, reply: FastifyReply, answer: RpcReply): RpcReply {
    if (!request.byCookie || answer.status >= 400) return answer;
    switch (operation.name) {
      case SignIn.name:
      case RenewSession.name: {
        const { token, ...view } = JSON.parse(Buffer.from(answer.body).toString()) as SessionView;
        setCookie(request, reply, token ?? '');
        return { ...answer, body: Buffer.from(JSON.stringify(view)) };
      }
      case SignOut.name:
      case SignOutEverywhere.name:
        setCookie(request, reply, null);
        return answer;
      default:
        return answer;
    }
  }
}

/**
 * Browsers say of every request from which site it comes, over TLS and on one's own machine; elsewhere they say so of
 * those that change something. One that only reads and says nothing is kept from other sites by SameSite alone.
 */
function refuseCrossSite(request: FastifyRequest): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  const reads = SAFE.includes(request.method);
  const said = origin !== undefined || site !== undefined;
  const sameSite = site === undefined || site === 'same-origin' || (reads && site === 'none');
  const sameOrigin = origin === undefined || isOwn(origin, request);
  if (sameSite && sameOrigin && (said || reads)) return;
  throw new DomainError('request.cross_site');
}

function isOwn(origin: string, request: FastifyRequest): boolean {
  // Behind a proxy that is not trusted the page's scheme is not known; its host is.
  const schemes = isOverTls(request) ? ['https'] : ['http', 'https'];
  return schemes.some((scheme) => origin === `${scheme}://${request.host}`);
}

function isOverTls(request: FastifyRequest): boolean {
  return request.protocol === 'https';
}

/** It goes with the browser, or with its token; null takes it away. */
function setCookie(request: FastifyRequest, reply: FastifyReply, token: string | null): void {
  const secure = isOverTls(request) || request.headers.origin?.startsWith('https://') === true;
  const parts = [
    `${secure ? COOKIE_OVER_TLS : COOKIE}=${token ?? ''}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    ...(secure ? ['Secure'] : []),
    ...(token === null ? ['Max-Age=0'] : []),
  ];
  // Fastify adds to those that are there.
  void reply.removeHeader('set-cookie').header('set-cookie', parts.join('; '));
}

function cookiesOf(header: string): Map<string, string> {
  const pairs = header.split(';').map((pair) => pair.trim().split('='));
  return new Map(pairs.map(([name = '', ...value]) => [name, value.join('=')]));
}
