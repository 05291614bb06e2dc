import fc from 'fast-check';
import { asked, batchesOf, delivery, history } from '../testing/event-arbitraries';
import { ExpectedReport } from '../testing/expected-report';
import { ReportHarness, viewer } from '../testing/report-harness';

/** Random histories tried; more when the long tests run. */
const RUNS = process.env['DAYBOOK_FULL_TESTS'] === '1' ? 500 : 12;

describe('the report and a plain evaluation of the same events', () => {
  let bench: ReportHarness;

  beforeAll(async () => {
    bench = await ReportHarness.start();
  });
  afterAll(() => bench.stop());

  it('agree in every cell for any filter, however the events came', async () => {
    await fc.assert(
      fc.asyncProperty(
        history,
        delivery,
        fc.array(asked, { minLength: 3, maxLength: 6 }),
        async (events, how, questions) => {
          await bench.empty();
          for (const batch of batchesOf(events, how)) await bench.bring(...batch);
          for (const question of [{}, ...questions])
            await mustAgree(new ExpectedReport(events, question), question);
        },
      ),
      { numRuns: RUNS },
    );
  }, 300_000);

  async function mustAgree(plain: ExpectedReport, question: object): Promise<void> {
    const summary = await bench.report.actions({ ...question, distinct: true }, viewer());
    expect(Object.fromEntries(summary.items.map(({ action, total }) => [action, total]))).toEqual(
      plain.totals(),
    );

    const { customers, orders } = summary;
    const distinct = summary.items.map((row) => [
      row.action,
      { customers: row.customers, orders: row.orders },
    ]);
    expect({ ...Object.fromEntries(distinct), '': { customers, orders } }).toEqual(plain.distinct());

    const rows = await allDetails(question);
    const ids = plain.ids();
    expect(rows.map(({ dateCreated }) => dateCreated)).toEqual(ids.map((id) => id.split(' ')[0]));
    expect(
      rows
        .map(({ id, dateCreated }) => `${dateCreated} ${id}`)
        .sort()
        .reverse(),
    ).toEqual(ids);
    expect(summary.total).toBe(ids.length);
    for (const row of rows) expect(row.username).toBe(plain.usernameOf(row.id));

    const fields = await bench.report.customFields(question, viewer());
    const lines = fields.items.map(
      ({ username, userId, fieldName, fieldValue, total }) =>
        `${JSON.stringify([username, userId ?? null, fieldName, fieldValue])} ${total}`,
    );
    expect(lines.sort()).toEqual(plain.fields());
  }

  async function allDetails(question: object) {
    const rows = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await bench.report.details({ ...question, limit: 7, cursor }, viewer());
      rows.push(...page.items);
      cursor = page.nextCursor;
    }
    return rows;
  }
});
