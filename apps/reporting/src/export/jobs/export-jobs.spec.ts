import { newId, SYSTEM, type Actor, type Call, type CreateExportInput } from '@daybook/contracts';
import { serviceLogger } from '@daybook/messaging';
import { TestJournals } from '../../testing/events';
import { ReportHarness, viewer } from '../../testing/report-harness';
import type { ExportQueries } from '../export.queries';
import { ExportJobsService } from './export-jobs.service';
import { ExportJobsWorker } from './export-jobs-worker';

const anna = viewer({ id: newId(), username: 'anna' });
const day = 86_400_000;

describe('an export in the background', () => {
  let bench: ReportHarness;
  let service: ExportJobsService;
  let now = new Date('2026-11-21T12:00:00Z');
  let journals: TestJournals;
  const logger = serviceLogger('reporting', { logLevel: 'fatal', logFormat: 'json' });

  beforeAll(async () => {
    bench = await ReportHarness.start();
  });
  afterAll(() => bench.stop());
  beforeEach(async () => {
    await bench.empty();
    journals = new TestJournals();
    now = new Date('2026-11-21T12:00:00Z');
    service = new ExportJobsService(bench.work, bench.exports, () => now);
    await bench.bring(...notes(30));
  });

  const notes = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      journals.next({
        type: 'customers.note.added',
        actor: { actortype: 'user', actorid: String(anna.id), actorname: 'anna', actorlevel: 'cs_agent' },
        context: { customerId: newId() },
        attributes: { noteId: newId() },
        personal: { text: `Note ${at}` },
      }),
    );
  const callOf = (actor: Actor = anna, idempotencyKey?: string): Call =>
    ({ actor, operation: 'reporting.create_export', input: {}, idempotencyKey }) as Call;
  const details: CreateExportInput = { part: 'details', format: 'csv', timeZone: 'Asia/Kolkata' };
  const create = (query = details, actor = anna) => service.create(query, callOf(actor));
  const worker = (exports: ExportQueries = bench.exports): ExportJobsWorker =>
    new ExportJobsWorker(bench.work, exports, () => now, logger);
  const fileOf = async (id: string, actor = anna): Promise<Buffer> =>
    collected((await service.file({ id }, actor)).chunks);
  const pieces = async (): Promise<number> =>
    Number((await bench.database.query<{ n: string }>('select count(*) as n from export_piece'))[0]?.n);

  it('is the file that the same export streams, at the position and period of when it was asked for', async () => {
    for (const format of ['csv', 'xlsx'] as const) {
      const asked = { ...details, format, preset: 'last_7_days' };
      const streamed = await collected((await bench.exports.export(asked, anna)).chunks);
      const { id, state } = await create(asked);
      expect(state).toBe('waiting');
      await bench.bring(...notes(3));
      bench.now = new Date('2027-02-01T00:00:00Z');
      expect(await worker().makeOne()).toBe(true);
      bench.now = new Date('2026-11-21T12:00:00Z');
      const made = await service.get({ id }, anna);
      expect(made).toMatchObject({ state: 'done', progress: 1, bytes: streamed.length, expired: false });
      expect(made.written).toBe(made.rows);
      expect(made.filter).toEqual({ preset: 'last_7_days', timeZone: 'Asia/Kolkata' });
      expect(made.file).toBe(`/api/v1/reports/customer-service/exports/${id}/file`);
      if (format === 'csv') expect((await fileOf(id)).equals(streamed)).toBe(true);
      else expect((await fileOf(id)).length).toBe(streamed.length);
    }
    expect(await worker().makeOne()).toBe(false);
  });

  it('is made once, however many replicas look for it', async () => {
    const jobs = await Promise.all([create(), create(), create()]);
    const made = await Promise.all([worker(), worker(), worker(), worker()].map((one) => one.makeOne()));
    expect(made.filter(Boolean)).toHaveLength(3);
    for (const { id } of jobs) expect(await service.get({ id }, anna)).toMatchObject({ state: 'done' });
    const tries = await bench.database.query('select attempt from export_job where attempt <> 1');
    expect(tries).toEqual([]);
  });

  it('is started again by another replica when its maker is gone, who leaves it alone when it comes back', async () => {
    const { id } = await create();
    const slow = stoppable(bench.exports);
    const lost = worker(slow.exports).makeOne();
    await slow.reached;
    expect(await worker().makeOne()).toBe(false);
    now = new Date(now.getTime() + 31_000);
    expect(await worker().makeOne()).toBe(true);
    const whole = await fileOf(id);
    slow.goOn();
    await lost;
    expect(await service.get({ id }, anna)).toMatchObject({ state: 'done', bytes: whole.length });
    expect((await fileOf(id)).equals(whole)).toBe(true);
    await worker().clean();
    expect(await pieces()).toBe(1);
  });

  it('is cancelled while it is made, again without effect, and its pieces are removed', async () => {
    const { id } = await create();
    const slow = stoppable(bench.exports);
    const making = worker(slow.exports).makeOne();
    await slow.reached;
    await service.cancel({ id }, callOf());
    await service.cancel({ id }, callOf());
    slow.goOn();
    await making;
    expect(await service.get({ id }, anna)).toMatchObject({ state: 'cancelled' });
    await expect(service.file({ id }, anna)).rejects.toMatchObject({ code: 'reporting.export_not_ready' });
    await worker().clean();
    expect(await pieces()).toBe(0);
    expect(await worker().makeOne()).toBe(false);
  });

  it('is removed after a day, and a day later nobody remembers it', async () => {
    const { id } = await create();
    await worker().makeOne();
    now = new Date(now.getTime() + day);
    await worker().clean();
    expect(await pieces()).toBe(0);
    expect(await service.get({ id }, anna)).toMatchObject({ state: 'done', expired: true });
    await expect(service.file({ id }, anna)).rejects.toMatchObject({ code: 'reporting.export_expired' });
    now = new Date(now.getTime() + day);
    await worker().clean();
    await expect(service.get({ id }, anna)).rejects.toMatchObject({ code: 'reporting.not_found' });
  });

  it('is tried again after failures, later each time, and given up after the fifth', async () => {
    const { id } = await create();
    const broken = { file: () => Promise.reject(new Error('it broke')) } as unknown as ExportQueries;
    for (let tried = 0; tried < 5; tried++) {
      expect(await worker(broken).makeOne()).toBe(true);
      expect(await worker(broken).makeOne()).toBe(false);
      now = new Date(now.getTime() + 120_000);
    }
    const failed = await service.get({ id }, anna);
    expect(failed).toMatchObject({ state: 'failed', error: 'reporting.export_broken' });
    expect(await worker().makeOne()).toBe(false);
  });

  it('belongs to who asked for it, as long as they may see as much as then', async () => {
    const { id } = await create();
    await worker().makeOne();
    const other = viewer({ id: newId() });
    await expect(service.get({ id }, other)).rejects.toMatchObject({ code: 'reporting.not_found' });
    await expect(service.cancel({ id }, callOf(other))).rejects.toMatchObject({
      code: 'reporting.not_found',
    });
    expect((await service.list({}, other)).items).toEqual([]);
    const less = { ...anna, accessLevel: 'cs_agent' as const };
    await expect(service.file({ id }, less)).rejects.toMatchObject({ code: 'request.forbidden' });
    await expect(create(details, SYSTEM)).rejects.toMatchObject({ code: 'request.forbidden' });
    const affiliate = viewer({ id: newId(), accessLevel: 'affiliate', campaignIds: [] });
    await expect(create(details, affiliate)).rejects.toMatchObject({ code: 'request.forbidden' });
  });

  it('is one of twenty that wait at most; they are listed page by page, the newest first', async () => {
    const made: string[] = [];
    for (let at = 0; at < 20; at++) made.push((await create()).id);
    await expect(create()).rejects.toMatchObject({ code: 'reporting.too_many_exports' });
    const first = await service.list({ limit: 15 }, anna);
    const second = await service.list({ limit: 15, cursor: first.nextCursor }, anna);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made.reverse());
    await expect(service.list({ cursor: 'bm9uZQ' }, anna)).rejects.toMatchObject({
      code: 'request.cursor_invalid',
    });
    await service.cancel({ id: made[0] }, callOf());
    await create();
  });

  it('is asked for once under one idempotency key', async () => {
    const [first, again] = [
      await service.create(details, callOf(anna, 'k')),
      await service.create(details, callOf(anna, 'k')),
    ];
    expect(again.id).toBe(first.id);
    expect((await service.list({}, anna)).items).toHaveLength(1);
  });
});

async function collected(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

/** Exports that stop before their last chunk until they are told to go on. */
function stoppable(exports: ExportQueries): {
  exports: ExportQueries;
  reached: Promise<void>;
  goOn: () => void;
} {
  let goOn = (): void => undefined;
  let reach = (): void => undefined;
  const going = new Promise<void>((resolve) => (goOn = resolve));
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const file: ExportQueries['file'] = async (...asked) => {
    const made = await exports.file(...asked);
    const chunks = (async function* (): AsyncGenerator<Uint8Array, void> {
      for await (const chunk of made.chunks) {
        reach();
        await going;
        yield chunk;
      }
    })();
    return { ...made, chunks };
  };
  return { exports: { file } as ExportQueries, reached, goOn };
}
