import { Controller, Injectable, Module } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Migration } from '@mikro-orm/migrations';
import {
  sequenceOf,
  defineOperation,
  DomainError,
  newId,
  type Call,
  type DaybookEvent,
  Line,
  Whole,
} from '@daybook/contracts';
import { record, rows, UnitOfWork } from '@daybook/persistence';
import {
  bootService,
  eventually,
  journalOf,
  startNats,
  startPostgres,
  TestCaller,
  testActor,
  type TestDatabase,
  type TestNats,
  type TestPostgres,
} from '@daybook/testing';
import { DeadLetters } from '../consumers/dead-letters';
import type { EventConsumer } from '../consumers/event-consumer';
import { ServiceConfig } from '../core/config';
import { Handles } from '../operations/handles';
import { RpcFailure } from '../operations/rpc-client';
import type { RunningService } from './run-service';
import { ServiceModule } from './service.module';

class WriteNote {
  @Line()
  text!: string;

  @Whole({ min: 1, max: 1000 })
  times!: number;
}

class NoteWritten {
  @Line()
  customerId!: string;
}

const Write = defineOperation({
  name: 'customers.test.write',
  kind: 'command',
  summary: 'Write notes',
  tag: 'test',
  input: WriteNote,
  output: NoteWritten,
  access: 'customers.note',
  errors: ['customers.not_found'],
});

@Controller()
class NotesController {
  constructor(private readonly work: UnitOfWork) {}

  @Handles(Write) write(input: WriteNote, call: Call): Promise<NoteWritten> {
    return this.work.command(call, (em) => {
      if (input.text === 'refuse') throw new DomainError('customers.not_found');
      const customerId = newId();
      for (let time = 0; time < input.times; time++) {
        record(em, 'customers.note.added', {
          call,
          context: { customerId, productIds: [], customFields: {} },
          attributes: { noteId: newId() },
          personal: { text: input.text },
        });
      }
      return Promise.resolve({ customerId });
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

let broken = false;

@Injectable()
class SeenConsumer implements EventConsumer {
  readonly name = 'seen';
  readonly producers = ['customers'] as const;
  readonly concerns = () => true;

  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    for (const event of events) {
      if (broken && event.data.personal.text === 'poison') throw new Error('poison is not for me');
      await rows(em, 'insert into seen (id) values ($1)', [event.id]);
    }
  }
}

class SeenMigration extends Migration {
  override up(): void {
    // No key: an event applied twice would stand twice.
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

describe('A service', () => {
  let postgres: TestPostgres;
  let nats: TestNats;
  let producerDatabase: TestDatabase;
  let readerDatabase: TestDatabase;
  let producer: RunningService;
  let reader: RunningService;
  let caller: TestCaller;

  const seen = async (): Promise<string[]> =>
    (await readerDatabase.query<{ id: string }>('select id from seen')).map((row) => row.id).sort();
  const recorded = async (): Promise<string[]> =>
    (await journalOf(producerDatabase)).map((event) => event.id).sort();
  const caughtUp = (): Promise<unknown> =>
    eventually('the reader has seen each recorded event once', async () => {
      expect(await seen()).toEqual(await recorded());
      return true;
    });
  const write = (text: string, times = 1, headers = {}): Promise<NoteWritten> =>
    caller.call(Write, { text, times }, testActor(), headers);
  const bootReader = (): Promise<RunningService> =>
    bootService({ module: ReaderModule }, { database: readerDatabase, nats });
  const bootProducer = (): Promise<RunningService> =>
    bootService({ module: ProducerModule }, { database: producerDatabase, nats });

  beforeAll(async () => {
    postgres = await startPostgres();
    nats = await startNats();
    producerDatabase = await postgres.createDatabase();
    readerDatabase = await postgres.createDatabase();
    [producer, reader] = await Promise.all([bootProducer(), bootReader()]);
    caller = await TestCaller.connect(nats);
  });

  afterAll(async () => {
    await caller?.close();
    await Promise.all([producer?.stop(), reader?.stop()]);
    await nats?.stop();
  });

  it('brings what a command recorded to its readers exactly once, numbered without gaps', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, at) => write(`note ${at}`, 5)));
    await caughtUp();
    const numbers = (await journalOf(producerDatabase)).map(sequenceOf).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, at) => at + 1));
  });

  it('answers a repeated idempotency key as the first time and runs it once', async () => {
    const key = newId();
    const actor = testActor();
    const before = (await recorded()).length;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        caller.call(Write, { text: 'once', times: 1 }, actor, { idempotencyKey: key }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.customerId)).size).toBe(1);
    expect((await recorded()).length).toBe(before + 1);
    expect(await caller.refusal(Write, { text: 'another', times: 1 }, actor, { idempotencyKey: key })).toBe(
      'request.idempotency_conflict',
    );
  });

  it('refuses what is malformed, unsigned, forbidden or late, naming every fault, and changes nothing', async () => {
    const before = (await recorded()).length;
    await expect(caller.call(Write, { text: 1, times: 0, more: true })).rejects.toMatchObject({
      code: 'request.malformed',
      facts: {
        errors: expect.arrayContaining([
          expect.objectContaining({ field: 'text' }),
          expect.objectContaining({ field: 'times' }),
          { field: 'more', message: 'is not a field of this request' },
        ]) as unknown,
      },
    });
    expect(await caller.refusal(Write, { text: 'x', times: 1 }, testActor(), { token: 'forged' })).toBe(
      'request.token_invalid',
    );
    expect(await caller.refusal(Write, { text: 'x', times: 1 }, testActor({ accessLevel: 'finance' }))).toBe(
      'request.forbidden',
    );
    expect(await caller.refusal(Write, { text: 'a\u0000b', times: 1 })).toBe('request.malformed');
    expect(await caller.refusal(Write, { text: 'refuse', times: 1 })).toBe('customers.not_found');
    expect((await recorded()).length).toBe(before);
  });

  it('says at once when nobody is there to answer', async () => {
    const nobody = defineOperation({ ...Write, name: 'cases.test.nobody' });
    await expect(caller.call(nobody, { text: 'x', times: 1 })).rejects.toMatchObject({
      name: RpcFailure.name,
      kind: 'unavailable',
    });
  });

  it('keeps an event that a reader cannot apply as a dead letter, goes on, and applies it on request', async () => {
    broken = true;
    await Promise.all([write('good', 3), write('poison'), write('good', 3)]);
    const letters = reader.app.get(DeadLetters);
    const letter = await eventually(
      'the poisoned event is a dead letter',
      async () => (await letters.list({})).items[0],
    );
    expect(letter).toMatchObject({ consumer: 'seen', producer: 'customers', reason: 'poison is not for me' });
    await eventually(
      'the others were applied',
      async () => (await seen()).length === (await recorded()).length - 1,
    );
    await expect(letters.replay(letter.id)).rejects.toMatchObject({ code: 'dead_letter.still_failing' });
    broken = false;
    await letters.replay(letter.id);
    await caughtUp();
    expect((await letters.list({})).items).toEqual([]);
  });

  it('fills from the journal what the stream lost while the reader was away', async () => {
    await reader.stop();
    await write('while away', 7);
    const manager = await caller.connection.jetstreamManager();
    await eventually('all is published', async () => {
      const [head] = await producerDatabase.query<{ sent: boolean }>(
        'select sent_sequence = sequence and not exists (select from journal where sequence is null) sent from journal_epoch',
      );
      return head?.sent === true;
    });
    await manager.streams.delete('EVENTS');
    reader = await bootReader();
    await caughtUp();
  });

  it('goes on when the stream is deleted under it', async () => {
    const manager = await caller.connection.jetstreamManager();
    await manager.streams.delete('EVENTS');
    await write('after the deletion', 5);
    await caughtUp();
  });

  it('goes on after nats-server was killed', async () => {
    await nats.kill();
    await expect(write('nobody hears this', 1, { timeoutMs: 300 })).rejects.toBeInstanceOf(RpcFailure);
    await nats.restart();
    await eventually('requests are answered again', async () => {
      await write('back again', 3);
      return true;
    });
    await caughtUp();
  });

  it('lets two replicas share the work without doing anything twice', async () => {
    const [second, secondReader] = await Promise.all([bootProducer(), bootReader()]);
    await Promise.all(Array.from({ length: 30 }, (_, at) => write(`shared ${at}`, 4)));
    await caughtUp();
    await producer.stop();
    producer = second;
    await Promise.all(Array.from({ length: 10 }, (_, at) => write(`alone ${at}`, 4)));
    await caughtUp();
    await secondReader.stop();
  });

  it('makes everything anew from the journals when its own database was thrown away', async () => {
    await reader.stop();
    readerDatabase = await postgres.createDatabase();
    reader = await bootReader();
    await caughtUp();
  });

  it('is not ready, and knows why, when its database is emptied under it', async () => {
    expect(await reader.databaseIsEmptied()).toBe(false);
    await readerDatabase.query('drop schema public cascade');
    await readerDatabase.query('create schema public');
    expect(await reader.databaseIsEmptied()).toBe(true);
    expect((await fetch(`${reader.url}/health/ready`)).status).toBe(503);
    await reader.stop();
    reader = await bootReader();
    await caughtUp();
  });
});
