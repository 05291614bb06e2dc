import { setTimeout as delay } from 'node:timers/promises';
import { HttpClient } from './http-client';

/** What a call was refused with. */
export class DemoRefusal extends Error {
  constructor(
    request: string,
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(`${request} was answered ${status} ${code}: ${detail}`);
    this.name = 'DemoRefusal';
  }
}

const TRIES = 5;

/** Calls an HTTP interface. Every POST carries an idempotency key, so that a demonstration that was interrupted can be loaded again. */
export class DemoClient {
  private readonly http: HttpClient;

  /** @param http a base address that needs no sign-in, or a client that has signed in */
  constructor(http: HttpClient | string) {
    this.http = typeof http === 'string' ? new HttpClient(http) : http;
  }

  /** Signs in at the gateway. */
  static async signIn(gatewayUrl: string, username: string, password: string): Promise<DemoClient> {
    const base = `${gatewayUrl}/api/v1`;
    const session = await new DemoClient(base).call<{ token: string }>('POST', '/sessions', {
      username,
      password,
    });
    return new DemoClient(new HttpClient(base, { authorization: `Bearer ${session.token}` }));
  }

  get<T>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  /** Does or makes something once, however often it is asked for under the same key. */
  post<T = unknown>(key: string, path: string, body: object = {}): Promise<T> {
    return this.call<T>('POST', path, body, encodeURIComponent(`demo-${key}`));
  }

  put<T = unknown>(path: string, body: object): Promise<T> {
    return this.call<T>('PUT', path, body);
  }

  /** Makes something that has no idempotency key; where it is there already, finds it by its name. */
  async makeOrFind<T extends { id: string }>(
    path: string,
    body: object,
    isIt: (item: T) => boolean,
  ): Promise<{ made: boolean; item: T }> {
    try {
      return { made: true, item: await this.call<T>('POST', path, body) };
    } catch (error) {
      if (!(error instanceof DemoRefusal) || error.status !== 409) throw error;
      const { items } = await this.get<{ items: T[] }>(`${path}?limit=200`);
      const item = items.find(isIt);
      if (item === undefined) throw error;
      return { made: false, item };
    }
  }

  /** @throws DemoRefusal unless the answer is a success; one that may pass is asked for again */
  private async call<T>(method: string, path: string, body?: object, idempotencyKey?: string): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.http.try<T & { code?: string; detail?: string; message?: string }>(
        method,
        path,
        {
          ...(body && { body }),
          ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
        },
      );
      if (answer.status < 400) return answer.body;
      const passing = answer.status === 503 || answer.status === 504;
      if (!passing || attempt === TRIES) {
        const { code, detail, message } = answer.body;
        throw new DemoRefusal(`${method} ${path}`, answer.status, code ?? '', detail ?? message ?? '');
      }
      await delay(200 * attempt);
    }
  }
}

/** Runs a task for each item, a few at a time, and waits for all. */
export async function forEach<T>(
  items: readonly T[],
  atOnce: number,
  task: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let index = next++; index < items.length; index = next++) await task(items[index], index);
    }),
  );
}

/** Looks until something is there; undefined when it does not come in time. */
export async function soon<T>(look: () => Promise<T | undefined>, timeoutMs = 5_000): Promise<T | undefined> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined || Date.now() > deadline) return found;
    await delay(100);
  }
}
