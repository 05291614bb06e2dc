import { newId, type DaybookEvent } from '@daybook/contracts';
import { Journals } from '../testing/events';
import { ReportBench, viewer } from '../testing/report-bench';

const customer = newId();
const campaignId = newId();

describe('the timeline', () => {
  let bench: ReportBench;
  const journals = new Journals();
  const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;
  const orderId = newId();
  const events: DaybookEvent[] = [
    journals.tell({
      type: 'billing.rebill.failed',
      time: at(3),
      context: { customerId: customer, campaignId, orderId, orderNumber: '1001' },
      attributes: { productName: 'Tea', orderId, processor: 'dibs', responseCode: '51' },
      about: { orderId },
    }),
    journals.tell({
      type: 'customers.note.added',
      time: at(5),
      actor: { actortype: 'user', actorid: newId(), actorname: 'anna', actorlevel: 'cs_agent' },
      context: { customerId: customer },
      attributes: { noteId: newId() },
      personal: { text: 'Called back' },
    }),
    journals.tell({
      type: 'customers.note.added',
      time: at(4),
      actor: { actortype: 'api', actorid: newId(), actorname: 'shop', actorlevel: 'api_user' },
      context: { customerId: customer },
      attributes: { noteId: newId() },
      personal: { text: 'From the shop' },
    }),
    journals.tell({ type: 'customers.customer.created', time: at(1), context: { customerId: newId() } }),
  ];
  const list = (over: object = {}, who = viewer()) => bench.timeline.list({ id: customer, ...over }, who);

  beforeAll(async () => {
    bench = await ReportBench.start();
    await bench.bring(...events);
  });
  afterAll(() => bench.stop());

  it('lists one customer newest first, with every attribute, and System for all but users', async () => {
    const { items } = await list();
    expect(items.map(({ time, actor, isNote, message }) => [time, actor, isNote, message])).toEqual([
      [at(5), 'anna', true, 'Called back'],
      [at(4), 'System', false, 'From the shop'],
      [at(3), 'System', false, expect.stringContaining('Tea')],
    ]);
    expect(items[2]).toMatchObject({
      title: 'Subscription Billing Failed',
      attributes: { productName: 'Tea', orderId, processor: 'dibs', responseCode: '51' },
      about: { orderId, orderNumber: '1001' },
    });
  });

  it('narrows by date, half-open, and by type, title or its other name', async () => {
    expect((await list({ from: at(3), to: at(5) })).items.map(({ time }) => time)).toEqual([at(4), at(3)]);
    expect((await list({ type: ['customers.note.added'] })).items).toHaveLength(2);
    expect((await list({ type: ['Subscription Billing Success Failed'] })).items).toHaveLength(1);
    expect((await list({ type: ['nothing.of.the.kind'] })).items).toEqual([]);
    await expect(list({ from: at(5), to: at(3) })).rejects.toMatchObject({ code: 'reporting.range_invalid' });
  });

  it('pages by cursor', async () => {
    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, cursor: first.nextCursor });
    expect([...first.items, ...second.items]).toHaveLength(3);
    expect(second.nextCursor).toBeUndefined();
    const ofAnother = list({ limit: 2, cursor: first.nextCursor, type: ['Agent Note'] });
    await expect(ofAnother).rejects.toMatchObject({ code: 'request.cursor_invalid' });
    await expect(list({ cursor: 'WyJvdGhlciJd' })).rejects.toMatchObject({ code: 'request.cursor_invalid' });
  });

  it('answers as if a customer of other campaigns did not exist', async () => {
    const seller = (campaignIds: string[]) => viewer({ accessLevel: 'sales_rep', campaignIds });
    expect((await list({}, seller([campaignId]))).items).toHaveLength(3);
    await expect(list({}, seller([newId()]))).rejects.toMatchObject({ code: 'reporting.not_found' });
  });
});
