import {
  ChangeSavedReport,
  CreateSavedReport,
  DeleteSavedReport,
  GetSavedReport,
  ListSavedReports,
  newId,
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

describe('saved reports', () => {
  let postgres: TestPostgres;
  let nats: TestNats;
  let database: TestDatabase;
  let service: RunningService;
  let caller: TestCaller;
  const anna = testActor({ username: 'anna', accessLevel: 'cs_agent' });
  const bert = testActor({ username: 'bert', accessLevel: 'cs_agent' });
  const affiliate = testActor({ username: 'shop', accessLevel: 'affiliate', campaignIds: [newId()] });
  const filter = { preset: 'last_7_days', timeZone: 'Asia/Kolkata', customField: { Source: ['web'] } };

  beforeAll(async () => {
    [postgres, nats] = await Promise.all([startPostgres(), startNats()]);
    caller = await TestCaller.connect(nats);
    await ensureStream(await caller.connection.jetstreamManager(), 'EVENTS', 1);
    database = await postgres.createDatabase();
    service = await bootService(
      {
        module: ReportingModule,
        prepare: (app) => app.get(ReportConsumer, { strict: false }).prepare(),
      },
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

  const save = (name: string, shared = false, actor = anna) =>
    caller.call(CreateSavedReport, { name, shared, filter }, actor);
  const names = async (actor: typeof anna): Promise<string[]> =>
    (await caller.call(ListSavedReports, {}, actor)).items.map(({ name }) => name);

  it('have an address of their own, and keep the filter as it was given', async () => {
    const { id } = await save('Week');
    const read = await caller.call(GetSavedReport, { id }, anna);
    expect(read).toMatchObject({ name: 'Week', shared: false, own: true, ownerName: 'anna', filter });
  });

  it('are seen by others only when they are shared, and by affiliates never', async () => {
    const mine = await save('Private');
    const ours = await save('Ours', true);
    expect(await names(bert)).toEqual(['Ours']);
    expect(await names(anna)).toEqual(['Ours', 'Private', 'Week']);
    expect(await caller.refusal(GetSavedReport, { id: mine.id }, bert)).toBe('reporting.not_found');
    expect(await caller.refusal(DeleteSavedReport, { id: mine.id }, testActor())).toBe('reporting.not_found');
    expect(await caller.call(GetSavedReport, { id: ours.id }, bert)).toMatchObject({ own: false });
    await save('Totals', true, affiliate);
    expect(await names(affiliate)).toEqual(['Totals']);
  });

  it('are changed by their owner, a shared one by an admin too, and by nobody else', async () => {
    const { id } = await save('Mine', true);
    expect(await caller.refusal(ChangeSavedReport, { id, name: 'Yours' }, bert)).toBe('request.forbidden');
    const change = { id, name: 'Renamed', filter: { currency: ['EUR'] } };
    expect(await caller.call(ChangeSavedReport, change, testActor())).toMatchObject({
      version: 2,
      name: 'Renamed',
      ownerName: 'anna',
      filter: { currency: ['EUR'] },
    });
    expect(await caller.refusal(ChangeSavedReport, change, anna, { ifMatch: 1 })).toBe('request.stale');
    await caller.call(DeleteSavedReport, { id }, anna, { ifMatch: 2 });
    expect(await caller.refusal(GetSavedReport, { id }, anna)).toBe('reporting.not_found');
  });

  it('refuse what no report could be asked with, and a name that is taken', async () => {
    const refusalOf = (input: object) => caller.refusal(CreateSavedReport, { name: 'x', ...input }, anna);
    expect(await refusalOf({ filter: { currency: ['dollars'] } })).toBe('request.malformed');
    expect(await refusalOf({ filter: { minPosition: 7 } })).toBe('request.malformed');
    expect(await refusalOf({ filter: { preset: 'today', from: '2026-11-01T00:00:00Z' } })).toBe(
      'reporting.range_invalid',
    );
    expect(await refusalOf({})).toBe('request.malformed');
    expect(await caller.refusal(CreateSavedReport, { name: 'WEEK', filter: {} }, anna)).toBe(
      'reporting.saved_name_taken',
    );
  });

  it('are listed page by page', async () => {
    await Promise.all(['c', 'a', 'b'].map((name) => save(name, false, bert)));
    const found: string[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await caller.call(ListSavedReports, { limit: 2, cursor }, bert);
      found.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(found.filter((name) => name.length === 1)).toEqual(['a', 'b', 'c']);
  });
});
