import request, { type Response } from 'supertest';
import type { Environment, RunningService } from '@daybook/messaging';
import {
  bootService,
  databaseOf,
  startNats,
  startPostgres,
  testActorPrivateKey,
  type TestDatabase,
  type TestNats,
  type TestPostgres,
} from '@daybook/testing';
import { gateway } from '../gateway-start';
import { CallersService } from '../identity/callers.service';

/** The password of `admin` in tests. */
export const ADMIN_PASSWORD = 'correct horse battery';

/** JSON of any shape, as deep as a test looks. */
export type Json = ReturnType<typeof JSON.parse>;

/** What a request to the gateway was answered. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** The body as JSON where it is JSON, else as text. */
  body: Json;
}

/** How a request is made: `token` and `key` are the two ways to say who asks. */
export interface Asking {
  token?: string;
  key?: string;
  headers?: Record<string, string>;
  /** Sent as JSON; text and bytes go as they are. */
  body?: unknown;
}

/** A gateway on a real database and a real NATS, asked from outside over HTTP. */
export class GatewayFixture {
  private constructor(
    private readonly postgres: TestPostgres,
    readonly nats: TestNats,
    readonly database: TestDatabase,
    readonly service: RunningService,
  ) {}

  static async start(environment: Environment = {}): Promise<GatewayFixture> {
    const [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
    const database = await databaseOf(postgres, gateway);
    const service = await bootService(gateway, {
      database,
      nats,
      environment: {
        ACTOR_PRIVATE_KEY: testActorPrivateKey,
        ADMIN_PASSWORD,
        CONSOLE_FOLDER: 'none',
        ...environment,
      },
    });
    return new GatewayFixture(postgres, nats, database, service);
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.database.drop();
    await this.nats.stop();
    await this.postgres.stop();
  }

  /** Sends a request, `POST /users` below /api/v1, or with a path from the root: `GET //health/live`. */
  async ask(line: string, { token, key, headers = {}, body }: Asking = {}): Promise<Answer> {
    const [method, path] = line.split(' ') as [string, string];
    const url = path.startsWith('//') ? path.slice(1) : `/api/v1${path}`;
    const sent = request(this.service.app.getHttpServer())
      [method.toLowerCase() as 'get'](url)
      .redirects(0)
      .buffer(true)
      .parse(asText);
    if (token !== undefined) void sent.auth(token, { type: 'bearer' });
    if (key !== undefined) void sent.set('x-api-key', key);
    if (typeof body === 'string' || Buffer.isBuffer(body)) {
      // As it is, whatever the type says of it.
      void sent.type('text/plain').serialize((raw: string) => raw);
    }
    const answer = await sent.set(headers).send(body as object | undefined);
    const text = answer.body as string;
    const isJson = answer.type.includes('json') && text !== '';
    return {
      status: answer.status,
      headers: answer.headers,
      body: isJson ? (JSON.parse(text) as unknown) : text,
    };
  }

  /** Makes the gateway look users up again, after a test changed them behind its back. */
  forget(): void {
    this.service.app.get(CallersService).forget();
  }

  /** A token of a user. */
  async signIn(username = 'admin', password = ADMIN_PASSWORD): Promise<string> {
    const answer = await this.ask('POST /sessions', { body: { username, password } });
    if (answer.status !== 201)
      throw new Error(`${username} could not sign in: ${JSON.stringify(answer.body)}`);
    return (answer.body as { token: string }).token;
  }

  /** Makes a user of a level and signs them in. */
  async userOf(
    accessLevel: string,
    more: object = {},
  ): Promise<{ id: string; username: string; token: string }> {
    const username = `${accessLevel}.${Math.random().toString(36).slice(2, 10)}`;
    const password = 'a password of theirs';
    const made = await this.ask('POST /users', {
      token: await this.signIn(),
      body: { username, password, accessLevel, ...more },
    });
    if (made.status !== 201) throw new Error(`no user was made: ${JSON.stringify(made.body)}`);
    return { id: (made.body as { id: string }).id, username, token: await this.signIn(username, password) };
  }
}

/** The fields that a problem finds fault with. */
export function faultyFields(answer: Answer | undefined): string[] {
  return (answer?.body as { errors: { field: string }[] }).errors.map(({ field }) => field);
}

/** Reads an answer of any type as text. */
function asText(response: Response, done: (error: Error | null, text: unknown) => void): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks).toString()));
}
