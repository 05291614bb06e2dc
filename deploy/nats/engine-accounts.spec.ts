import { eventually, startNats, type TestNats } from '@daybook/testing';
import {
  AckPolicy,
  connect,
  credsAuthenticator,
  Events,
  type JetStreamManager,
  type NatsConnection,
} from 'nats';
import { newAccountKey, signEngineAccount } from '../../libs/messaging/src/nats/engine-account';
import {
  enginePermissions,
  inboxPrefixOf,
  issueCredentials,
} from '../../libs/messaging/src/nats/nats-credentials';
import { publicKeyOf } from '../../libs/messaging/src/nats/nats-keys';
import { streams } from '../../libs/messaging/src/nats/streams';
import { TOPOLOGY } from './topology';
import type { NatsTrust } from './trust';

const STREAMS = ['EVENTS', 'INTAKE', 'OUT'] as const;
const ENGINES = ['acme', 'other'] as const;

describe("An engine's account", () => {
  const connections: NatsConnection[] = [];
  const refusals = new Map<NatsConnection, string[]>();
  let nats: TestNats;
  let trust: NatsTrust;
  let operations: NatsConnection;
  let manager: JetStreamManager;
  let acme: NatsConnection;
  let other: NatsConnection;

  beforeAll(async () => {
    nats = await startNats({ secured: true });
    if (nats.trust === undefined) throw new Error('The server is not secured');
    trust = nats.trust;
    operations = await connectWith(await nats.credentials('operations'), 'operations');
    manager = await operations.jetstreamManager();
    for (const name of STREAMS) await manager.streams.add({ name, subjects: [...streams[name].subjects] });
    await manager.consumers.add('EVENTS', {
      durable_name: 'reporting-activities',
      ack_policy: AckPolicy.Explicit,
    });
    await manager.consumers.add('INTAKE', { durable_name: 'billing-intake', ack_policy: AckPolicy.Explicit });
    for (const engine of ENGINES)
      await manager.consumers.add('OUT', {
        durable_name: engine,
        filter_subject: `out.billing.${engine}.>`,
        ack_policy: AckPolicy.Explicit,
        max_ack_pending: 1,
      });
    [acme, other] = [await openAccount('acme'), await openAccount('other')];
  }, 60_000);

  afterAll(async () => {
    await Promise.all(connections.map((connection) => connection.close()));
    await nats.stop();
  });

  async function connectWith(credentials: string, name: string): Promise<NatsConnection> {
    const connection = await connect({
      servers: nats.url,
      authenticator: credsAuthenticator(new TextEncoder().encode(credentials)),
      inboxPrefix: inboxPrefixOf(name),
      ignoreAuthErrorAbort: true,
    });
    connections.push(connection);
    const heard: string[] = [];
    refusals.set(connection, heard);
    void (async () => {
      for await (const status of connection.status())
        if (status.type === Events.Error) heard.push(JSON.stringify(status));
    })();
    return connection;
  }

  /** Puts the account of an engine on the server, as billing does, and connects a user of it. */
  async function openAccount(engine: string): Promise<NatsConnection> {
    const accountKey = newAccountKey();
    const jwt = await signEngineAccount(
      {
        engine,
        accountKey,
        servicesAccount: trust.account.publicKey,
        signingKey: publicKeyOf(trust.account.signingSeed),
        revoked: [],
      },
      trust.operatorSigningSeed,
    );
    const keeper = await connectWith(await nats.systemCredentials(), 'billing');
    const answer = await keeper.request('$SYS.REQ.CLAIMS.UPDATE', jwt);
    expect(answer.json()).toMatchObject({ data: { code: 200 } });
    const credentials = await issueCredentials({
      accountSigningSeed: trust.account.signingSeed,
      accountPublicKey: accountKey,
      name: engine,
      inboxPrefix: inboxPrefixOf(engine),
      ...enginePermissions(engine),
    });
    return connectWith(credentials, engine);
  }

  /** What could be harmed: each stream and consumer as it is. */
  async function state(): Promise<object> {
    const found: Record<string, unknown> = {};
    for await (const { config, state: messages, created } of manager.streams.list()) {
      found[config.name] = { config, created, messages: messages.messages, first: messages.first_seq };
      for await (const consumer of manager.consumers.list(config.name)) {
        const { ack_floor, delivered, num_ack_pending, config: settings } = consumer;
        found[`${config.name} ${consumer.name}`] = {
          acknowledged: ack_floor.stream_seq,
          delivered: delivered.stream_seq,
          num_ack_pending,
          settings,
          made: consumer.created,
        };
      }
    }
    return found;
  }

  /** Every subject by which something could be done or told, from what is there on the server now. */
  async function dangerousSubjects(): Promise<string[]> {
    const subjects = new Set<string>();
    for await (const { config } of manager.streams.list()) {
      for (const verb of ['PURGE', 'DELETE', 'UPDATE', 'CREATE', 'INFO', 'MSG.DELETE', 'MSG.GET', 'SNAPSHOT'])
        subjects.add(`$JS.API.STREAM.${verb}.${config.name}`);
      for (const subject of config.subjects) subjects.add(subject.replace('>', 'acme.forged'));
      for await (const { name } of manager.consumers.list(config.name)) {
        for (const verb of ['DELETE', 'PAUSE', 'INFO', 'MSG.NEXT', 'CREATE', 'DURABLE.CREATE'])
          subjects.add(`$JS.API.CONSUMER.${verb}.${config.name}.${name}`);
        for (let sequence = 1; sequence <= 3; sequence += 1)
          subjects.add(`$JS.ACK.${config.name}.${name}.1.${sequence}.${sequence}.1795971403442667038.0`);
      }
    }
    for (const [name, { publish, subscribe }] of Object.entries(TOPOLOGY)) {
      for (const subject of [...publish, ...subscribe, `_INBOX_${name}.>`])
        subjects.add(subject.replace(/^>$/, 'anything').replace(/\*/g, 'billing').replace(/>$/, 'forged.x'));
    }
    for (const subject of [
      '$SYS.REQ.CLAIMS.UPDATE',
      '$SYS.REQ.SERVER.PING',
      '_INBOX_other.x',
      'intake.receipts.other',
    ])
      subjects.add(subject);
    return [...subjects];
  }

  async function expectRefused(connection: NatsConnection, subject: string): Promise<void> {
    await connection.flush();
    await eventually(`the server refuses ${subject}`, () =>
      refusals.get(connection)?.some((status) => status.includes(subject)),
    );
  }

  it('reaches the intake, its receipts and what it is told', async () => {
    const heard: string[] = [];
    for (const subject of ['intake.receipts.acme', 'out.billing.acme.>'])
      acme.subscribe(subject, { callback: (_error, message) => void heard.push(message.string()) });
    await acme.flush();

    const stored = await acme.jetstream().publish('intake.billing.acme.rebill.succeeded', '{}');
    expect(stored).toMatchObject({ stream: 'INTAKE', duplicate: false });
    operations.publish('intake.receipts.acme', 'receipt');
    operations.publish('intake.receipts.other', 'not for acme');
    await operations.jetstream().publish('out.billing.other.purchase.cancelled', 'not for acme');
    await operations.jetstream().publish('out.billing.acme.purchase.cancelled', 'first');
    await operations.jetstream().publish('out.billing.acme.purchase.cancelled', 'second');

    const consumer = await acme.jetstream().consumers.get('OUT', 'acme');
    const [first, second] = [await consumer.next({ expires: 5_000 }), null];
    expect([first?.string(), second]).toEqual(['first', null]);
    await expect(first?.ackAck()).resolves.toBe(true);
    const messages = await consumer.consume({ max_messages: 10 });
    for await (const message of messages) {
      expect(message.string()).toBe('second');
      await message.ackAck();
      break;
    }
    await eventually('it hears what is its own', () => heard.length >= 3);
    expect(heard).toEqual(['receipt', 'first', 'second']);
  });

  it('lets no answer go anywhere else, whatever reply subject its engine names', async () => {
    await operations.jetstream().publish('events.billing.order.completed', '{}');
    await operations.jetstream().publish('out.billing.other.purchase.cancelled', 'for the other');
    // What is at work is the other's to acknowledge.
    const pending = await (
      await operations.jetstream().consumers.get('OUT', 'other')
    ).next({ expires: 5_000 });
    const atWork = await (
      await operations.jetstream().consumers.get('EVENTS', 'reporting-activities')
    ).next();
    expect([pending, atWork]).not.toContain(null);
    const replies = await dangerousSubjects();
    expect(replies.length).toBeGreaterThan(100);
    const before = await state();
    const heard: string[] = [];
    const listener = operations.subscribe('>', {
      callback: (_error, { subject }) => void heard.push(subject),
    });
    await operations.flush();
    // Its own door: a message that is published there is stored, whatever is to become of the answer.
    const doors = (reply: string) => {
      acme.publish('$JS.API.CONSUMER.MSG.NEXT.OUT.acme', '{"batch":5,"no_wait":true}', { reply });
      acme.publish('$JS.API.CONSUMER.INFO.OUT.acme', '', { reply });
      acme.publish('$JS.ACK.OUT.acme.1.1.1.1795971403442667038.0', '', { reply });
      acme.publish('intake.billing.acme.x', '{}', { reply });
    };
    for (const reply of replies) doors(reply);
    await acme.flush();
    const own =
      /^(intake\.billing\.acme\.x|\$JS\.API\.CONSUMER\.(MSG\.NEXT|INFO)\.OUT\.acme|\$JS\.ACK\.OUT\.acme\..*)$/;
    await eventually('all of them were taken', async () => {
      const { state: intake } = await manager.streams.info('INTAKE');
      return intake.messages >= replies.filter((reply) => !reply.startsWith('$JS.ACK')).length;
    });
    listener.unsubscribe();

    // What operations itself asks for, the server's advisories and the answers on their way back aside.
    const elsewhere = heard.filter(
      (subject) =>
        !own.test(subject) && !/^(_R_|_INBOX_operations|\$JS\.EVENT|engines\.nowhere)/.test(subject),
    );
    expect([...new Set(elsewhere)]).toEqual(['$JS.API.STREAM.INFO.INTAKE']);
    const intakeOf = (found: object) => ({ ...found, INTAKE: null });
    expect(intakeOf(await state())).toEqual(intakeOf(before));
  }, 60_000);

  it('is of one engine: nothing of another’s can be published, heard, read or acknowledged', async () => {
    for (const subject of [
      'intake.billing.other.rebill.succeeded',
      '$JS.API.CONSUMER.MSG.NEXT.OUT.other',
      '$JS.API.CONSUMER.INFO.OUT.other',
      '$JS.API.CONSUMER.CREATE.OUT.acme',
      '$JS.API.STREAM.DELETE.INTAKE',
      '$JS.ACK.OUT.other.1.1.1.1.0',
      'intake.receipts.acme',
    ]) {
      acme.publish(subject);
      await expectRefused(acme, subject);
    }
    for (const subject of [
      'intake.receipts.other',
      'out.billing.other.>',
      'intake.billing.acme.>',
      '_INBOX_other.>',
    ]) {
      acme.subscribe(subject, { callback: () => undefined });
      await expectRefused(acme, subject);
    }
  });

  it('is there again when the server starts again', async () => {
    await nats.restart();
    const stored = await eventually('the engine is back', () =>
      other.jetstream().publish('intake.billing.other.rebill.succeeded', '{}', { timeout: 2_000 }),
    );
    expect(stored.stream).toBe('INTAKE');
    const consumer = await other.jetstream().consumers.get('OUT', 'other');
    expect(await consumer.info()).toMatchObject({ name: 'other' });
  }, 60_000);
});
