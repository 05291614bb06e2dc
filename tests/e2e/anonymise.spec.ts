import { randomUUID } from 'node:crypto';
import type { AnonymisationView, CaseDetailView, CustomerView, OrderView } from '@daybook/contracts';
import { eventually, startSystemForTests, type TestSystem } from '@daybook/testing';
import { Client } from 'pg';
import { Seller } from './seller';

const services = ['gateway', 'customers', 'billing', 'fulfillment', 'cases', 'reporting'] as const;

describe('A customer who is anonymised', () => {
  const mark = randomUUID().slice(0, 8);
  const name = `Zaphod${mark} Quuxington${mark}`;
  const mailbox = `zaphod.${mark}@quux${mark}.example`;
  const phone = `+1415555${String(2000 + (parseInt(mark.slice(0, 3), 16) % 7999)).padStart(4, '0')}`;
  const words = [`zaphod${mark}`, `quuxington${mark}`, `quux${mark}`, phone.slice(1)];
  let system: TestSystem;
  let seller: Seller;
  let customer: CustomerView;
  let order: OrderView;
  let totals: Record<string, number>;

  /** The tables in which any of the words stands, by service. */
  async function tablesWith(sought: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const service of services) {
      const client = new Client({ connectionString: system.databaseUrl(service) });
      await client.connect();
      try {
        const { rows: tables } = await client.query<{ name: string }>(
          `select c.oid::regclass::text as name from pg_class c
           where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
        );
        for (const table of tables) {
          // Bytes are read as the text that they were.
          const { rows } = await client.query<{ text: string }>(
            `select lower(coalesce(encode(convert_to(t::text, 'UTF8'), 'escape'), '')) as text from ${table.name} t`,
          );
          const texts = rows.map(({ text }) => text + fromHex(text));
          if (texts.some((text) => sought.some((word) => text.includes(word))))
            found.push(`${service}: ${table.name}`);
        }
      } finally {
        await client.end();
      }
    }
    return found.sort();
  }

  /** What PostgreSQL writes as \x…: the bytes of a column that holds a message as it came. */
  function fromHex(text: string): string {
    return [...text.matchAll(/\\x((?:[0-9a-f]{2})+)/g)]
      .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('utf8').toLowerCase())
      .join(' ');
  }

  beforeAll(async () => {
    system = await startSystemForTests({ durable: false });
    seller = await Seller.setUp(system, { captureAt: 'sale' });
    const { admin } = seller;
    customer = await admin.post<CustomerView>(
      '/customers',
      {
        name,
        emails: [{ address: mailbox }],
        phones: [{ number: phone }],
        addresses: [
          { purpose: 'shipping', recipient: name, line1: `1 ${name} St`, city: 'Springfield', country: 'US' },
        ],
        tags: [`friend of ${name}`.slice(0, 50)],
      },
      randomUUID(),
    );
    const path = `/customers/${customer.id}`;
    await admin.post(`${path}/notes`, { text: `${name} called from ${phone}` }, randomUUID());
    await admin.post(`${path}/sms`, { text: `Dear ${name}` });
    await admin.post(`${path}/calls`, {});
    order = await admin.post<OrderView>(
      '/orders',
      {
        ...seller.orderOf(customer),
        shippingAddress: {
          recipient: name,
          line1: `1 ${name} St`,
          city: 'Springfield',
          postalCode: '12345',
          country: 'US',
        },
        customer: { name, email: mailbox, phone, ip: '203.0.113.9' },
      },
      randomUUID(),
    );
    const parcel = await seller.fulfillmentOf(order.id);
    await seller.housePosts(parcel.id, {
      type: 'fulfillment.address_hold',
      data: { reason: `${name} has moved` },
    });
    // Frozen, not held: that can be done after it was sent to the house, too; not while it is being sent.
    await eventually('the parcel is frozen', () =>
      admin.post(`/fulfillments/${parcel.id}/freeze`, { reason: `${name} is away` }).then(() => true),
    );
    const purchase = await seller.purchaseOf(customer.id);
    await seller.publish('rebill.succeeded', { ...seller.rebill(purchase.id), customer: { name, mailbox } });
    await seller.publish('rebill.failed', { purchaseId: purchase.id, who: name });
    await seller.publish('rebill.succeeded', {
      ...seller.rebill(randomUUID()),
      processor: name.slice(0, 40),
    });
    await seller.publish('loyalty.points_given', { purchaseId: purchase.id, giver: name, at: { mailbox } });
    await admin.post(`/purchases/${purchase.id}/cancel`, { reason: `${name} does not want it` });
    const opened = await admin.post<CaseDetailView>('/cases', {
      customerId: customer.id,
      subject: `${name} waits`,
      text: `${mailbox} wrote`,
    });
    await admin.post(`/cases/${opened.id}/replies`, { text: `Dear ${name}` });
    await admin.post(`/cases/${opened.id}/notes`, { text: `Called ${phone}` });
    await admin.put(`${path}/blacklist`, {
      reason: `${name} disputes`,
      entries: [{ kind: 'email' }, { kind: 'phone' }],
    });
    await eventually('the welcome is sent and everything stands in the report', async () => {
      const counts = await seller.counts(customer.id);
      return counts['customers.email.sent'] && counts['customers.customer.blacklisted'] ? true : undefined;
    });
    totals = await seller.totals();
  }, 180_000);
  afterAll(() => system?.discard());

  it('stood in the tables of every service before', async () => {
    const before = await tablesWith(words);
    for (const service of services.filter((each) => each !== 'gateway')) {
      expect(before.filter((table) => table.startsWith(service)).length).toBeGreaterThan(0);
    }
    expect(before).toEqual(
      expect.arrayContaining(['billing: intake_rejection', 'customers: message', 'customers: idempotency']),
    );
  });

  it('stands in no table of any database afterwards, and each service says so', async () => {
    const path = `/customers/${customer.id}/anonymise`;
    await seller.admin.post(path, {});
    const done = await eventually('nothing is outstanding anywhere', async () => {
      const view = await seller.admin.get<AnonymisationView>(path);
      return view.complete ? view : undefined;
    });
    expect(done.services.map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => 'erased'));
    // An event that is still under way has the erasure begin once more.
    await eventually('no word is left anywhere', async () => {
      const left = await tablesWith(words);
      if (left.length > 0) throw new Error(left.join(', '));
      return true;
    });
  });

  it('leaves every total as it was, and one action more', async () => {
    const after = await eventually('the anonymising is counted', async () => {
      const seen = await seller.totals();
      return (seen['customer_anonymised'] ?? 0) > (totals['customer_anonymised'] ?? 0) ? seen : undefined;
    });
    expect({ ...after, customer_anonymised: undefined }).toEqual({
      ...totals,
      customer_anonymised: undefined,
    });
  });

  it('is nobody in the timeline, the details and whatever comes later', async () => {
    await seller.admin.post(`/orders/${order.id}/cancel`, { reason: 'Housekeeping' });
    await eventually('the cancellation stands in the timeline', async () =>
      (await seller.timeline(customer.id)).find(({ type }) => type === 'billing.order.cancelled'),
    );
    const shown = JSON.stringify([
      await seller.timeline(customer.id),
      await seller.details(`campaignId=${seller.campaign.id}`),
    ]).toLowerCase();
    expect(words.filter((word) => shown.includes(word))).toEqual([]);
    expect(shown).not.toContain('housekeeping');
    const { status, body } = await seller.admin.try<{ code: string }>('POST', '/orders', {
      body: seller.orderOf(customer),
      idempotencyKey: randomUUID(),
    });
    expect([status, body.code]).toEqual([422, 'billing.unknown_reference']);
  });
});
