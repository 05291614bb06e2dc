import { Injectable, Module } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Migration } from '@mikro-orm/migrations';
import { newId, type DaybookEvent } from '@daybook/contracts';
import { EVENT_MAX_BYTES, record, rows, UnitOfWork } from '@daybook/persistence';
import {
  bootService,
  eventually,
  startNats,
  startPostgres,
  type TestDatabase,
  type TestNats,
  type TestPostgres,
} from '@daybook/testing';
import type { EventConsumer } from '../consumers/event-consumer';
import { ServiceConfig } from '../core/config';
import { Metrics } from '../core/metrics';
import { Bus } from '../nats/bus';
import { ensureStream } from '../nats/streams';
import type { RunningService } from '../service/run-service';
import { ServiceLifecycle } from '../service/service-lifecycle';
import { ServiceModule } from '../service/service.module';

@Injectable()
class HeardConsumer implements EventConsumer {
  readonly name = 'heard';
  readonly producers = ['customers'] as const;

  concerns(): boolean {
    return true;
  }

  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    for (const { data } of events)
      await rows(em, 'insert into heard values ($1)', [String(data.attributes.noteId)]);
  }
}

class HeardMigration extends Migration {
  override up(): void {
    this.addSql('create table heard (note text not null)');
  }
}

@Module({
  imports: [
    ServiceModule.forRoot({
      name: 'customers',
      config: ServiceConfig,
      entities: [],
      migrations: [{ name: 'heard', class: HeardMigration }],
      consumers: [HeardConsumer],
    }),
  ],
})
class NotesModule {}

/** An event that the stream does not take. */
describe('An event that NATS refuses', () => {
  let postgres: TestPostgres;
  let nats: TestNats;
  let database: TestDatabase;
  let service: RunningService;

  beforeAll(async () => {
    [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
    database = await postgres.createDatabase();
    service = await bootService({ module: NotesModule }, { database, nats });
  });
  afterAll(async () => {
    await service?.stop();
    await nats?.stop();
  });

  /** Written past the door: each a note, or of the type that is given. */
  const write = async (size: number, type = 'customers.note.added'): Promise<string> => {
    const id = newId();
    const time = new Date().toISOString();
    const event = {
      specversion: '1.0',
      id,
      source: '/daybook/customers',
      type,
      time,
      recordedtime: time,
      datacontenttype: 'application/json',
      correlationid: id,
      actortype: 'system',
      actorname: 'System',
      data: {
        attributes: { noteId: id },
        context: { customerId: newId(), productIds: [], customFields: {} },
        about: {},
        personal: { text: 'x'.repeat(size) },
      },
    };
    await database.query('insert into journal (id, recorded_at, event) values ($1, $2, $3)', [
      id,
      time,
      event,
    ]);
    return id;
  };
  const heard = async (): Promise<string[]> =>
    (await database.query<{ note: string }>('select note from heard')).map(({ note }) => note);
  const refused = async (): Promise<number> =>
    (await service.app.get(Metrics).relayRefused.get()).values[0]?.value ?? 0;

  it('costs itself only: the others are published, and consumers read from the journal what the stream did not take', async () => {
    const { connection } = service.app.get(Bus);
    const manager = await connection.jetstreamManager();
    await ensureStream(manager, 'EVENTS', 1);
    const { config } = await manager.streams.info('EVENTS');
    await manager.streams.update('EVENTS', {
      ...config,
      max_msg_size: 20_000,
      subjects: ['events.customers.note.>'],
    });
    const notes = [
      await write(10),
      await write(30_000),
      await write(10, 'customers.customer.created'),
      await write(10),
    ];
    await eventually('all are applied', async () => expect(await heard()).toHaveLength(4) ?? true);
    expect((await heard()).sort()).toEqual([...notes].sort());
    expect(await refused()).toBe(2);
    expect((await manager.streams.info('EVENTS')).state.messages).toBe(2);
    expect(await service.app.get(ServiceLifecycle).readiness()).toMatchObject({ ready: true });
  }, 60_000);

  it('that is larger than any message keeps neither the relay nor the readers of the journal from the others', async () => {
    const before = await refused();
    await write(1_100_000);
    await eventually('it was passed over', async () => (await refused()) === before + 1);
    const manager = await service.app.get(Bus).connection.jetstreamManager();
    await manager.streams.purge('EVENTS');
    const later = [await write(10), await write(30_000)];
    await eventually('those after it are applied', async () => {
      expect(await heard()).toEqual(expect.arrayContaining(later));
      return true;
    });
  }, 60_000);

  it('is not recorded at all where it is larger than one may be', async () => {
    const work = service.app.get(UnitOfWork);
    const recording = (size: number): Promise<unknown> =>
      work.transaction((em) => {
        record(em, 'customers.note.added', {
          context: { customerId: newId(), productIds: [], customFields: {} },
          attributes: { noteId: newId() },
          personal: { text: 'é'.repeat(size / 2) },
        });
        return Promise.resolve();
      });
    const [{ before }] = (await database.query<{ before: string }>(
      'select count(*) before from journal',
    )) as [{ before: string }];
    await expect(recording(EVENT_MAX_BYTES)).rejects.toMatchObject({ code: 'request.too_large' });
    const [{ after }] = (await database.query<{ after: string }>('select count(*) after from journal')) as [
      { after: string },
    ];
    expect(after).toBe(before);
    await recording(EVENT_MAX_BYTES - 2_000);
  });
});
