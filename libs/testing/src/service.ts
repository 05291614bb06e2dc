import { generateKeyPairSync } from 'node:crypto';
import {
  sequenceText,
  type DaybookEvent,
  DomainError,
  errorCodesOf,
  newId,
  type Actor,
  type AnyOperation,
  type Operation,
  type Problem,
} from '@daybook/contracts';
import {
  Bus,
  migrateDatabase,
  RpcClient,
  serviceLogger,
  signActor,
  startService,
  type Environment,
  type RpcHeaders,
  type RunningService,
  type ServiceStart,
} from '@daybook/messaging';
import { keepConnected, type TestDatabase, type TestPostgres } from './postgres';

const keys = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** The key with which services booted by tests verify actors. */
export const testActorPublicKey = keys.publicKey;
/** The key with which tests sign actors. */
export const testActorPrivateKey = keys.privateKey;

/** Where a service under test finds its database and NATS. */
export interface TestServers {
  database: Pick<TestDatabase, 'url'>;
  nats: { url: string };
  /** More of the environment, or other values. */
  environment?: Environment;
}

/** A database of its own for a service, with its tables: migrated once for the whole run, and copied. */
export async function databaseOf(postgres: TestPostgres, { module }: ServiceStart): Promise<TestDatabase> {
  const copy = await postgres.createDatabaseFrom(module.name, (url) =>
    migrateDatabase(module, environmentOf({ database: { url }, nats: { url: 'nats://127.0.0.1:4222' } })),
  );
  return keepConnected(copy);
}

/** Starts a service in this process, as `runService` would, against a real database and a real NATS. */
export function bootService(start: ServiceStart, surroundings: TestServers): Promise<RunningService> {
  return startService(start, environmentOf(surroundings));
}

/** What a service under test is told. */
export function environmentOf({ database, nats, environment }: TestServers): Environment {
  return {
    DATABASE_URL: database.url,
    NATS_URL: nats.url,
    HTTP_PORT: '0',
    ACTOR_PUBLIC_KEY: testActorPublicKey,
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    ...environment,
  };
}

/** An admin who may do everything; other actors are made by changing it. */
export function testActor(changes: Partial<Actor> = {}): Actor {
  return {
    type: 'user',
    id: newId(),
    username: 'admin',
    accessLevel: 'admin',
    callCenterId: null,
    campaignIds: null,
    scopes: null,
    refundLimit: null,
    ...changes,
  };
}

/** Calls services over NATS, as the gateway does. */
export class TestCaller {
  private constructor(
    private readonly bus: Bus,
    private readonly client: RpcClient,
  ) {}

  /** @param credentials the gateway's; needed where the server asks for some */
  static async connect(nats: { url: string }, credentials?: string): Promise<TestCaller> {
    const bus = await Bus.connect(
      'gateway',
      { natsUrl: nats.url, ...(credentials === undefined ? {} : { natsCreds: credentials }) },
      serviceLogger('test', { logLevel: 'silent', logFormat: 'json' }),
    );
    return new TestCaller(bus, new RpcClient(bus));
  }

  /** Calls an operation as an actor. @throws DomainError what it was refused with */
  async call<I extends object, O extends object>(
    operation: Operation<I, O>,
    input: object,
    actor: Actor = testActor(),
    headers: Partial<RpcHeaders> = {},
  ): Promise<O> {
    const reply = await this.client.call(operation, input, {
      token: signActor(actor, keys.privateKey),
      requestId: newId(),
      ...headers,
    });
    const body: unknown = reply.body.length === 0 ? null : JSON.parse(new TextDecoder().decode(reply.body));
    if (reply.status >= 400) throw documented(operation, DomainError.fromProblem(body as Partial<Problem>));
    return body as O;
  }

  /** The code with which an operation refuses; fails when it does not refuse. */
  async refusal<I extends object, O extends object>(
    operation: Operation<I, O>,
    input: object,
    actor: Actor = testActor(),
    headers: Partial<RpcHeaders> = {},
  ): Promise<string> {
    try {
      await this.call(operation, input, actor, headers);
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
    throw new Error(`${operation.name} was not refused`);
  }

  get connection(): Bus['connection'] {
    return this.bus.connection;
  }

  close(): Promise<void> {
    return this.bus.close();
  }
}

/** A refusal that the documents of its call name. @throws Error when they do not: nobody could be ready for it */
function documented(operation: AnyOperation, refusal: DomainError): DomainError {
  if (errorCodesOf(operation).includes(refusal.code)) return refusal;
  throw new Error(`${operation.name} was refused with ${refusal.code}, which its documents do not name`);
}

/** The events in a service's journal, in the order in which they were recorded. */
export async function journalOf(database: Pick<TestDatabase, 'query'>): Promise<DaybookEvent[]> {
  const rows = await database.query<{ event: DaybookEvent; epoch: number; sequence: string }>(
    'select event, epoch, sequence from journal order by position',
  );
  return rows.map(({ event, epoch, sequence }) => ({
    ...event,
    epoch,
    sequence: sequenceText(epoch, sequence),
  }));
}
