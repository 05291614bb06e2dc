import { catalog, newId } from '@daybook/contracts';
import { TestJournals } from '../testing/events';
import { ReportHarness, viewer } from '../testing/report-harness';

const customer = newId();

describe('an event whose type the catalog does not know', () => {
  let bench: ReportHarness;
  const journals = new TestJournals();
  const reported = journals.next({
    type: 'cases.case.opened',
    time: '2026-11-20T10:00:00.000Z',
    context: { customerId: customer },
    attributes: { caseId: newId(), caseNumber: '17', channel: 'internal' },
    personal: { subject: 'Where is it?' },
    about: { caseId: 'some-case' },
  });
  const timeline = async (over: object) =>
    (await bench.timeline.list({ id: customer, ...over }, viewer())).items;

  beforeAll(async () => {
    bench = await ReportHarness.start();
    await bench.empty({ catalog: catalog.without('cases.case.opened') });
    await bench.bring(reported, reported);
    await bench.bring(reported);
  });
  afterAll(() => bench.stop());

  it('stands whole in the legacy timeline, which dates and types do not narrow', async () => {
    const items = await timeline({
      legacy: true,
      from: '2027-01-01T00:00:00Z',
      type: ['customers.note.added'],
    });
    expect(items).toMatchObject([
      {
        id: reported.id,
        type: 'cases.case.opened',
        title: 'cases.case.opened',
        attributes: { ...reported.data.attributes, subject: 'Where is it?' },
        about: { caseId: 'some-case' },
        time: '2026-11-20T10:00:00.000Z',
      },
    ]);
    expect(await timeline({})).toEqual([]);
  });

  it('leaves nothing missing', async () => {
    bench.announceAll([reported]);
    expect((await bench.report.completeness()).state).toBe('complete');
  });

  it('moves into the ordinary timeline and the report, once, when the catalog learns it', async () => {
    expect(await bench.restart({})).toBe(1);
    expect(await bench.restart({})).toBe(0);
    expect(await timeline({ legacy: true })).toEqual([]);
    expect(await timeline({ type: ['Case Opened'] })).toMatchObject([
      { id: reported.id, title: 'Case Opened', message: 'Case 17 opened: Where is it?', actor: 'System' },
    ]);
    await bench.bring(reported);
    expect((await bench.report.actions({}, viewer())).items).toMatchObject([
      { action: 'case_opened', total: 1 },
    ]);
  });
});

describe('what an engine said under a type that nobody knew', () => {
  let bench: ReportHarness;
  const journals = new TestJournals();
  const key = 'billing.card.updated';
  const unreadEvent = (personal: object) => {
    const event = journals.next({
      type: key,
      context: { customerId: customer },
      attributes: {},
      personal: { ...personal },
    });
    event.data.unread = true;
    return event;
  };
  const fitting = unreadEvent({ paymentMethod: 'Card ending in 4242', purchaseId: newId(), friend: 'Ann' });
  const others = [unreadEvent({ paymentMethod: 42 }), unreadEvent({})];
  const listed = async (legacy: boolean) =>
    (await bench.timeline.list({ id: customer, legacy }, viewer())).items;

  beforeAll(async () => {
    bench = await ReportHarness.start();
    await bench.empty({ catalog: catalog.without(key) });
    await bench.bring(fitting, ...others);
  });
  afterAll(() => bench.stop());

  it('stands whole in the legacy timeline', async () => {
    expect((await listed(true)).map(({ attributes }) => attributes)).toEqual(
      expect.arrayContaining([fitting.data.personal, { paymentMethod: 42 }, {}]),
    );
  });

  it('moves into the ordinary one as far as it fits what the catalog learns, however often that is tried', async () => {
    expect(await bench.restart({})).toBe(1);
    expect(await bench.restart({})).toBe(0);
    expect(await listed(false)).toMatchObject([
      { id: fitting.id, attributes: { paymentMethod: 'Card ending in 4242' } },
    ]);
    expect(await listed(true)).toHaveLength(2);
  });

  it('is read in the same way when the report is made anew', async () => {
    await bench.empty({});
    await bench.bring(fitting, ...others);
    expect(await listed(false)).toHaveLength(1);
    expect(await listed(true)).toHaveLength(2);
  });
});
