import { Client } from 'pg';
import {
  ListCustomerActivity,
  newId,
  ReadActionSummary,
  ReadAgents,
  ReadBreakdown,
  ReadFieldSummary,
  ReadReportDetails,
  ReadSeries,
  reportFilters,
  type Operation,
} from '@daybook/contracts';
import { ensureStream, type RunningService } from '@daybook/messaging';
import {
  bootService,
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

const reads: readonly (readonly [string, Operation, object])[] = [
  ['actions', ReadActionSummary, {}],
  ['custom fields', ReadFieldSummary, {}],
  ['details', ReadReportDetails, {}],
  ['series', ReadSeries, { bucket: 'month' }],
  ['by', ReadBreakdown, { dimension: 'campaign' }],
  ['agents', ReadAgents, {}],
];
const injections = [
  `'; drop table activity; --`,
  `1 or 1=1`,
  `\\'); select pg_sleep(100); --`,
  `{"$gt": ""}`,
  `%00`,
  `../../etc/passwd`,
  '${process.exit()}',
  '\u202e\ud83d\ude00',
];

describe('rubbish that is sent to the report', () => {
  let postgres: TestPostgres;
  let nats: TestNats;
  let database: TestDatabase;
  let service: RunningService;
  let caller: TestCaller;
  const admin = testActor();

  beforeAll(async () => {
    [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
    caller = await TestCaller.connect(nats);
    await ensureStream(await caller.connection.jetstreamManager(), 'EVENTS', 1);
    database = await postgres.createDatabase();
    service = await bootService(
      { module: ReportingModule, prepare: (app) => app.get(ReportConsumer, { strict: false }).prepare() },
      { database, nats },
    );
  });
  afterAll(async () => {
    await service.stop();
    await caller.close();
    await database.drop();
    await nats.stop();
    await postgres.stop();
  });

  /** The code of a refusal; null where it was answered. */
  const codeOf = async (operation: Operation, query: object): Promise<string | null> => {
    try {
      await caller.call(operation, query, admin);
      return null;
    } catch (error) {
      return String((error as { code?: unknown }).code);
    }
  };

  it.each(reads)('never reaches the database of %s as anything but a value', async (_name, read, base) => {
    for (const text of injections) {
      for (const { parameter, kind } of reportFilters) {
        const value = kind === 'customField' ? { [text]: [text] } : kind === 'switch' ? text : [text];
        const code = await codeOf(read, { ...base, [parameter]: kind === 'time' ? text : value });
        expect([parameter, text, code]).toEqual([
          parameter,
          text,
          kind === 'customField' ? null : 'request.malformed',
        ]);
      }
    }
    const [table] = await database.query(`select from pg_class where relname = 'activity'`);
    expect(table).toBeDefined();
  });

  it.each(reads)('is refused by %s where there is too much of it', async (_name, read, base) => {
    const many = Array.from({ length: 10_000 }, newId);
    for (const { parameter, kind } of reportFilters) {
      if (kind === 'ids')
        expect(await codeOf(read, { ...base, [parameter]: many })).toBe('request.malformed');
    }
    expect(await codeOf(read, { ...base, customField: { Source: many } })).toBe('request.malformed');
    const fields = Object.fromEntries(many.slice(0, 300).map((name) => [name, ['x']]));
    expect(await codeOf(read, { ...base, customField: fields })).toBe('request.malformed');
    expect(await codeOf(read, { ...base, customField: { Source: ['x'.repeat(301)] } })).toBe(
      'request.malformed',
    );
    expect(await codeOf(read, { ...base, campaignId: many.slice(0, 200) })).toBeNull();
  });

  it.each(reads)('as a period is answered by %s with nothing, or refused', async (name, read, base) => {
    const periods: [object, string | null][] = [
      [{ from: '0001-01-01T00:00:00Z', to: '0001-01-02T00:00:00Z' }, null],
      [{ from: '9999-12-01T00:00:00Z', to: '9999-12-31T23:59:59Z' }, null],
      [{ from: '2026-11-21T00:00:00Z', to: '2026-11-20T00:00:00Z' }, 'reporting.range_invalid'],
      [{ from: '2026-11-21T00:00:00Z', to: '2026-11-21T00:00:00Z' }, null],
      [{ from: '2026-11-21T00:00:00.123456789Z' }, null],
      [{ from: '2026-02-30T00:00:00Z' }, 'request.malformed'],
      [{ from: '2026-11-21' }, 'request.malformed'],
      [{ from: '2026-11-21T00:00:00' }, 'request.malformed'],
      [{ from: '0000-01-01T00:00:00Z' }, 'request.malformed'],
      [{ from: '+275760-09-13T00:00:00Z' }, 'request.malformed'],
      [{ from: '2026-11-21T00:00:00+25:00' }, 'request.malformed'],
      [{ from: 'infinity' }, 'request.malformed'],
      [{ preset: 'for_ever' }, 'request.malformed'],
      [{ preset: 'today', to: '2026-11-21T00:00:00Z' }, 'reporting.range_invalid'],
      [{ preset: 'today', timeZone: 'Mars/Olympus' }, 'request.malformed'],
      [{ preset: 'today', timeZone: '' }, 'request.malformed'],
      [{ preset: 'today', timeZone: 'Asia/Kathmandu' }, null],
      [{ minPosition: -1 }, 'request.malformed'],
      [{ minPosition: 1e300 }, 'request.malformed'],
    ];
    for (const [period, code] of periods)
      expect([name, period, await codeOf(read, { ...base, ...period })]).toEqual([name, period, code]);
  });

  it('as a cursor is refused, whatever it holds', async () => {
    const packed = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const cursors = [
      '',
      'x',
      '%',
      '🙂',
      'null',
      packed(null),
      packed({}),
      packed([]),
      packed(['report-details']),
      packed(['report-details', 'x', null, null, 1, 1, '1', 1]),
      packed(['report-details', 'x', "'; drop", null, -1, 1e99, 'a', {}]),
      packed(['customer-activity', '1', 1]),
      ...injections,
    ];
    const refusals = ['request.cursor_invalid', 'reporting.cursor_of_another_filter', 'request.malformed'];
    for (const cursor of cursors) {
      expect(refusals).toContain(await codeOf(ReadReportDetails, { cursor }));
      for (const legacy of [false, true])
        expect(refusals).toContain(await codeOf(ListCustomerActivity, { id: newId(), legacy, cursor }));
    }
  });

  it('or any question that takes too long is cut off, and says so', async () => {
    // Nobody gets at the rows while this is held.
    const holder = new Client({ connectionString: database.url });
    await holder.connect();
    try {
      await holder.query('begin');
      await holder.query('lock table activity');
      const asked = [ReadActionSummary, ReadReportDetails, ReadFieldSummary, ReadAgents].map((read) =>
        codeOf(read, {}),
      );
      expect(await Promise.all(asked)).toEqual(asked.map(() => 'reporting.took_too_long'));
    } finally {
      await holder.end();
    }
    expect(await codeOf(ReadActionSummary, {})).toBeNull();
  }, 30_000);
});
