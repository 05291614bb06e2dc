import { randomUUID } from 'node:crypto';
import type { Problem } from '@daybook/contracts';

/** An answer over HTTP. */
export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** What is sent beside path and body. */
export interface Sending {
  body?: unknown;
  /** Sent as it is, whatever it is. */
  raw?: string;
  idempotencyKey?: string;
  ifMatch?: number;
  headers?: Record<string, string>;
  /** Milliseconds until the client itself gives up. */
  timeout?: number;
}

/** A refusal, as a person with curl would read it. */
export class Refused extends Error {
  constructor(
    readonly request: string,
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(`${request} → ${status} ${JSON.stringify(problem)}`);
  }
}

/** Talks to the gateway as an agent's browser or a script with curl does. */
export class HttpClient {
  constructor(
    readonly base: string,
    /** Sent with every request: who one is. */
    readonly headers: Record<string, string> = {},
    /** Gives new headers after a 401: a token ends. */
    private readonly renew?: () => Promise<Record<string, string>>,
  ) {}

  /** Signs in and answers a client that does so. */
  static async signIn(gateway: string, username: string, password: string): Promise<HttpClient> {
    const client = new HttpClient(`${gateway}/api/v1`);
    const { body } = await client.send<{ token: string }>('POST', '/sessions', {
      body: { username, password },
    });
    return new HttpClient(client.base, { authorization: `Bearer ${body.token}` });
  }

  /** The same, and signs in again by itself when its token has ended. */
  static async stayIn(gateway: string, username: string, password: string): Promise<HttpClient> {
    const signIn = async () => (await HttpClient.signIn(gateway, username, password)).headers;
    return new HttpClient(`${gateway}/api/v1`, await signIn(), signIn);
  }

  /** Sends a request and answers whatever came. */
  async try<T = unknown>(method: string, path: string, sending: Sending = {}): Promise<Answer<T>> {
    const answer = await this.sendOnce<T>(method, path, sending);
    if (answer.status !== 401 || this.renew === undefined) return answer;
    Object.assign(this.headers, await this.renew());
    return this.sendOnce(method, path, sending);
  }

  private async sendOnce<T>(method: string, path: string, sending: Sending): Promise<Answer<T>> {
    const text = sending.raw ?? (sending.body === undefined ? undefined : JSON.stringify(sending.body));
    const response = await fetchOnceMore(`${this.base}${path}`, isRepeatable(method, path, sending), {
      method,
      headers: {
        ...this.headers,
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...(sending.idempotencyKey === undefined ? {} : { 'idempotency-key': sending.idempotencyKey }),
        ...(sending.ifMatch === undefined ? {} : { 'if-match': `"${sending.ifMatch}"` }),
        ...sending.headers,
      },
      ...(text === undefined ? {} : { body: text }),
      signal: AbortSignal.timeout(sending.timeout ?? 20_000),
    });
    const said = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: (json && said !== '' ? JSON.parse(said) : said) as T,
    };
  }

  /** Sends a request that shall succeed. @throws Refused */
  async send<T>(method: string, path: string, sending: Sending = {}): Promise<Answer<T>> {
    const answer = await this.try<T>(method, path, sending);
    if (answer.status >= 400) {
      throw new Refused(`${method} ${path}`, answer.status, answer.body as unknown as Problem);
    }
    return answer;
  }

  async get<T>(path: string): Promise<T> {
    return (await this.send<T>('GET', path)).body;
  }

  /** Makes something, with an idempotency key of its own unless one is given. */
  async post<T>(path: string, body: unknown = {}, idempotencyKey: string = randomUUID()): Promise<T> {
    return (await this.send<T>('POST', path, { body, idempotencyKey })).body;
  }

  async patch<T>(path: string, body: unknown, ifMatch: number): Promise<T> {
    return (await this.send<T>('PATCH', path, { body, ifMatch })).body;
  }

  async put<T>(path: string, body: unknown): Promise<T> {
    return (await this.send<T>('PUT', path, { body })).body;
  }
}

/** What may be sent twice: reads, sign-ins, and commands that carry a key. */
function isRepeatable(method: string, path: string, { idempotencyKey }: Sending): boolean {
  return method === 'GET' || path === '/sessions' || idempotencyKey !== undefined;
}

/**
 * A server closes connections that nobody has used for a while. A request that is sent at that moment goes nowhere, and
 * is sent again on a new connection.
 */
async function fetchOnceMore(url: string, repeatable: boolean, sent: RequestInit): Promise<Response> {
  try {
    return await fetch(url, sent);
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: unknown };
    if (!repeatable || code !== 'UND_ERR_SOCKET') throw error;
    return fetch(url, sent);
  }
}
