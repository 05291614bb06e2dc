import { newId, type DaybookEvent } from '@daybook/contracts';
import { TestJournals } from '../testing/events';
import { ReportHarness, viewer } from '../testing/report-harness';

describe('several replicas at once', () => {
  let bench: ReportHarness;
  const journals = new TestJournals();

  beforeAll(async () => {
    bench = await ReportHarness.start();
  });
  afterAll(() => bench.stop());

  it('count each event once and number the rows without a gap, though all meet new names, months and customers', async () => {
    const users = Array.from({ length: 3 }, newId);
    const customers = Array.from({ length: 3 }, newId);
    const types = [
      'customers.customer.updated',
      'billing.order.partial_saved',
      'cases.case.noted',
      'billing.trial.skipped',
    ];
    const events: DaybookEvent[] = Array.from({ length: 400 }, (_, at) =>
      journals.next({
        type: types[at % types.length],
        time: new Date(Date.UTC(2026, at % 9, 2)).toISOString(),
        actor: { actortype: 'user', actorid: users[at % 3], actorname: 'anna', actorlevel: 'cs_agent' },
        context: { customerId: customers[(at >> 2) % 3], productIds: [newId()] },
        personal: { name: `Name ${at}` },
      }),
    );
    // Four replicas; each gets its own part and its neighbour's.
    const parts = [0, 1, 2, 3].map((part) => events.slice(part * 100, part * 100 + 100));
    await bench.bringAtOnce(parts.map((part, at) => [...part, ...parts[(at + 1) % 4]]));

    bench.announceAll(events);
    const report = await bench.report.actions({}, viewer());
    expect(report.total).toBe(events.length);
    expect(report.completeness.state).toBe('complete');
    const [rows] = await bench.database.query<{ count: string; first: string; last: string }>(
      'select count(distinct id), min(id) as first, max(id) as last from activity',
    );
    const { position } = report.completeness;
    expect(rows).toEqual({ count: '400', first: String(position - 399), last: String(position) });
    const keys = await bench.database.query(
      'select from dimension_member group by dimension, value having count(*) > 1',
    );
    expect(keys).toEqual([]);
  });
});
