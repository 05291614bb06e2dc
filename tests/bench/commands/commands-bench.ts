import type { CampaignView, CustomerView, ProductView } from '@daybook/contracts';
import { startNats, type TestSystem } from '@daybook/testing';
import { HttpClient } from '../../../deploy/clients/http-client';
import { Child } from '../bench-child';
import { load, median, type Figure } from '../bench-figures';
import type { LoadResult } from '../load-process';
import type { Sending } from './send-process';

const ROUNDS = 3;
const SECONDS = 4;
const CUSTOMERS = 1_000;
const NOTE = { text: 'She called about her order and asked for a later date.' };

/** One row of the comparison: what Daybook is asked for, and what of the bare notes it is held against. */
interface Row {
  what: string;
  urls: string[];
  bodies: object[];
  connections: number;
  /** By which figure they are compared. */
  by: 'perSecond' | 'p50';
  target: number;
}

/** Commands through the gateway against the bare path of a note, turn by turn in one run. */
export async function benchCommands(system: TestSystem): Promise<Figure[]> {
  const admin = await HttpClient.signIn(system.urls.gateway, 'admin', system.adminPassword);
  const { token } = await admin.post<{ token: string }>('/sessions', {
    username: 'admin',
    password: system.adminPassword,
  });
  const customers: CustomerView[] = [];
  for (let at = 0; at < CUSTOMERS; at += 20)
    customers.push(
      ...(await Promise.all(
        Array.from({ length: 20 }, () => admin.post<CustomerView>('/customers', { name: 'Ada Bench' })),
      )),
    );
  const notes = customers.map(({ id }) => `${admin.base}/customers/${id}/notes`);
  const order = await orderOf(admin);
  const orders = customers.slice(0, 100).map(({ id }) => ({ ...order, customerId: id }));
  const rows: Row[] = [
    {
      what: 'notes, 16 connections, 1,000 customers',
      urls: notes,
      bodies: [NOTE],
      connections: 16,
      by: 'perSecond',
      target: 0.4,
    },
    {
      what: 'notes, 16 connections, one customer',
      urls: notes.slice(0, 1),
      bodies: [NOTE],
      connections: 16,
      by: 'perSecond',
      target: 0.25,
    },
    {
      what: 'a note, one at a time, p50',
      urls: notes,
      bodies: [NOTE],
      connections: 1,
      by: 'p50',
      target: 2.5,
    },
    {
      what: 'customers created, 16 connections',
      urls: [`${admin.base}/customers`],
      bodies: [{ name: 'Grace Bench' }],
      connections: 16,
      by: 'perSecond',
      target: 0.35,
    },
    {
      what: 'an order paid, one at a time, p50',
      urls: [`${admin.base}/orders`],
      bodies: orders,
      connections: 1,
      by: 'p50',
      target: 12,
    },
    {
      what: 'orders paid, 16 connections',
      urls: [`${admin.base}/orders`],
      bodies: orders,
      connections: 16,
      by: 'perSecond',
      target: 0.06,
    },
  ];
  const nats = await startNats();
  const environment = {
    NATS_URL: nats.url,
    DATABASE_URL: system.databaseUrl('customers'),
    CUSTOMERS: String(CUSTOMERS),
  };
  const service = Child.start('tests/bench/commands/bare-notes-process.js', environment, 'service');
  const gateway = Child.start('tests/bench/commands/bare-notes-process.js', environment, 'gateway');
  try {
    const { ids } = await service.next<{ ids: string[] }>();
    const { url } = await gateway.next<{ url: string }>();
    const bare = ids.map((id) => `${url}/bare/customers/${id}/notes`);
    const figures: Figure[] = [];
    for (const row of rows) figures.push(await turnByTurn(row, bare, token));
    return figures;
  } finally {
    await Promise.all([gateway.stop(), service.stop()]);
    await nats.stop();
  }
}

/** An order of one thing on subscription, paid at the sale, but for its customer. */
async function orderOf(admin: HttpClient): Promise<object> {
  const { id: categoryId } = await admin.post<{ id: string }>('/campaign-categories', { name: 'Bench' });
  const campaign = await admin.post<CampaignView>('/campaigns', {
    name: 'Bench',
    categoryId,
    baseCurrency: 'USD',
    countries: ['US'],
    captureAt: 'sale',
  });
  const unitPrice = { amount: '39.90', currency: 'USD' };
  const product = await admin.post<ProductView>('/products', {
    name: 'Bench serum',
    sku: 'BENCH',
    shipped: true,
    pricePoints: [{ name: 'Monthly', unitPrice, cycle: { unit: 'month', count: 1 } }],
  });
  return {
    campaignId: campaign.id,
    items: [{ productId: product.id, pricePointId: product.pricePoints[0]?.id, quantity: 1 }],
    payment: { token: 'tok_success' },
    shippingAddress: { line1: '1 Main Street', city: 'Springfield', postalCode: '12345', country: 'US' },
  };
}

async function turnByTurn(row: Row, bare: string[], token: string): Promise<Figure> {
  const before = load();
  const { what, urls, bodies, connections, by, target } = row;
  const ours: Sending = { urls, bodies, connections, token, seconds: SECONDS };
  const theirs: Sending = { ...ours, urls: bare, bodies: [NOTE] };
  for (const sending of [ours, theirs]) await send(sending); // warm
  const our: number[] = [];
  const their: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    our.push((await send(ours))[by]);
    their.push((await send(theirs))[by]);
  }
  const ratios = our.map((value, at) => value / (their[at] ?? Number.NaN));
  return {
    bench: 'commands',
    what,
    value: median(our),
    unit: by === 'p50' ? 'ms' : '/s',
    baseline: median(their),
    ratio: median(ratios),
    ratios,
    target,
    targetIsMost: by === 'p50',
    load: [before, load()],
  };
}

async function send(sending: Sending): Promise<LoadResult> {
  const child = Child.start('tests/bench/commands/send-process.js', { SENDING: JSON.stringify(sending) });
  const result = await child.next<LoadResult>();
  if (result.errors > 0) throw new Error(`${result.errors} answers of ${sending.urls[0]} were not 201`);
  return result;
}
