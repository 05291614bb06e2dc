import { AckPolicy, type JetStreamManager, type JsMsg } from 'nats';
import { eventually, startNats, type TestNats } from '@daybook/testing';
import { serviceLogger } from '../core/logger';
import { loopsOf } from '../core/loops';
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
        keep: () => Promise.resolve(),
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
        keep: () => Promise.resolve(),
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

describe('What a loop cannot take', () => {
  const logger = serviceLogger('test', { logLevel: 'silent', logFormat: 'json' });
  let nats: TestNats;
  let bus: Bus;
  let loop: StreamLoop;

  beforeAll(async () => {
    nats = await startNats();
    bus = await Bus.connect('billing', { natsUrl: nats.url }, logger);
    await ensureStream(await bus.connection.jetstreamManager(), 'EVENTS', 1);
  });
  afterAll(async () => {
    await loop?.close();
    await bus?.close();
    await nats?.stop();
  });

  it('costs itself only: the others of its batch are taken, it is kept; what cannot be kept is told by health', async () => {
    const taken: string[] = [];
    const kept: string[] = [];
    for (const body of ['first', 'bad', 'worse', 'last'])
      await bus.connection.jetstream().publish('events.billing.x', body);
    const reject = (messages: JsMsg[]) => messages.some((message) => /bad|worse/.test(message.string()));
    loop = new StreamLoop(
      bus,
      {
        stream: 'EVENTS',
        durable: 'isolates',
        batch: 10,
        replicas: 1,
        handle: (messages) => {
          if (reject(messages)) return Promise.reject(new Error('It cannot be applied'));
          return Promise.resolve(void taken.push(...messages.map((message) => message.string())));
        },
        keep: (message) => {
          if (message.string() === 'worse') return Promise.reject(new Error('It cannot be kept'));
          return Promise.resolve(void kept.push(message.string()));
        },
      },
      logger,
    );
    loop.start();
    await eventually('the last one is taken', () => taken.includes('last'));
    expect({ taken, kept }).toEqual({ taken: ['first', 'last'], kept: ['bad'] });
    const loops = loopsOf(logger);
    await eventually('it is told', () => loops.standingStill().length > 0);
    expect(loops.standingStill()).toEqual(['keeping messages of isolates']);
    await bus.connection.jetstream().publish('events.billing.x', 'later');
    await eventually('the others go on', () => taken.includes('later'));
  }, 60_000);
});

describe('A batch of which the work does not end', () => {
  it('is told of by health', async () => {
    const logger = serviceLogger('test', { logLevel: 'silent', logFormat: 'json' });
    const nats = await startNats();
    const bus = await Bus.connect('billing', { natsUrl: nats.url }, logger);
    await ensureStream(await bus.connection.jetstreamManager(), 'EVENTS', 1);
    let finish: () => void = () => undefined;
    let taken = 0;
    const loop = new StreamLoop(
      bus,
      {
        stream: 'EVENTS',
        durable: 'hangs',
        batch: 10,
        replicas: 1,
        handle: () => ((taken += 1), new Promise<void>((resolve) => (finish = resolve))),
        keep: () => Promise.resolve(),
      },
      logger,
    );
    const loops = loopsOf(logger);
    const now = jest.spyOn(performance, 'now');
    try {
      loop.start();
      await bus.connection.jetstream().publish('events.billing.x', 'one');
      await eventually('it is at work', () => taken > 0);
      expect(loops.standingStill()).toEqual([]);
      now.mockReturnValue(performance.now() + 121_000);
      expect(loops.standingStill()).toEqual(['taking messages of hangs']);
      finish();
      await eventually('it has ended', () => loops.standingStill().length === 0);
    } finally {
      now.mockRestore();
      finish();
      await loop.close();
      await bus.close();
      await nats.stop();
    }
  }, 60_000);
});

async function lastOf(manager: JetStreamManager): Promise<number> {
  return (await manager.streams.info('EVENTS')).state.last_seq;
}
