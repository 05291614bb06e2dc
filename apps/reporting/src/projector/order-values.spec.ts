import { newId, type DaybookEvent, type ReportQuery } from '@daybook/contracts';
import { DuckDbHarness } from '../testing/duckdb-harness';
import { TestJournals } from '../testing/events';
import { ReportHarness, viewer } from '../testing/report-harness';
import { valueOf } from '../testing/value-of';

describe("the values of an act's order", () => {
  let bench: ReportHarness;
  let columns: DuckDbHarness;
  let journals: TestJournals;
  const customerId = newId();
  const orderId = newId();

  beforeAll(async () => {
    bench = await ReportHarness.start();
  });
  beforeEach(() => {
    journals = new TestJournals();
    columns = new DuckDbHarness(bench);
  });
  afterEach(async () => {
    await columns.remove();
    await bench.empty();
  });
  afterAll(() => bench.stop());

  const at = (minute: number): string => new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString();
  const reported = (type: string, minute: number, source: string, country = 'US'): DaybookEvent =>
    journals.next({
      type,
      time: at(minute),
      context: { customerId, orderId, country, customFields: { Source: source } },
      attributes: type === 'billing.order.updated' ? { orderId, fieldNames: ['Source'] } : {},
    });
  const totals = async (query: Partial<ReportQuery>): Promise<Record<string, number>> => {
    const { items } = await bench.report.actions({ ...query }, viewer());
    return Object.fromEntries(items.map(({ action, total }) => [action, total]));
  };

  /** An order from TV that becomes one from the web, and acts of other services whose copy never hears of it. */
  function history(): { billing: DaybookEvent[]; others: DaybookEvent[] } {
    return {
      billing: [
        reported('billing.order.completed', 0, 'TV'),
        reported('billing.order.updated', 10, 'web', 'DE'),
        reported('billing.order.updated', 20, 'radio', 'DE'),
      ],
      others: [
        reported('fulfillment.fulfillment.accepted', 5, 'TV'),
        reported('fulfillment.fulfillment.shipped', 10, 'TV'),
        reported('customers.email.sent', 15, 'TV'),
        reported('cases.case.opened', 25, 'TV'),
        // Its clock is behind, or its copy ahead.
        reported('cases.case.noted', 4, 'radio'),
      ],
    };
  }

  async function mustBeRight(): Promise<void> {
    const field = (value: string): Promise<Record<string, number>> =>
      totals({ customField: { Source: [value] } });
    expect(await field('TV')).toEqual({ new_sale_success: 1, fulfillment_updated: 1, case_noted: 1 });
    expect(await field('web')).toEqual({ order_updated: 1, order_shipped: 1, autoresponder: 1 });
    expect(await field('radio')).toEqual({ order_updated: 1, case_opened: 1 });
    expect(await totals({ country: ['US'] })).toEqual(await field('TV'));
  }

  it('are those at its own time, not those of the copy that another service stamped', async () => {
    const { billing, others } = history();
    await bench.bring(...billing, ...others);
    await mustBeRight();
  });

  it('are the same in whatever order and by however many replicas it comes', async () => {
    const { billing, others } = history();
    await bench.bring(...others);
    await bench.bringAtOnce(billing.map((event) => [event]));
    await mustBeRight();
    await bench.empty();
    await bench.bringAtOnce([...others, ...billing].map((event) => [event]));
    await mustBeRight();
  });

  it('are corrected in the column store too, with the days that were rolled up', async () => {
    const { billing, others } = history();
    columns.start();
    await bench.bring(...others, billing[0]);
    await columns.caughtUp();
    await columns.rolledUp();
    await bench.bring(billing[2], billing[1]);
    const position = await columns.caughtUp();
    await columns.rolledUp();
    const [web] = await bench.database.query<{ key: number }>(
      `select key from dimension_member where dimension = 'custom_field' and value = '["Source","web"]'`,
    );
    const filter = {
      from: null,
      to: null,
      conditions: [{ column: 'custom_field_keys', many: true, keys: [web.key] }],
      notes: 'with',
      usersOnly: false,
    } as const;
    const types = (await valueOf(columns.store.actions(filter, position))).map(({ type }) => type).sort();
    expect(types).toEqual([
      'billing.order.updated',
      'customers.email.sent',
      'fulfillment.fulfillment.shipped',
    ]);
    await mustBeRight();
  });

  it('are what they were at its time of what billing itself tells late', async () => {
    const { billing } = history();
    const late = { ...reported('billing.rebill.succeeded', 5, 'web'), recordedtime: at(12) };
    await bench.bring(...billing, late);
    expect(await totals({ customField: { Source: ['TV'] } })).toEqual({
      new_sale_success: 1,
      rebill_success: 1,
    });
  });
});
