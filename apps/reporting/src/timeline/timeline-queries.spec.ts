import { newId, type DaybookEvent } from '@daybook/contracts';
import { TestJournals } from '../testing/events';
import { ReportHarness, viewer } from '../testing/report-harness';

const customer = newId();
const campaignId = newId();

describe('the timeline', () => {
  let bench: ReportHarness;
  const journals = new TestJournals();
  const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;
  const orderId = newId();
  const events: DaybookEvent[] = [
    journals.next({
      type: 'billing.rebill.failed',
      time: at(3),
      context: { customerId: customer, campaignId, orderId, orderNumber: '1001' },
      attributes: { productName: 'Tea', orderId, processor: 'dibs', responseCode: '51' },
      about: { orderId },
    }),
    journals.next({
      type: 'customers.note.added',
      time: at(5),
      actor: { actortype: 'user', actorid: newId(), actorname: 'anna', actorlevel: 'cs_agent' },
      context: { customerId: customer },
      attributes: { noteId: newId() },
      personal: { text: 'Called back' },
    }),
    journals.next({
      type: 'customers.note.added',
      time: at(4),
      actor: { actortype: 'api', actorid: newId(), actorname: 'shop', actorlevel: 'api_user' },
      context: { customerId: customer },
      attributes: { noteId: newId() },
      personal: { text: 'From the shop' },
    }),
    journals.next({ type: 'customers.customer.created', time: at(1), context: { customerId: newId() } }),
  ];
  const list = (over: object = {}, who = viewer()) => bench.timeline.list({ id: customer, ...over }, who);

  beforeAll(async () => {
    bench = await ReportHarness.start();
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
      links: [{ what: 'order', id: orderId, path: `/api/v1/orders/${orderId}` }],
    });
  });

  it('says what happened in the language asked for, with what people typed as they typed it', async () => {
    const { items } = await list({ language: 'es' });
    expect(items.map(({ message }) => message)).toEqual([
      'Called back',
      'From the shop',
      'Recobro de Tea rechazado por dibs (51)',
    ]);
  });

  it('narrows by date, half-open, and by type, title or its other name', async () => {
    expect((await list({ from: at(3), to: at(5) })).items.map(({ time }) => time)).toEqual([at(4), at(3)]);
    expect((await list({ type: ['customers.note.added'] })).items).toHaveLength(2);
    expect((await list({ type: ['Subscription Billing Success Failed'] })).items).toHaveLength(1);
    expect((await list({ type: ['agent_note'] })).items).toHaveLength(2);
    await expect(list({ type: ['nothing.of.the.kind'] })).rejects.toMatchObject({
      code: 'request.malformed',
    });
    await expect(list({ from: at(5), to: at(3) })).rejects.toMatchObject({ code: 'reporting.range_invalid' });
  });

  it('narrows to an order, whose history the notes about the customer belong to', async () => {
    expect((await list({ orderId })).items.map(({ time }) => time)).toEqual([at(5), at(3)]);
    expect((await list({ orderId: newId() })).items.map(({ isNote }) => isNote)).toEqual([true]);
    const first = await list({ orderId, limit: 1 });
    await expect(list({ limit: 1, cursor: first.nextCursor })).rejects.toMatchObject({
      code: 'request.cursor_invalid',
    });
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

  it('pages through a hundred thousand items of one customer, with and without filters', async () => {
    const busy = newId();
    const reported = Array.from({ length: 2 }, (_, nth) =>
      journals.next({
        type: nth === 0 ? 'customers.note.added' : 'customers.address.changed',
        time: at(10 + nth),
        context: { customerId: busy },
        attributes: nth === 0 ? { noteId: newId() } : { fieldNames: ['city'] },
        personal: nth === 0 ? { text: 'One of very many' } : {},
      }),
    );
    await bench.bring(...reported);
    // As many again, each a minute before the other: 99,998 notes and one change of address.
    for (const table of ['activity', 'activity_body'] as const) await multiply(table, busy, 99_998);
    const asked = { id: busy, type: ['customers.note.added'], limit: 200 };
    let seen = 0;
    let last = 'z';
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await bench.timeline.list({ ...asked, cursor }, viewer());
      for (const { time } of page.items) {
        expect(time <= last).toBe(true);
        last = time;
      }
      seen += page.items.length;
      cursor = seen < 5_000 ? page.nextCursor : undefined;
    }
    expect(seen).toBe(5_000);
    const rare = await bench.timeline.list({ id: busy, type: ['Address Details Modified'] }, viewer());
    expect(rare.items).toHaveLength(1);
    const oldest = await bench.timeline.list({ id: busy, to: '2026-11-10T10:00:00Z', limit: 1 }, viewer());
    expect(oldest.items).toHaveLength(1);
  }, 120_000);

  /** Copies a customer's first row many times, each a second earlier. */
  async function multiply(table: 'activity' | 'activity_body', busy: string, times: number): Promise<void> {
    const columns = await bench.database.query<{ name: string }>(
      `select quote_ident(attname) as name from pg_attribute
        where attrelid = $1::regclass and attnum > 0 and attname not in ('id', 'occurred_at')`,
      [table],
    );
    const names = columns.map(({ name }) => name).join(', ');
    await bench.database.query(
      `insert into ${table} (id, occurred_at, ${names})
       select 1000000 + n, occurred_at - n * interval '1 second', ${names}
         from (select * from ${table} where customer_id = $1 order by occurred_at limit 1) one,
              generate_series(1, $2::integer) n`,
      [busy, times],
    );
  }

  it('answers as if a customer of other campaigns did not exist', async () => {
    const seller = (campaignIds: string[]) => viewer({ accessLevel: 'sales_rep', campaignIds });
    expect((await list({}, seller([campaignId]))).items).toHaveLength(3);
    await expect(list({}, seller([newId()]))).rejects.toMatchObject({ code: 'reporting.not_found' });
  });
});
