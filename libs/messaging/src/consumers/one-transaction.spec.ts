import { Injectable, Module, type Type } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Migration } from '@mikro-orm/migrations';
import type { DaybookEvent } from '@daybook/contracts';
import { rows } from '@daybook/persistence';
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
import { ensureStream } from '../nats/streams';
import type { RunningService } from '../service/run-service';
import { ServiceModule } from '../service/service.module';
import { DeadLetters } from './dead-letters';
import type { EventConsumer } from './event-consumer';

/** Notes what it applied, and in which transaction. It cannot apply what names it. */
function noting(consumer: string): Type<EventConsumer> {
  @Injectable()
  class NotingConsumer implements EventConsumer {
    readonly name = consumer;
    readonly producers = ['customers'] as const;

    concerns(): boolean {
      return true;
    }

    async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
      for (const { id, data } of events) {
        if (data.attributes.not === consumer) throw new Error(`${consumer} takes no such event`);
        const values = [consumer, id];
        await rows(em, 'insert into noted values ($1, $2, pg_current_xact_id()::text)', values);
      }
    }
  }
  return NotingConsumer;
}

class NotedMigration extends Migration {
  override up(): void {
    this.addSql('create table noted (consumer text, event uuid, xact text, primary key (consumer, event))');
  }
}

@Module({
  imports: [
    ServiceModule.forRoot({
      name: 'reporting',
      config: ServiceConfig,
      entities: [],
      migrations: [{ name: 'noted', class: NotedMigration }],
      consumers: ['first', 'second', 'third'].map(noting),
      journal: false,
    }),
  ],
})
class ReaderModule {}

describe('What the consumers of a service need of an event', () => {
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

  const emit = (not = 'nobody'): Promise<DaybookEvent> =>
    emitFrom({ caller }, 'customers', 'customers.note.added', {}, { attributes: { not } });

  /** Who applied an event, and in how many transactions. */
  const noted = async ({ id }: DaybookEvent, times: number) => {
    const found = await eventually(`${times} applied it`, async () => {
      const all = await database.query<{ consumer: string; xact: string }>(
        'select consumer, xact from noted where event = $1 order by consumer',
        [id],
      );
      return all.length === times ? all : undefined;
    });
    return {
      by: found.map(({ consumer }) => consumer),
      transactions: new Set(found.map(({ xact }) => xact)).size,
    };
  };

  it('is one transaction', async () => {
    const event = await emit();
    expect(await noted(event, 3)).toEqual({ by: ['first', 'second', 'third'], transactions: 1 });
  });

  it('is applied by the others where one of them cannot, which keeps it as a dead letter', async () => {
    expect(await noted(await emit('second'), 2)).toEqual({ by: ['first', 'third'], transactions: 2 });
    const letters = await eventually('it is kept', async () => {
      const { items } = await reader.app.get(DeadLetters).list({});
      return items.length > 0 ? items : undefined;
    });
    expect(letters).toMatchObject([{ consumer: 'second', reason: 'second takes no such event' }]);
    expect(await noted(await emit(), 3)).toMatchObject({ transactions: 1 });
  });
});
