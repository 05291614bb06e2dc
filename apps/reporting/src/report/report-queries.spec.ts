import { filter, newId, reportFilters, type DaybookEvent } from '@daybook/contracts';
import { TestJournals } from '../testing/events';
import { ReportHarness, viewer } from '../testing/report-harness';
import { ReportQueries } from './report.queries';
import type { ReportStore } from '../store/model/report-store';
import { ReportSources } from './report-sources';

const anna = newId();
const customer = newId();
const asAnna = { actortype: 'user', actorid: anna, actorname: 'anna', actorlevel: 'cs_agent' } as const;

describe('the report', () => {
  let bench: ReportHarness;
  let journals: TestJournals;

  beforeAll(async () => {
    bench = await ReportHarness.start();
  });
  afterAll(() => bench.stop());
  beforeEach(async () => {
    journals = new TestJournals();
    await bench.empty();
  });

  const note = (text: string, time?: string): DaybookEvent =>
    journals.next({
      type: 'customers.note.added',
      actor: asAnna,
      context: { customerId: customer },
      personal: { text },
      attributes: { noteId: newId() },
      time,
    });

  it('counts an event once, however often and in whatever batches it comes', async () => {
    const events = [note('one'), note('two'), note('three')];
    await bench.bring(...events, ...events);
    await bench.bring(events[1]);
    const { items, total } = await bench.report.actions({}, viewer());
    expect(items).toEqual([{ action: 'agent_note', label: 'Agent Note', total: 3 }]);
    expect(total).toBe(3);
  });

  it('shows the note, its customer by the current name and its author by the current name', async () => {
    await bench.bring(
      note('Wants a call'),
      journals.next({
        type: 'customers.customer.created',
        context: { customerId: customer },
        personal: { name: 'Eva Old' },
      }),
      journals.next({
        type: 'customers.customer.updated',
        context: { customerId: customer },
        personal: { name: 'Eva New' },
        attributes: { fieldNames: ['name'] },
      }),
      journals.next({
        type: 'gateway.user.changed',
        attributes: { id: anna, name: 'anna.b', retired: false },
      }),
    );
    const { items } = await bench.report.details({ action: ['agent_note'] }, viewer());
    expect(items).toMatchObject([
      {
        username: 'anna.b',
        customer: { id: customer, name: 'Eva New' },
        action: 'agent_note',
        label: 'Agent Note',
        message: 'Wants a call',
        accessLevel: 'cs_agent',
        isNote: true,
        dateCreated: '2026-11-20T10:00:00.000Z',
      },
    ]);
  });

  it('ends with the same names in whatever order they come', async () => {
    const campaignId = newId();
    const [first, second] = ['Spring', 'Spring sale'].map((name) =>
      journals.next({
        type: 'billing.campaign.changed',
        attributes: { id: campaignId, name, retired: name !== 'Spring' },
      }),
    ) as [DaybookEvent, DaybookEvent];
    await bench.bring(second);
    await bench.bring(first);
    await bench.bring(
      journals.next({ type: 'billing.order.partial_saved', context: { customerId: customer, campaignId } }),
    );
    const { items } = await bench.filterValues.list(viewer());
    expect(items.find(({ parameter }) => parameter === 'campaignId')?.values).toEqual([
      { value: campaignId, label: 'Spring sale', retired: true, occurs: true },
      { value: 'none', label: 'No Campaign', retired: false, occurs: true },
    ]);
  });

  it('names to who is kept to campaigns what occurs there, and nothing of others', async () => {
    const things = ['campaign', 'campaign_category', 'product', 'call_center'];
    const shop = (): Record<string, string> => Object.fromEntries(things.map((thing) => [thing, newId()]));
    const [ours, theirs] = [shop(), shop()];
    for (const [mark, ids] of Object.entries({ ours, theirs }))
      for (const thing of things)
        await bench.bring(
          journals.next({
            type: `billing.${thing}.changed`,
            attributes: { id: ids[thing], name: `${thing} of ${mark}`, retired: false },
          }),
        );
    const ordered = ({
      campaign,
      campaign_category,
      product,
      call_center,
    }: Record<string, string>): DaybookEvent =>
      journals.next({
        type: 'billing.order.partial_saved',
        context: {
          customerId: customer,
          campaignId: campaign,
          campaignCategoryId: campaign_category,
          productIds: [product ?? ''],
          callCenterId: call_center,
          country: campaign === ours.campaign ? 'US' : 'NP',
        },
      });
    await bench.bring(ordered(ours), ordered(theirs));
    for (const over of [
      { accessLevel: 'affiliate' as const },
      { accessLevel: 'cs_admin' as const },
      { accessLevel: 'finance' as const },
    ]) {
      const kept = viewer({ ...over, campaignIds: [ours.campaign ?? ''] });
      const said = JSON.stringify(await bench.filterValues.list(kept));
      for (const thing of things) expect(said).toContain(`${thing} of ours`);
      expect(said).not.toContain('of theirs');
      expect([said.includes('"US"'), said.includes('"NP"')]).toEqual([true, false]);
    }
    expect(JSON.stringify(await bench.filterValues.list(viewer()))).toContain('campaign_category of theirs');
  });

  it('pages the details of a total at the position of its first page, while more arrives', async () => {
    const before = Array.from({ length: 7 }, (_, at) =>
      note(`note ${at}`, `2026-11-20T10:00:0${at % 3}.000Z`),
    );
    await bench.bring(...before);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await bench.report.details({ preset: 'last_7_days', limit: 3, cursor }, viewer());
      expect(page.total).toBe(7);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      await bench.bring(note('came meanwhile', '2026-11-20T10:00:01.000Z'));
      bench.now = new Date('2027-03-01T00:00:00Z');
    } while (cursor !== undefined);
    bench.now = new Date('2026-11-21T12:00:00Z');
    expect(new Set(seen)).toEqual(new Set(before.map(({ id }) => id)));
    expect(seen).toHaveLength(7);
  });

  it('refuses a cursor from another filter, another viewer or another list', async () => {
    await bench.bring(note('one'), note('two'));
    const { nextCursor: cursor } = await bench.report.details({ limit: 1 }, viewer());
    const refusal = { code: 'reporting.cursor_of_another_filter' };
    await expect(
      bench.report.details({ limit: 1, cursor, action: ['void'] }, viewer()),
    ).rejects.toMatchObject(refusal);
    const agent = viewer({ accessLevel: 'cs_agent', id: anna });
    await expect(bench.report.details({ limit: 1, cursor }, agent)).rejects.toMatchObject(refusal);
    await expect(bench.report.details({ cursor: 'bm9uZQ' }, viewer())).rejects.toMatchObject({
      code: 'request.cursor_invalid',
    });
  });

  it.each([
    ['the fingerprint is none', 1, 'none'],
    ['an end of the period is no moment', 2, 'November 2026'],
    ['an end of the period is a day that no calendar has', 3, '2026-02-30T00:00:00Z'],
    ['the position is not whole', 4, 1.5],
    ['the position is one that none has reached', 4, 9_000_000],
    ['the total is negative', 5, -1],
    ['the moment lies in no year', 6, '-999999999999999999'],
    ['the moment is a number', 6, 1],
    ['the number is a text', 7, '1'],
    ['there is one value more', 8, 1],
  ])('refuses a cursor in which %s', async (_what, at, value) => {
    await bench.bring(note('one'), note('two'));
    const { nextCursor } = await bench.report.details({ limit: 1 }, viewer());
    const values = JSON.parse(Buffer.from(nextCursor as string, 'base64url').toString()) as unknown[];
    values[at] = value;
    const cursor = Buffer.from(JSON.stringify(values)).toString('base64url');
    await expect(bench.report.details({ limit: 1, cursor }, viewer())).rejects.toMatchObject({
      code: 'request.cursor_invalid',
    });
  });

  it('shows agents their own actions and affiliates those of their campaigns', async () => {
    const campaignId = newId();
    await bench.bring(
      note('mine'),
      journals.next({ type: 'billing.order.partial_saved', context: { customerId: customer, campaignId } }),
      journals.next({
        type: 'billing.order.partial_saved',
        context: { customerId: customer, campaignId: newId() },
      }),
    );
    const total = async (over: Parameters<typeof viewer>[0]) =>
      (await bench.report.actions({}, viewer(over))).total;
    expect(await total({ accessLevel: 'cs_agent', id: anna })).toBe(1);
    expect(await total({ accessLevel: 'sales_rep', id: newId(), campaignIds: [campaignId] })).toBe(0);
    expect(await total({ accessLevel: 'affiliate', campaignIds: [campaignId] })).toBe(1);
    expect(await total({ accessLevel: 'affiliate', campaignIds: [] })).toBe(0);
    expect(await total({ accessLevel: 'affiliate', campaignIds: null })).toBe(0);
    expect(await total({ accessLevel: 'finance' })).toBe(3);
  });

  it('waits for a demanded position and says when it is not reached', async () => {
    await bench.bring(note('one'));
    const { completeness } = await bench.report.actions({}, viewer());
    const later = bench.report.actions({ minPosition: completeness.position + 1 }, viewer());
    await bench.bring(note('two'));
    expect((await later).total).toBe(2);
    await expect(bench.report.actions({ minPosition: 1_000_000 }, viewer())).rejects.toMatchObject({
      code: 'reporting.position_not_reached',
    });
  });

  it('takes a filter that is only an entry in the list, for the actions before it too', async () => {
    const filters = [
      ...reportFilters,
      filter({
        parameter: 'orderNumber',
        label: 'Order Number',
        kind: 'codes',
        control: 'multi-select',
        description: 'The order.',
        dimension: {
          name: 'order_number',
          several: false,
          values: ({ data }) => (data.context.orderNumber === undefined ? [] : [data.context.orderNumber]),
        },
      }),
    ];
    const of = (orderNumber: string): DaybookEvent =>
      journals.next({ type: 'billing.order.partial_saved', context: { customerId: customer, orderNumber } });
    await bench.bring(of('1001'), of('1002'), note('of no order'));
    await bench.restart({ filters });
    await bench.bring(of('1001'));
    const asked = { orderNumber: ['1001'] } as object;
    expect((await bench.report.actions(asked, viewer())).total).toBe(2);
  });

  it('erases what is personal of an anonymised customer, of late events too', async () => {
    const late = note('late and personal');
    await bench.bring(
      note('personal'),
      journals.next({
        type: 'customers.customer.created',
        context: { customerId: customer },
        personal: { name: 'Eva' },
      }),
    );
    await bench.bring(
      journals.next({ type: 'customers.customer.anonymised', context: { customerId: customer } }),
    );
    await bench.bring(late);
    const { items } = await bench.report.details({ action: ['agent_note'] }, viewer());
    expect(items.map(({ message, customer: shown }) => [message, shown?.name])).toEqual([
      ['–', ''],
      ['–', ''],
    ]);
    const stored = await bench.database.query<{ text: string }>(
      'select personal::text as text from activity_body',
    );
    expect(stored.every(({ text }) => text === '{}')).toBe(true);
  });

  it('asks anew where a store, or its newest position, was taken for what it is no more', async () => {
    await bench.bring(note('one'));
    const { position } = (await bench.report.actions({}, viewer())).completeness;
    const [row] = await bench.database.query<{ store: number }>('select store from report_position');
    const store = Number(row?.store);
    await bench.bring(note('two'));
    for (const [ready, total] of [
      [{ position, store: store - 1, streaming: false }, 2],
      [{ position, store, streaming: false }, 2],
      // So many are coming that the newest is not waited for.
      [{ position, store, streaming: true }, 1],
    ] as const) {
      const hoping = Object.create(bench.parts.store, { ready: { value: () => ready } }) as ReportStore;
      const report = new ReportQueries(new ReportSources({ ...bench.parts, store: hoping }));
      await expect(report.actions({}, viewer())).resolves.toMatchObject({ total });
    }
  });
});
