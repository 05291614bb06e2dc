import { newId, type LiveQuery } from '@daybook/contracts';
import { TestJournals } from '../testing/events';
import { ReportHarness, viewer } from '../testing/report-harness';
import { LiveQueries } from './live.queries';

describe('following the report', () => {
  let bench: ReportHarness;
  const journals = new TestJournals();
  const campaignId = newId();
  const sale = (campaign = campaignId) =>
    journals.next({
      type: 'billing.order.partial_saved',
      context: { customerId: newId(), campaignId: campaign },
    });

  beforeAll(async () => {
    bench = await ReportHarness.start();
    await bench.bring(sale());
  });
  afterAll(() => bench.stop());

  const follow = async (query: LiveQuery, pace: object = {}, who = viewer()) => {
    const live = new LiveQueries(bench.sources, { interval: 20, heartbeat: 60_000, life: 60_000, ...pace });
    const { chunks, contentType } = await live.follow(query, who);
    expect(contentType).toContain('text/event-stream');
    const iterator = chunks[Symbol.asyncIterator]();
    return {
      next: async (): Promise<string | null> => {
        const { value, done } = await iterator.next();
        return done === true ? null : Buffer.from(value).toString();
      },
      stop: () => iterator.return?.(),
    };
  };
  const dataOf = (event: string | null): unknown =>
    JSON.parse(/^data: (.*)$/m.exec(event ?? '')?.[1] ?? 'null');

  it('tells where the report stands, then what came in of the filter since', async () => {
    const news = await follow({ campaignId: [campaignId] });
    expect(dataOf(await news.next())).toMatchObject({ position: 1, changed: [] });
    await bench.bring(sale(), sale(), sale(newId()));
    const event = await news.next();
    expect(event).toMatch(/^event: position\nid: 4\ndata: .*\n\n$/);
    expect(dataOf(event)).toMatchObject({
      position: 4,
      changed: [{ action: 'partial', added: 2 }],
      completeness: { position: 4 },
    });
    await news.stop();
  });

  it('shows an affiliate what came in of its campaigns only', async () => {
    const other = newId();
    const affiliate = viewer({ accessLevel: 'affiliate', campaignIds: [other] });
    const news = await follow({}, {}, affiliate);
    await news.next();
    await bench.bring(sale(), sale(other));
    expect(dataOf(await news.next())).toMatchObject({ changed: [{ action: 'partial', added: 1 }] });
    await news.stop();
  });

  it('says by comments that it is still there, and ends after its time', async () => {
    const news = await follow({}, { heartbeat: 100, life: 1_000 });
    await news.next();
    expect(await news.next()).toBe(': still here\n\n');
    let last: string | null = '';
    for (let reported = 0; last !== null && reported < 20; reported += 1) last = await news.next();
    expect(last).toBeNull();
  });

  it('refuses a filter that cannot be asked with before the first byte', async () => {
    await expect(follow({ preset: 'today', from: '2026-11-01T00:00:00Z' })).rejects.toMatchObject({
      code: 'reporting.range_invalid',
    });
  });
});
