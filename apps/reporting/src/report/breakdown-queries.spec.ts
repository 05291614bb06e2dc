import { newId, type DaybookEvent } from '@daybook/contracts';
import { TestJournals } from '../testing/events';
import { ReportHarness, viewer } from '../testing/report-harness';

const anna = newId();
const campaignId = newId();
const asAnna = { actortype: 'user', actorid: anna, actorname: 'anna', actorlevel: 'cs_agent' } as const;

describe('the totals in parts', () => {
  let bench: ReportHarness;
  const journals = new TestJournals();
  const emit = (type: string, more: Partial<Parameters<TestJournals['next']>[0]> = {}): DaybookEvent =>
    journals.next({ type, context: { customerId: newId(), campaignId }, ...more });
  const refund = (amount: string, currency: string): DaybookEvent =>
    emit('billing.refund.succeeded', { actor: asAnna, attributes: { amount: { amount, currency } } });

  beforeAll(async () => {
    bench = await ReportHarness.start();
    await bench.bring(
      refund('10.10', 'USD'),
      refund('0.20', 'USD'),
      refund('5', 'JPY'),
      emit('cases.case.resolved', { actor: asAnna }),
      emit('billing.rebill.failed', { time: '2026-11-19T10:00:00.000Z' }),
      // Wanted, but not moved.
      emit('billing.refund.failed', { attributes: { attemptedAmount: { amount: '9.00', currency: 'USD' } } }),
    );
  });
  afterAll(() => bench.stop());

  const refunded = [
    { amount: '5', currency: 'JPY' },
    { amount: '10.30', currency: 'USD' },
  ];

  it('never add different currencies, and tell money only where it moved', async () => {
    const { items } = await bench.report.actions({}, viewer());
    const row = (of: string) => items.find(({ action }) => action === of);
    expect(row('refunded')).toMatchObject({ total: 3, money: 'out', amounts: refunded });
    expect(row('refund_failed')).not.toHaveProperty('amounts');
  });

  it('have the amounts of rows that were there before amounts were kept', async () => {
    await bench.database.query('update activity set amount = null, amount_currency = null');
    await bench.database.query('delete from money_type');
    await bench.restart({});
    const { items } = await bench.report.actions({ action: ['refunded'] }, viewer());
    expect(items[0]?.amounts).toEqual(refunded);
  });

  it('tell of a user what a manager asks for', async () => {
    const { items, completeness } = await bench.breakdowns.agents({}, viewer());
    expect(items).toEqual([
      {
        userId: anna,
        username: 'anna',
        notes: 0,
        saves: 0,
        cancels: 0,
        refunds: 3,
        reships: 0,
        casesResolved: 1,
        refunded,
        total: 4,
      },
    ]);
    expect(completeness.position).toBe(6);
  });

  it('show an agent nobody but the agent', async () => {
    const other = viewer({ accessLevel: 'cs_agent', id: newId() });
    expect((await bench.breakdowns.agents({}, other)).items).toEqual([]);
    const self = viewer({ accessLevel: 'cs_agent', id: anna });
    expect((await bench.breakdowns.by({ dimension: 'user' }, self)).items).toMatchObject([{ value: anna }]);
    expect((await bench.breakdowns.series({ bucket: 'day' }, self)).total).toBe(4);
  });

  it('show an affiliate the totals of its campaigns, and nothing by user', async () => {
    const affiliate = viewer({ accessLevel: 'affiliate', campaignIds: [campaignId] });
    expect((await bench.breakdowns.by({ dimension: 'campaign' }, affiliate)).total).toBe(6);
    const stranger = viewer({ accessLevel: 'affiliate', campaignIds: [newId()] });
    expect((await bench.breakdowns.by({ dimension: 'campaign' }, stranger)).total).toBe(0);
    await expect(bench.breakdowns.by({ dimension: 'user' }, affiliate)).rejects.toMatchObject({
      code: 'request.forbidden',
    });
  });

  it('stand beside those of the period before, those that are gone included', async () => {
    const day = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z', compare: 'previous' as const };
    const { items, previous, total } = await bench.breakdowns.by({ ...day, dimension: 'action' }, viewer());
    expect([total, previous]).toEqual([5, 1]);
    expect(items.at(-1)).toEqual({ value: 'rebill_failed', label: 'Rebill Failed', total: 0, previous: 1 });
    const series = await bench.breakdowns.series({ ...day, bucket: 'hour' }, viewer());
    expect(series.items).toHaveLength(24);
    expect(series.previous?.items.filter((step) => step.total > 0)).toMatchObject([
      { start: '2026-11-19T10:00:00.000Z', total: 1 },
    ]);
  });

  it('say when rows are left out', async () => {
    const { items, truncated } = await bench.breakdowns.by({ dimension: 'action', limit: 2 }, viewer());
    expect([items.length, truncated]).toEqual([2, true]);
    expect(items[0]).toEqual({ value: 'refunded', label: 'Refunded', total: 3 });
  });
});
