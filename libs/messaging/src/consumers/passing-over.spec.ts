import { Injectable, Module } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sequenceOf, type DaybookEvent } from '@daybook/contracts';
import {
  bootService,
  emitFrom,
  eventually,
  startNats,
  startPostgres,
  TestCaller,
  type TestDatabase,
  type TestNats,
  type TestPostgres,
} from '@daybook/testing';
import { ServiceConfig } from '../core/config';
import { contiguousEnd, parseRuns } from '../core/ranges';
import { ensureStream } from '../nats/streams';
import type { RunningService } from '../service/run-service';
import { ServiceModule } from '../service/service.module';
import type { EventConsumer } from './event-consumer';

const applied: string[] = [];

@Injectable()
class AnonymousConsumer implements EventConsumer {
  readonly name = 'choosy';
  readonly producers = ['customers'] as const;

  concerns({ type }: DaybookEvent): boolean {
    return type === 'customers.customer.anonymised';
  }

  apply(_em: EntityManager, events: DaybookEvent[]): Promise<void> {
    applied.push(...events.map(({ type }) => type));
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
      consumers: [AnonymousConsumer],
      journal: false,
    }),
  ],
})
class ReaderModule {}

describe('What does not concern a consumer', () => {
  let postgres: TestPostgres;
  let nats: TestNats;
  let database: TestDatabase;
  let reader: RunningService;
  let caller: TestCaller;

  const position = async (): Promise<number> => {
    const [row] = await database.query<{ applied: string }>(
      `select applied::text applied from consumer_position where consumer = 'choosy'`,
    );
    return contiguousEnd(parseRuns(row?.applied ?? '{}'));
  };
  const written = async (): Promise<number> => {
    const [row] = await database.query<{ times: string }>(
      `select n_tup_upd::text times from pg_stat_user_tables where relname = 'consumer_position'`,
    );
    return Number(row?.times);
  };
  const upTo = (sequence: number): Promise<unknown> =>
    eventually(`the position is ${sequence}`, async () => {
      expect(await position()).toBe(sequence);
      return true;
    });

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

  it('is noted as applied without being applied, many events in one transaction', async () => {
    let last = 0;
    for (let at = 0; at < 200; at++)
      last = sequenceOf(await emitFrom({ caller }, 'customers', 'customers.note.added', {}));
    await upTo(last);
    const times = await eventually('the server has counted', async () => (await written()) || undefined);
    expect(times).toBeLessThan(100);
    expect(applied).toEqual([]);
  });

  it('is noted with the next event that does, at once', async () => {
    await emitFrom({ caller }, 'customers', 'customers.note.added', {});
    await upTo(sequenceOf(await emitFrom({ caller }, 'customers', 'customers.customer.anonymised', {})));
    expect(applied).toEqual(['customers.customer.anonymised']);
  });

  it('is noted before the service ends', async () => {
    const sequence = sequenceOf(await emitFrom({ caller }, 'customers', 'customers.note.added', {}));
    await caller.connection.flush();
    await eventually('the message was taken', async () => {
      const manager = await caller.connection.jetstreamManager();
      const { ack_floor: floor, num_pending: pending } = await manager.consumers.info(
        'EVENTS',
        'reporting-events',
      );
      return (pending === 0 && floor.stream_seq >= sequence) || undefined;
    });
    await reader.stop();
    expect(await position()).toBe(sequence);
    reader = await bootService({ module: ReaderModule }, { database, nats });
  });
});
