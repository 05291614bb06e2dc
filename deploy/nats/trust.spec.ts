import { eventually, startNats, type TestNats } from '@daybook/testing';
import { connect, credsAuthenticator, JSONCodec, type NatsConnection } from 'nats';
import {
  enginePermissions,
  inboxPrefixOf,
  issueCredentials,
} from '../../libs/messaging/src/nats/nats-credentials';
import type { PartyName } from './topology';

describe('the rights on NATS', () => {
  const json = JSONCodec();
  const connections: NatsConnection[] = [];
  const refusals = new Map<NatsConnection, string[]>();
  let nats: TestNats;

  beforeAll(async () => {
    nats = await startNats({ secured: true });
    const operations = await connectAs('operations');
    const manager = await operations.jetstreamManager();
    await manager.streams.add({ name: 'EVENTS', subjects: ['events.>'] });
    await manager.streams.add({ name: 'INTAKE', subjects: ['intake.billing.>'] });
  });

  afterAll(async () => {
    await Promise.all(connections.map((connection) => connection.close()));
    await nats.stop();
  });

  async function connectWith(credentials: string, name: string): Promise<NatsConnection> {
    const connection = await connect({
      servers: nats.url,
      authenticator: credsAuthenticator(new TextEncoder().encode(credentials)),
      inboxPrefix: inboxPrefixOf(name),
    });
    connections.push(connection);
    const heard: string[] = [];
    refusals.set(connection, heard);
    void (async () => {
      for await (const status of connection.status()) heard.push(JSON.stringify(status));
    })();
    return connection;
  }

  async function connectAs(party: PartyName): Promise<NatsConnection> {
    return connectWith(await nats.credentials(party), party);
  }

  /** The server tells a refusal to the connection that tried. */
  async function expectRefused(connection: NatsConnection, subject: string): Promise<void> {
    await connection.flush();
    await eventually(`the server refuses ${subject}`, () =>
      refusals
        .get(connection)
        ?.some((status) => status.includes(subject) && /permissions.violation/i.test(status)),
    );
  }

  it('let the gateway ask a service and the service answer', async () => {
    const [gateway, customers] = await Promise.all([connectAs('gateway'), connectAs('customers')]);
    customers.subscribe('rpc.customers.>', {
      queue: 'customers',
      callback: (_error, message) => void message.respond(json.encode({ heard: message.subject })),
    });
    await customers.flush();
    const answer = await gateway.request('rpc.customers.create', json.encode({}));
    expect(json.decode(answer.data)).toEqual({ heard: 'rpc.customers.create' });
  });

  it('let a service publish its own events to the stream and read everybody’s', async () => {
    const [billing, reporting] = await Promise.all([connectAs('billing'), connectAs('reporting')]);
    const stored = await billing
      .jetstream()
      .publish('events.billing.order.completed', json.encode({ id: 1 }));
    expect(stored.stream).toBe('EVENTS');

    const manager = await reporting.jetstreamManager();
    await manager.consumers.add('EVENTS', { durable_name: 'reporting', ack_policy: 'explicit' as never });
    const consumer = await reporting.jetstream().consumers.get('EVENTS', 'reporting');
    const message = await consumer.next({ expires: 5_000 });
    expect(message?.subject).toBe('events.billing.order.completed');
    await expect(message?.ackAck()).resolves.toBe(true);
  });

  it('refuse a service that publishes another’s events', async () => {
    const customers = await connectAs('customers');
    customers.publish('events.billing.order.completed', json.encode({ forged: true }));
    await expectRefused(customers, 'events.billing.order.completed');
  });

  it('refuse a service that calls another as if it were the gateway', async () => {
    const cases = await connectAs('cases');
    cases.publish('rpc.billing.refunds.create', json.encode({}));
    await expectRefused(cases, 'rpc.billing.refunds.create');
  });

  it('refuse whoever listens on another’s inbox or commands', async () => {
    const cases = await connectAs('cases');
    cases.subscribe('_INBOX_gateway.>', { callback: () => undefined });
    await expectRefused(cases, '_INBOX_gateway.>');
    cases.subscribe('rpc.billing.>', { callback: () => undefined });
    await expectRefused(cases, 'rpc.billing.>');
  });

  it('let billing erase a single message of the intake, and nobody else', async () => {
    const [billing, cases, operations] = await Promise.all([
      connectAs('billing'),
      connectAs('cases'),
      connectAs('operations'),
    ]);
    const { seq } = await operations
      .jetstream()
      .publish('intake.billing.eraser.rebill.succeeded', json.encode({ number: 'secret' }));
    cases.publish('$JS.API.STREAM.MSG.DELETE.INTAKE', json.encode({ seq }));
    await expectRefused(cases, '$JS.API.STREAM.MSG.DELETE.INTAKE');
    const manager = await billing.jetstreamManager({ checkAPI: false });
    expect(await manager.streams.deleteMessage('INTAKE', seq, true)).toBe(true);
  });

  it('end when credentials expire', async () => {
    const trust = nats.trust;
    if (trust === undefined) throw new Error('The server is not secured');
    const credentials = await issueCredentials({
      accountSigningSeed: trust.account.signingSeed,
      accountPublicKey: trust.account.publicKey,
      name: 'late',
      inboxPrefix: inboxPrefixOf('late'),
      expires: new Date(Date.now() - 5_000),
      ...enginePermissions('late'),
    });
    await expect(connectWith(credentials, 'late')).rejects.toThrow(/authorization|expired/i);
  });

  it('turn away whoever has no credentials', async () => {
    await expect(connect({ servers: nats.url, reconnect: false })).rejects.toThrow(/authorization/i);
  });
});
