import fc from 'fast-check';
import type { Money } from '@daybook/contracts';
import { asked, batchesOf, delivery, history } from '../testing/event-arbitraries';
import { ExpectedReport, tenThousandths, type Asked } from '../testing/expected-report';
import { ReportHarness, viewer } from '../testing/report-harness';

/** Random histories tried; more when the long tests run. */
const RUNS = process.env['DAYBOOK_FULL_TESTS'] === '1' ? 300 : 12;

/** Zones of whole, half and quarter hours, with and without summer time; one whose clocks move by half an hour. */
const zones = ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
const buckets = ['hour', 'day', 'week', 'month'] as const;

describe('the totals in parts and a plain evaluation of the same events', () => {
  let bench: ReportHarness;

  beforeAll(async () => {
    bench = await ReportHarness.start();
  });
  afterAll(() => bench.stop());

  it('agree over time, by dimension, in money and by user, whatever the filter and the zone', async () => {
    await fc.assert(
      fc.asyncProperty(
        history,
        delivery,
        fc.array(
          fc.record({ filter: asked, zone: fc.constantFrom(...zones), bucket: fc.constantFrom(...buckets) }),
          {
            minLength: 2,
            maxLength: 4,
          },
        ),
        async (events, how, questions) => {
          await bench.empty();
          for (const batch of batchesOf(events, how)) await bench.bring(...batch);
          for (const { filter, zone, bucket } of questions) {
            const plain = new ExpectedReport(events, filter);
            await seriesAgree(plain, { ...filter, timeZone: zone, bucket });
            for (const dimension of ['product', 'campaign', 'user', 'currency', 'action'])
              await rowsAgree(plain, dimension, filter);
            await moneyAgrees(plain, filter);
            await agentsAgree(plain, filter);
            await periodsBeforeAgree(events, { ...filter, timeZone: zone });
          }
        },
      ),
      { numRuns: RUNS },
    );
  }, 300_000);

  async function seriesAgree(
    plain: ExpectedReport,
    question: Asked & { timeZone: string; bucket: (typeof buckets)[number] },
  ): Promise<void> {
    const stepOf = stepNamer(question.timeZone, question.bucket);
    const { items, total } = await bench.breakdowns.series(question, viewer());
    const counted: Record<string, number> = {};
    for (const { start, total: of } of items)
      if (of > 0) counted[stepOf(start)] = (counted[stepOf(start)] ?? 0) + of;
    expect(counted).toEqual(plain.series(stepOf));
    expect(items.slice(1).map(({ start }) => start)).toEqual(items.slice(0, -1).map(({ end }) => end));
    expect(total).toBe(plain.ids().length);
    if (question['from'] !== undefined && items.length > 0)
      expect(Date.parse(items[0].start)).toBe(Date.parse(question['from'] as string));
  }

  async function rowsAgree(plain: ExpectedReport, dimension: string, question: Asked): Promise<void> {
    const { items, total } = await bench.breakdowns.by({ ...question, dimension }, viewer());
    expect(Object.fromEntries(items.map((row) => [String(row.value), row.total]))).toEqual(
      plain.by(dimension),
    );
    expect(total).toBe(plain.ids().length);
  }

  async function moneyAgrees(plain: ExpectedReport, question: Asked): Promise<void> {
    const { items } = await bench.report.actions(question, viewer());
    const moved = items.flatMap(({ action, amounts = [] }) =>
      amounts.map(({ amount, currency }) => [`${action} ${currency}`, tenThousandths(amount)]),
    );
    expect(Object.fromEntries(moved)).toEqual(plain.amounts());
  }

  async function agentsAgree(plain: ExpectedReport, question: Asked): Promise<void> {
    const { items } = await bench.breakdowns.agents(question, viewer());
    const reported = items.map(({ userId, username: _name, refunded, ...counts }) => [
      userId,
      { ...counts, refunded: byCurrency(refunded) },
    ]);
    expect(Object.fromEntries(reported)).toEqual(plain.agents());
  }

  async function periodsBeforeAgree(events: Parameters<typeof batchesOf>[0], question: Asked): Promise<void> {
    if (question['from'] === undefined || question['to'] === undefined) return;
    const answer = await bench.report.actions({ ...question, compare: 'previous' }, viewer());
    expect(Date.parse(answer.previousPeriod?.to ?? '')).toBe(Date.parse(question['from'] as string));
    const before = new ExpectedReport(events, { ...question, ...answer.previousPeriod });
    const reported = answer.items.filter(({ previous }) => previous !== 0);
    expect(Object.fromEntries(reported.map(({ action, previous }) => [action, previous]))).toEqual(
      before.totals(),
    );
    expect(answer.previous).toBe(before.ids().length);
  }
});

function byCurrency(refunded: readonly Money[]): Record<string, bigint> {
  return Object.fromEntries(
    refunded.map(({ amount, currency }) => [`refunded ${currency}`, tenThousandths(amount)]),
  );
}

/** Names the hour, day, week or month that a moment lies in, by the clocks of a zone and nothing of the report's own. */
function stepNamer(timeZone: string, bucket: (typeof buckets)[number]): (time: string) => string {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    timeZoneName: 'longOffset',
  });
  return (time) => {
    const parts = Object.fromEntries(
      clock.formatToParts(new Date(time)).map(({ type, value }) => [type, value]),
    );
    const day = `${parts['year']}-${parts['month']}-${parts['day']}`;
    if (bucket === 'month') return day.slice(0, 7);
    if (bucket === 'day') return day;
    if (bucket === 'hour') return `${day} ${parts['hour']} ${parts['timeZoneName']}`;
    const monday = new Date(`${day}T12:00:00Z`);
    monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7));
    return monday.toISOString().slice(0, 10);
  };
}
