import { startNats, type TestNats } from '@daybook/testing';
import { Bus } from './bus';
import { serviceLogger } from './logger';
import { StreamLoop } from './stream-loop';

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
        filterSubjects: ['events.>'],
        batch: 10,
        replicas: 1,
        handle: () => Promise.resolve(),
      },
      logger,
    );
    loop.start();
    await expect(loop.close()).resolves.toBeUndefined();
  }, 15_000);
});
