import fc from 'fast-check';
import {
  sequenceOf,
  CancelRebuild,
  ListCustomerActivity,
  ListReportFilters,
  newId,
  producerOf,
  producers,
  ReadActionSummary,
  ReadCompleteness,
  ReadFieldSummary,
  ReadRebuild,
  ReadReportDetails,
  StartRebuild,
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
import { ReportConsumer } from '../projector/report.consumer';
import { ReportingModule } from '../reporting.module';
import { TestJournals } from '../testing/events';
import { history } from '../testing/event-arbitraries';
import { FakeProducer } from '../testing/fake-producer';
import { ExpectedReport } from '../testing/expected-report';

const start = {
  module: ReportingModule,
  prepare: (app: RunningService['app']) => app.get(ReportConsumer, { strict: false }).prepare(),
};

describe('rebuilding the report', () => {
  let postgres: TestPostgres;
  let nats: TestNats;
  let database: TestDatabase;
  let services: RunningService[];
  let caller: TestCaller;
  let standIns: FakeProducer[];
  let events: DaybookEvent[];
  const journals = new TestJournals();
  const admin = testActor();

  beforeAll(async () => {
    [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
    caller = await TestCaller.connect(nats);
    await ensureStream(await caller.connection.jetstreamManager(), 'EVENTS', 1);
    standIns = producers.map((producer) => new FakeProducer(caller.connection, producer));
    database = await postgres.createDatabase();
    services = [await bootService(start, { database, nats }), await bootService(start, { database, nats })];
    // Numbered on in one journal, whatever the histories number.
    events = fc
      .sample(history, { numRuns: 12, seed: 7 })
      .flat()
      .map((event) => ({ ...event, sequence: journals.next({ type: event.type }).sequence }));
    await record(events);
    await complete();
  }, 120_000);
  afterAll(async () => {
    standIns.forEach((standIn) => standIn.stop());
    await Promise.all(services.map((service) => service.stop()));
    await caller.close();
    await database.drop();
    await nats.stop();
    await postgres.stop();
  });

  const record = (reported: DaybookEvent[]): Promise<void[]> =>
    Promise.all(standIns.map((standIn) => standIn.record(reported)));
  const note = (customerId: string, campaignId = newId()): DaybookEvent => {
    const event = journals.next({
      type: 'customers.note.added',
      time: new Date().toISOString(),
      actor: { actortype: 'user', actorid: newId(), actorname: 'anna', actorlevel: 'cs_admin' },
      context: { customerId, campaignId },
      attributes: { noteId: newId() },
      personal: { text: 'Noted' },
    });
    events.push(event);
    return event;
  };
  const complete = (): Promise<boolean> =>
    eventually(
      'the report is complete',
      async () => {
        const { state, services: parts } = await caller.call(ReadCompleteness, {}, admin);
        // Complete up to what was announced: the last events may not be yet.
        const behind = parts.filter(({ service, head }) => (head ?? 0) < lastOf(service));
        if (state !== 'complete' || behind.length > 0) throw new Error(JSON.stringify(parts));
        return true;
      },
      { timeout: 30_000 },
    );
  const lastOf = (service: string): number =>
    Math.max(0, ...events.filter((e) => producerOf(e) === service).map(sequenceOf));
  const rebuilt = async (): Promise<void> => {
    const { id } = await caller.call(StartRebuild, {}, admin);
    await eventually(
      'the rebuild is done',
      async () => {
        const rebuild = await caller.call(ReadRebuild, {}, admin);
        expect(rebuild).toMatchObject({ id, state: 'done', progress: 1 });
        return true;
      },
      { timeout: 60_000 },
    );
  };
  const everything = async () => {
    const rows = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await caller.call(ReadReportDetails, { limit: 200, cursor }, admin);
      rows.push(...page.items);
      cursor = page.nextCursor;
    }
    const summary = await caller.call(ReadActionSummary, { distinct: true }, admin);
    const fields = await caller.call(ReadFieldSummary, {}, admin);
    const filters = await caller.call(ListReportFilters, {}, admin);
    return {
      rows: rows.sort((a, b) => (a.id < b.id ? -1 : 1)),
      totals: summary.items,
      total: summary.total,
      fields: fields.items,
      filters: filters.items,
    };
  };
  const schemas = (): Promise<object[]> =>
    database.query(`select nspname from pg_namespace where nspname like 'report\\_%'`);

  it('erases what is personal of whoever was anonymised, before the new store answers', async () => {
    const customerId = newId();
    const anonymised = journals.next({
      type: 'customers.customer.anonymised',
      context: { customerId },
      attributes: {},
    });
    events.push(anonymised);
    // The note is told before and after: late events are erased, too.
    await record([note(customerId), anonymised, note(customerId)]);
    await complete();
    await rebuilt();
    const bodies = await database.query<{ personal: object }>(
      'select personal from activity_body where customer_id = $1',
      [customerId],
    );
    expect(bodies.map(({ personal }) => personal)).toEqual([{}, {}, {}]);
  }, 90_000);

  it('gives the same totals, rows, fields and names, whatever had become of the store', async () => {
    const before = await everything();
    expect(before.total).toBe(new ExpectedReport(events, {}).ids().length);
    await database.query('delete from activity where id % 3 = 0');
    await database.query('delete from activity_body where id % 5 = 0');
    await database.query(
      `update dimension_member set name = 'somebody else', value = value || 'x' where key % 2 = 0`,
    );
    await database.query(`delete from legacy_event`);
    await rebuilt();
    await complete();
    expect(await everything()).toEqual(before);
    await eventually('nothing is left over', async () => (await schemas()).length === 0);
  });

  it('loses and doubles nothing of what comes meanwhile and afterwards, though replicas remember the old store', async () => {
    const customer = newId();
    const campaign = newId();
    await record([note(customer, campaign)]);
    await complete();
    const working = (async () => {
      for (let at = 0; at < 60; at++) await record([note(customer, at % 2 === 0 ? campaign : newId())]);
    })();
    await rebuilt();
    await working;
    await record([note(customer, campaign), note(newId(), campaign)]);
    await complete();
    const ids = new ExpectedReport(events, {}).ids();
    const { rows, total } = await everything();
    expect(total).toBe(ids.length);
    expect(rows.map(({ id }) => id)).toEqual(ids.map((id) => id.split(' ')[1]).sort());
    const { total: ofCampaign } = await caller.call(ReadActionSummary, { campaignId: [campaign] }, admin);
    expect(ofCampaign).toBe(33);
    const wrong = await database.query(
      `select from activity a join activity_body b using (id)
         join dimension_member m on m.dimension = 'campaign' and m.key = a.campaign_key
        where m.value <> b.event #>> '{data,context,campaignId}'`,
    );
    expect(wrong).toEqual([]);
  });

  it('refuses cursors of before, and lets positions only grow', async () => {
    const page = await caller.call(ReadReportDetails, { limit: 1 }, admin);
    const [customer] = page.items.flatMap((item) => (item.customer === undefined ? [] : [item.customer.id]));
    const timeline = await caller.call(ListCustomerActivity, { id: String(customer), limit: 1 }, admin);
    await rebuilt();
    expect(await caller.refusal(ReadReportDetails, { limit: 1, cursor: page.nextCursor }, admin)).toBe(
      'reporting.position_gone',
    );
    if (timeline.nextCursor !== undefined) {
      const old = { id: String(customer), limit: 1, cursor: timeline.nextCursor };
      expect(await caller.refusal(ListCustomerActivity, old, admin)).toBe('request.cursor_invalid');
    }
    const after = await caller.call(ReadActionSummary, { minPosition: page.completeness.position }, admin);
    expect(after.completeness.position).toBeGreaterThan(page.completeness.position);
    expect(after.total).toBe(page.total);
  });

  it('makes dead letters of what cannot be applied, and names it as missing', async () => {
    const poison = note(newId());
    poison.data.context.customerId = 'no-uuid';
    events.pop();
    await record([poison]);
    const missing = async (): Promise<boolean> => {
      const { services: parts } = await caller.call(ReadCompleteness, {}, admin);
      expect(parts.find(({ service }) => service === 'customers')).toMatchObject({
        state: 'behind',
        deadLetters: 1,
        missing: [{ epoch: 1, from: sequenceOf(poison), to: sequenceOf(poison) }],
      });
      return true;
    };
    await eventually('it is a dead letter', missing, { timeout: 20_000 });
    await rebuilt();
    await missing();
    const letters = await database.query(
      `select consumer, reason from dead_letter where resolved_at is null`,
    );
    expect(letters).toHaveLength(1);
  });

  it('is one at a time, and is cancelled without a trace', async () => {
    const silent = standIns[1];
    silent.mute();
    const first = await caller.call(StartRebuild, {}, admin);
    expect((await caller.call(StartRebuild, {}, admin)).id).toBe(first.id);
    await eventually('it waits for billing', async () =>
      (await caller.call(ReadRebuild, {}, admin)).trouble?.includes('billing'),
    );
    const { total } = await everything();
    expect(total).toBe(new ExpectedReport(events, {}).ids().length);
    await caller.call(CancelRebuild, {}, admin);
    expect(await caller.refusal(CancelRebuild, {}, admin)).toBe('reporting.not_found');
    expect(await caller.call(ReadRebuild, {}, admin)).toMatchObject({ state: 'cancelled' });
    await eventually('nothing is left over', async () => (await schemas()).length === 0, {
      timeout: 20_000,
    });
    silent.mute(false);
    expect(await caller.refusal(StartRebuild, {}, testActor({ accessLevel: 'cs_agent' }))).toBe(
      'request.forbidden',
    );
  });

  it('is started again when a filter has been added meanwhile', async () => {
    const silent = standIns[1];
    silent.mute();
    await caller.call(StartRebuild, {}, admin);
    await eventually('it waits for billing', async () =>
      (await caller.call(ReadRebuild, {}, admin)).trouble?.includes('billing'),
    );
    await database.query('alter table activity add column later_key integer');
    silent.mute(false);
    await eventually(
      'the rebuild is done',
      async () => (await caller.call(ReadRebuild, {}, admin)).state === 'done',
      { timeout: 60_000 },
    );
    const [column] = await database.query(
      `select from pg_attribute where attrelid = 'activity'::regclass and attname = 'later_key'`,
    );
    expect(column).toBeDefined();
    expect((await everything()).total).toBe(new ExpectedReport(events, {}).ids().length);
  });
});
