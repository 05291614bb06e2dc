import { Controller, Module } from '@nestjs/common';
import { defineOperation, DomainError, newId, type Call, Line } from '@daybook/contracts';
import { record, UnitOfWork } from '@daybook/persistence';
import {
  bootService,
  eventually,
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
import type { RunningService } from './run-service';
import { ServiceModule } from './service.module';

class WriteLine {
  @Line()
  text!: string;
}

class LineWritten {
  @Line()
  id!: string;
}

const Write = defineOperation({
  name: 'customers.test.write_line',
  kind: 'command',
  summary: 'Write a line',
  tag: 'test',
  input: WriteLine,
  output: LineWritten,
  access: 'customers.note',
  errors: ['customers.not_found'],
});

@Controller()
class LinesController {
  constructor(private readonly work: UnitOfWork) {}

  @Handles(Write) write({ text }: WriteLine, call: Call): Promise<LineWritten> {
    return this.work.command(call, (em) => {
      if (text === 'refuse') throw new DomainError('customers.not_found');
      if (text === 'break') throw new Error(`cannot write ${text}`);
      record(em, 'customers.note.added', { call, attributes: { noteId: newId() }, personal: { text } });
      return Promise.resolve({ id: newId() });
    });
  }
}

/** Chokes on a text. */
class LinesConsumer implements EventConsumer {
  readonly name = 'lines';
  readonly producers = ['customers'] as const;

  concerns(): boolean {
    return true;
  }

  apply(_em: unknown, events: { data: { personal: { text?: string } } }[]): Promise<void> {
    if (events.some(({ data }) => data.personal.text === 'poison')) throw new Error('not for me');
    return Promise.resolve();
  }
}

@Module({
  imports: [
    ServiceModule.forRoot({
      name: 'customers',
      config: ServiceConfig,
      entities: [],
      migrations: [],
      consumers: [LinesConsumer],
    }),
  ],
  controllers: [LinesController],
})
class LinesModule {}

describe('The figures of a service', () => {
  let postgres: TestPostgres;
  let nats: TestNats;
  let database: TestDatabase;
  let caller: TestCaller;
  let service: RunningService;

  beforeAll(async () => {
    [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
    database = await postgres.createDatabase();
    service = await bootService({ module: LinesModule }, { database, nats });
    caller = await TestCaller.connect(nats);
  });

  afterAll(async () => {
    await caller?.close();
    await service?.stop();
    await database?.drop();
    await nats?.stop();
    await postgres?.stop();
  });

  const ask = (headers: Record<string, string> = {}, url = service.url): Promise<Response> =>
    fetch(`${url}/metrics`, { headers });

  /** The value of a figure; its labels are those that are given, beside the service's name. */
  const figure = async (name: string, labels: Record<string, string> = {}): Promise<number | undefined> => {
    const wanted = { service: 'customers', ...labels };
    for (const line of (await (await ask()).text()).split('\n')) {
      const [, found, inside = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      const has = Object.fromEntries([...inside.matchAll(/(\w+)="([^"]*)"/g)].map(([, k, v]) => [k, v]));
      const same = Object.entries(wanted).every(([key, said]) => has[key] === said);
      if (found === name && same && Object.keys(has).length === Object.keys(wanted).length)
        return Number(value);
    }
    return undefined;
  };

  const becomes = (name: string, labels: Record<string, string>, value: number): Promise<unknown> =>
    eventually(`${name} ${JSON.stringify(labels)} is ${value}`, async () => {
      expect(await figure(name, labels)).toBe(value);
      return true;
    });

  it('follow a fact from the request over the journal to its consumer', async () => {
    for (const text of ['one', 'two', 'poison']) await caller.call(Write, { text });
    const operation = Write.name;
    await becomes('daybook_operation_duration_seconds_count', { operation, outcome: 'ok' }, 3);
    await becomes('daybook_journal_head_sequence', {}, 3);
    await becomes('daybook_journal_unnumbered', {}, 0);
    await becomes('daybook_journal_unsent', {}, 0);
    await becomes('daybook_relay_active', {}, 1);
    await becomes('daybook_relay_published_total', {}, 3);
    await becomes('daybook_consumer_events_total', { consumer: 'lines', outcome: 'applied' }, 2);
    await becomes('daybook_consumer_events_total', { consumer: 'lines', outcome: 'dead' }, 1);
    await becomes('daybook_dead_letters_open', { consumer: 'lines' }, 1);
    await becomes('daybook_consumer_lag', { consumer: 'lines', producer: 'customers' }, 0);
    await becomes('daybook_queue_messages', { queue: 'customers-events' }, 0);
    await becomes('daybook_operations_in_flight', {}, 0);
  });

  it('tell refusals from failures, by their codes', async () => {
    expect(await caller.refusal(Write, { text: 'refuse' })).toBe('customers.not_found');
    expect(await caller.refusal(Write, { text: 'break' })).toBe('internal.error');
    const operation = Write.name;
    await becomes('daybook_refusals_total', { operation, code: 'customers.not_found' }, 1);
    await becomes('daybook_refusals_total', { operation, code: 'internal.error' }, 1);
    await becomes('daybook_operation_duration_seconds_count', { operation, outcome: 'refused' }, 1);
    await becomes('daybook_operation_duration_seconds_count', { operation, outcome: 'failed' }, 1);
  });

  it('tell of the connections, and what lags while an event is missing', async () => {
    await becomes('daybook_nats_up', {}, 1);
    await becomes('daybook_database_up', {}, 1);
    expect(await figure('daybook_database_connections', { state: 'waiting' })).toBe(0);
    expect(await figure('daybook_database_connections', { state: 'free' })).toBeGreaterThan(0);
    // As if it had never applied the first one: for two seconds nobody asks for it again.
    await database.query(`update consumer_position set applied = applied - '{[1,2)}'::int8multirange`);
    await becomes('daybook_consumer_lag', { consumer: 'lines', producer: 'customers' }, 3);
    await nats.kill();
    await becomes('daybook_nats_up', {}, 0);
    await nats.restart();
    await becomes('daybook_nats_up', {}, 1);
    await becomes('daybook_nats_reconnects_total', {}, 1);
    await becomes('daybook_consumer_lag', { consumer: 'lines', producer: 'customers' }, 0);
  });

  it('are for this machine alone without a token, whatever a header says', async () => {
    expect((await ask()).status).toBe(200);
    expect((await ask({ 'x-forwarded-for': '192.0.2.1' })).status).toBe(200);
  });

  it('are for whoever knows the token, where there is one', async () => {
    const token = 'a token for Prometheus';
    const other = await bootService(
      { module: LinesModule },
      { database, nats, environment: { METRICS_TOKEN: token } },
    );
    try {
      expect((await ask({}, other.url)).status).toBe(404);
      expect((await ask({ authorization: 'Bearer another token of them' }, other.url)).status).toBe(404);
      const allowed = { authorization: `Bearer ${token}`, 'x-forwarded-for': '192.0.2.1' };
      expect((await ask(allowed, other.url)).status).toBe(200);
    } finally {
      await other.stop();
    }
  });
});
