import {
  catalog,
  ListCustomerActivity,
  ListReportFilters,
  newId,
  producers,
  ReadActionSummary,
  ReadCompleteness,
  ReadFieldSummary,
  ReadReportDetails,
  type DaybookEvent,
} from '@daybook/contracts';
import { ensureStream, type RunningService } from '@daybook/messaging';
import {
  bootService,
  eventually,
  startNats,
  startPostgres,
  testActor,
  TestCaller,
  type TestDatabase,
  type TestNats,
  type TestPostgres,
} from '@daybook/testing';
import { ReportConsumer } from './projector/report.consumer';
import { ReportingModule } from './reporting.module';
import { TestJournals } from './testing/events';
import { FakeProducer } from './testing/fake-producer';

const start = {
  module: ReportingModule,
  prepare: (app: RunningService['app']) => app.get(ReportConsumer, { strict: false }).prepare(),
};

describe('the reporting service on the bus', () => {
  let postgres: TestPostgres;
  let nats: TestNats;
  let database: TestDatabase;
  let service: RunningService;
  let caller: TestCaller;
  let standIns: FakeProducer[];
  const journals = new TestJournals();
  const customer = newId();

  beforeAll(async () => {
    [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
    caller = await TestCaller.connect(nats);
    await ensureStream(await caller.connection.jetstreamManager(), 'EVENTS', 1);
    standIns = producers.map((producer) => new FakeProducer(caller.connection, producer));
    database = await postgres.createDatabase();
    service = await bootService(start, { database, nats });
  });
  afterAll(async () => {
    standIns.forEach((standIn) => standIn.stop());
    await service.stop();
    await caller.close();
    await database.drop();
    await nats.stop();
    await postgres.stop();
  });

  const record = (events: DaybookEvent[], published?: (event: DaybookEvent) => boolean): Promise<void[]> =>
    Promise.all(standIns.map((standIn) => standIn.record(events, published)));
  const notes = (count: number): DaybookEvent[] =>
    Array.from({ length: count }, () =>
      journals.next({
        type: 'customers.note.added',
        actor: { actortype: 'user', actorid: newId(), actorname: 'anna', actorlevel: 'cs_admin' },
        context: { customerId: customer, customFields: { Source: 'web' } },
        attributes: { noteId: newId(), customFieldsSet: { Source: 'web' } },
        personal: { text: 'Noted' },
      }),
    );
  const countedCompletely = (total: number): Promise<unknown> =>
    eventually(`${total} notes are counted, completely`, async () => {
      const report = await caller.call(ReadActionSummary, { preset: 'this_year' });
      const seen = `${report.total}, ${report.completeness.state}`;
      if (report.completeness.state === 'complete') expect(seen).toBe(`${total}, complete`);
      return report.total === total && report.completeness.state === 'complete';
    });

  it('counts what is published, and never calls itself complete before', async () => {
    await record(notes(3));
    await countedCompletely(3);
  });

  it('reads from the journals what the stream has lost', async () => {
    const events = notes(4);
    await record(events, (event) => event === events[1]);
    await countedCompletely(7);
  });

  it('answers every call of its contract', async () => {
    const details = await caller.call(ReadReportDetails, { limit: 5, action: ['agent_note'] });
    expect(details).toMatchObject({ total: 7 });
    expect(details.items).toHaveLength(5);
    const rest = await caller.call(ReadReportDetails, {
      limit: 5,
      action: ['agent_note'],
      cursor: details.nextCursor,
    });
    expect(rest.items).toHaveLength(2);
    const fields = await caller.call(ReadFieldSummary, { customField: { Source: ['web'] } });
    expect(fields.items.reduce((sum, { total }) => sum + total, 0)).toBe(7);
    const { items } = await caller.call(ListReportFilters, {});
    const actions = items.find(({ parameter }) => parameter === 'action')?.values ?? [];
    expect(actions).toHaveLength(catalog.actions.length);
    expect(actions.filter(({ occurs }) => occurs)).toMatchObject([{ value: 'agent_note' }]);
    expect(items.find(({ parameter }) => parameter === 'customField')?.fields).toEqual([
      { name: 'Source', values: ['web'] },
    ]);
    expect((await caller.call(ListCustomerActivity, { id: customer })).items).toHaveLength(7);
    expect((await caller.call(ReadCompleteness, {})).services).toHaveLength(5);
  });

  it('refuses unknown parameters, and details to affiliates', async () => {
    expect(await caller.refusal(ReadActionSummary, { campain: ['x'] })).toBe('request.malformed');
    expect(await caller.refusal(ReadActionSummary, { from: 'yesterday' })).toBe('request.malformed');
    expect(await caller.refusal(ReadActionSummary, { from: '2026-02-01T00:00:00Z', preset: 'today' })).toBe(
      'reporting.range_invalid',
    );
    expect(await caller.refusal(ReadReportDetails, {}, testActor({ accessLevel: 'affiliate' }))).toBe(
      'request.forbidden',
    );
  });

  it('has everything again after its database was thrown away', async () => {
    await service.stop();
    await database.drop();
    database = await postgres.createDatabase();
    service = await bootService(start, { database, nats });
    await countedCompletely(7);
  });
});
