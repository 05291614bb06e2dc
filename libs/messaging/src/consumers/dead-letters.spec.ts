import { Injectable, Module } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type DaybookEvent } from '@daybook/contracts';
import {
  bootService,
  eventually,
  startNats,
  startPostgres,
  TestCaller,
  emitFrom,
  type TestDatabase,
  type TestNats,
  type TestPostgres,
} from '@daybook/testing';
import { ServiceConfig } from '../core/config';
import { ensureStream } from '../nats/streams';
import type { RunningService } from '../service/run-service';
import { ServiceModule } from '../service/service.module';
import { DeadLetters } from './dead-letters';
import type { EventConsumer } from './event-consumer';

const applied: string[] = [];

@Injectable()
class PickyConsumer implements EventConsumer {
  readonly name = 'picky';
  readonly producers = ['customers'] as const;

  concerns(): boolean {
    return true;
  }

  apply(_em: EntityManager, events: DaybookEvent[]): Promise<void> {
    if (events.some(({ type }) => type.includes('\0'))) return Promise.reject(new Error('not with a \0'));
    applied.push(...events.map(({ id }) => id));
    return Promise.resolve();
  }
}

@Module({
  imports: [
    ServiceModule.forRoot({
      name: 'reporting',
      config: ServiceConfig,
      entities: [],
      migrations: [],
      consumers: [PickyConsumer],
      journal: false,
    }),
  ],
})
class ReaderModule {}

describe('A dead letter', () => {
  let postgres: TestPostgres;
  let nats: TestNats;
  let database: TestDatabase;
  let reader: RunningService;
  let caller: TestCaller;

  beforeAll(async () => {
    [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
    database = await postgres.createDatabase();
    reader = await bootService({ module: ReaderModule }, { database, nats });
    caller = await TestCaller.connect(nats);
    await ensureStream(await caller.connection.jetstreamManager(), 'EVENTS', 1);
  });
  afterAll(async () => {
    await caller?.close();
    await reader?.stop();
    await database?.drop();
    await nats?.stop();
    await postgres?.stop();
  });

  it('is made of anything that comes, byte by byte, and nothing waits for it', async () => {
    const letters = reader.app.get(DeadLetters);
    const emit = (): Promise<DaybookEvent> => emitFrom({ caller }, 'customers', 'customers.note.added', {});
    const event = await emit();
    const stream = caller.connection.jetstream();
    const subject = 'events.customers.note.added';
    const bytes = Buffer.from([0x7b, 0x00, 0xff]);
    const odd = { ...event, type: 'customers.note\0', sequence: 1_000 };
    await stream.publish(subject, bytes);
    await stream.publish(subject, JSON.stringify(odd));
    await stream.publish(subject, JSON.stringify({ ...event, epoch: 2 ** 40 }));
    await stream.publish(subject, JSON.stringify({ ...event, sequence: 1e300 }));
    const kept = await eventually('all are kept', async () => {
      const { items } = await letters.list({});
      return items.length === 4 ? items : undefined;
    });
    const rubbish = kept.filter(({ encoding }) => encoding === 'base64');
    expect(rubbish.map(({ payload }) => Buffer.from(payload, 'base64'))).toEqual([bytes]);
    const [letter] = kept.filter(({ producer }) => producer !== null);
    expect(letter).toMatchObject({
      encoding: 'utf8',
      payload: JSON.stringify(odd),
      eventType: 'customers.note\\u0000',
      reason: 'not with a \\u0000',
    });
    await expect(letters.replay(letter?.id ?? '')).rejects.toMatchObject({
      code: 'dead_letter.still_failing',
    });
    const next = await emit();
    await eventually('what came after them is applied', () => Promise.resolve(applied.includes(next.id)));
  });
});
