import { AckPolicy, type JetStreamManager, type JsMsg } from 'nats';
import { eventually, startNats, type TestNats } from '@daybook/testing';
import { serviceLogger } from '../core/logger';
import { Bus } from './bus';
import { StreamLoop } from './stream-loop';
import { ensureStream } from './streams';

describe('A stream that is read for ever', () => {
  const logger = serviceLogger('test', { logLevel: 'silent', logFormat: 'json' });
  let nats: TestNats;
  let bus: Bus;

  beforeAll(async () => {
    nats = await startNats();
    bus = await Bus.connect('billing', { natsUrl: nats.url }, logger);
  });
  afterAll(async () => {
    await bus?.close();
    await nats?.stop();
  });

  it('is let go at once, also while it is only being opened', async () => {
    const loop = new StreamLoop(
      bus,
      {
        stream: 'EVENTS',
        durable: 'stopped-early',
        batch: 10,
        replicas: 1,
        handle: () => Promise.resolve(),
      },
      logger,
    );
    loop.start();
    await expect(loop.close()).resolves.toBeUndefined();
  }, 15_000);

  it('works on what it wants, acknowledges the rest, and takes the filter from a consumer of before', async () => {
    const manager = await bus.connection.jetstreamManager();
    await ensureStream(manager, 'EVENTS', 1);
    await manager.consumers.add('EVENTS', {
      durable_name: 'chooses',
      ack_policy: AckPolicy.Explicit,
      filter_subjects: ['events.cases.>', 'events.billing.>'],
    });
    const worked: string[] = [];
    const loop = new StreamLoop(
      bus,
      {
        stream: 'EVENTS',
        durable: 'chooses',
        batch: 10,
        replicas: 1,
        wants: (subject) => subject.startsWith('events.cases.'),
        handle: (messages: JsMsg[]) =>
          Promise.resolve(void worked.push(...messages.map(({ subject }) => subject))),
      },
      logger,
    );
    loop.start();
    const subjects = [
      'events.cases.one',
      'events.customers.two',
      'events.billing.three',
      'events.cases.four',
    ];
    for (const subject of subjects) await bus.connection.jetstream().publish(subject, '{}');
    await eventually('every message is acknowledged', async () => {
      const { delivered, num_ack_pending, num_pending } = await manager.consumers.info('EVENTS', 'chooses');
      return delivered.stream_seq >= (await lastOf(manager)) && num_ack_pending === 0 && num_pending === 0;
    });
    await loop.close();
    expect(worked).toEqual(['events.cases.one', 'events.cases.four']);
    const { config } = await manager.consumers.info('EVENTS', 'chooses');
    expect(config).not.toHaveProperty('filter_subjects');
  }, 30_000);
});

async function lastOf(manager: JetStreamManager): Promise<number> {
  return (await manager.streams.info('EVENTS')).state.last_seq;
}
