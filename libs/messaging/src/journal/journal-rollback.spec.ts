import { Controller, Injectable, Module } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Migration } from '@mikro-orm/migrations';
import { defineOperation, newId, type Call, type DaybookEvent, Line, Whole } from '@daybook/contracts';
import { record, rows, UnitOfWork } from '@daybook/persistence';
import {
  bootService,
  eventually,
  journalOf,
  startNats,
  startPostgres,
  TestCaller,
  type TestDatabase,
  type TestNats,
  type TestPostgres,
} from '@daybook/testing';
import type { EventConsumer } from '../consumers/event-consumer';
import { ServiceConfig } from '../core/config';
import { Handles } from '../operations/handles';
import type { RunningService } from '../service/run-service';
import { ServiceModule } from '../service/service.module';

class Times {
  @Whole()
  times!: number;
}
class Done {
  @Line()
  done!: string;
}
const Write = defineOperation({
  name: 'customers.test.write_notes',
  kind: 'command',
  summary: 'Write notes',
  tag: 'test',
  input: Times,
  output: Done,
  access: 'customers.note',
});

@Controller()
class NotesController {
  constructor(private readonly work: UnitOfWork) {}

  @Handles(Write) write({ times }: Times, call: Call): Promise<Done> {
    return this.work.command(call, (em) => {
      const context = { customerId: newId(), productIds: [], customFields: {} };
      for (let time = 0; time < times; time++)
        record(em, 'customers.note.added', { call, context, attributes: { noteId: newId() } });
      return Promise.resolve({ done: 'yes' });
    });
  }
}

@Module({
  imports: [
    ServiceModule.forRoot({ name: 'customers', config: ServiceConfig, entities: [], migrations: [] }),
  ],
  controllers: [NotesController],
})
class ProducerModule {}

@Injectable()
class SeenConsumer implements EventConsumer {
  readonly name = 'seen';
  readonly producers = ['customers'] as const;

  concerns(): boolean {
    return true;
  }

  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    for (const event of events) await rows(em, 'insert into seen (id) values ($1)', [event.id]);
  }
}

class SeenMigration extends Migration {
  override up(): void {
    this.addSql('create table seen (id uuid not null)');
  }
}

@Module({
  imports: [
    ServiceModule.forRoot({
      name: 'reporting',
      config: ServiceConfig,
      entities: [],
      migrations: [{ name: 'seen', class: SeenMigration }],
      consumers: [SeenConsumer],
      journal: false,
    }),
  ],
})
class ReaderModule {}

describe('A journal that was rolled back by others', () => {
  let postgres: TestPostgres;
  let nats: TestNats;
  let databases: { producer: TestDatabase; reader: TestDatabase };
  let producer: RunningService;
  let reader: RunningService;
  let caller: TestCaller;

  const boot = (): Promise<RunningService> =>
    bootService({ module: ProducerModule }, { database: databases.producer, nats });
  const seen = async (): Promise<string[]> =>
    (await databases.reader.query<{ id: string }>('select id from seen')).map(({ id }) => id).sort();
  const epochs = () =>
    databases.producer.query<{ epoch: number; sequence: number }>(
      'select epoch, sequence::int from journal_epoch order by epoch',
    );
  const isSeen = (number: number): Promise<string[]> =>
    eventually(`${number} events are seen`, async () => {
      const ids = await seen();
      return ids.length >= number ? ids : undefined;
    });

  beforeEach(async () => {
    [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
    const [one, two] = await Promise.all([postgres.createDatabase(), postgres.createDatabase()]);
    databases = { producer: one, reader: two };
    [producer, reader] = await Promise.all([
      boot(),
      bootService({ module: ReaderModule }, { database: databases.reader, nats }),
    ]);
    caller = await TestCaller.connect(nats);
    await caller.call(Write, { times: 20 });
    await isSeen(20);
    await producer.stop();
  });
  afterEach(async () => {
    await caller?.close();
    await Promise.all([producer?.stop(), reader?.stop()]);
    await nats?.stop();
    await postgres?.stop();
  });

  it('gets back what the stream still has, and begins a new epoch: nothing is lost or doubled', async () => {
    await databases.producer.query('delete from journal where sequence > 11');
    // The state of a backup taken after the eleventh was recorded and before it got its number.
    await databases.producer.query('update journal set epoch = null, sequence = null where sequence = 11');
    await databases.producer.query('update journal_epoch set sequence = 10, sent_sequence = 10');
    producer = await boot();
    await caller.call(Write, { times: 5 });
    const ids = await isSeen(25);
    expect(new Set(ids).size).toBe(25);
    expect((await journalOf(databases.producer)).map(({ id }) => id).sort()).toEqual(ids);
    expect((await epochs()).map(({ sequence }) => sequence)).toEqual([20, 5]);
  });

  it('begins a new epoch even where the stream has gaps, and passes over what is beyond them', async () => {
    await databases.producer.query('delete from journal where sequence > 10');
    await databases.producer.query('update journal_epoch set sequence = 10, sent_sequence = 10');
    const manager = await caller.connection.jetstreamManager();
    await manager.streams.deleteMessage('EVENTS', 12);
    producer = await boot();
    await caller.call(Write, { times: 5 });
    expect(new Set(await isSeen(25)).size).toBe(25);
    expect((await epochs()).map(({ sequence }) => sequence)).toEqual([11, 5]);
  });

  it('is left alone when it was not', async () => {
    producer = await boot();
    await caller.call(Write, { times: 5 });
    expect(new Set(await isSeen(25)).size).toBe(25);
    expect((await epochs()).map(({ sequence }) => sequence)).toEqual([25]);
  });
});
