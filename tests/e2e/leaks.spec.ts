import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CustomerView, OrderView } from '@daybook/contracts';
import { eventually, startSystemForTests, type TestSystem } from '@daybook/testing';
import { EngineClient } from '../../deploy/clients/engine-client';
import { HouseClient } from '../../deploy/clients/house-client';
import { HttpClient } from '../../deploy/clients/http-client';
import { Planting, type PlantedRequest } from './planting';
import { TraceCollector } from './trace-collector';
import { Seller } from './seller';

/** What must not come out where it was not meant to. */
const plants = {
  secret: `sk_live_${randomBytes(12).toString('hex')}`,
  person: `Zebulon Quarterfoil${randomBytes(3).toString('hex')}`,
  card: '4556737586899855',
  'card in groups': '4556 7375 8689 9855',
};

const METRICS_TOKEN = randomBytes(16).toString('hex');

async function figuresOf(url: string): Promise<string> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  return answer.text();
}

describe('A secret, a card number and a name', () => {
  let collector: TraceCollector;
  let system: TestSystem;
  let seller: Seller;
  let customer: CustomerView;
  let order: OrderView;
  let metrics: string;
  let signedIn: { authorization: string };
  /** Refusals' bodies and engines' receipts, after what was asked. */
  const refusals: string[] = [];
  /** Operations that took what was planted. */
  const taken = new Set<string>();
  const logs = new Map<string, string>();

  /** Sends a request and keeps the answer if it is a refusal. */
  const send = async (method: string, path: string, sending: object = {}): Promise<number> => {
    const client = new HttpClient(system.urls.gateway);
    const { status, body } = await client.try(method, path, sending);
    if (status >= 400) refusals.push(`${method} ${path.split('?')[0]} → ${JSON.stringify(body)}`);
    return status;
  };

  beforeAll(async () => {
    collector = await TraceCollector.start();
    system = await startSystemForTests({
      durable: false,
      env: {
        all: {
          // Whatever could be written is written.
          LOG_LEVEL: 'trace',
          OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
          OTEL_BSP_SCHEDULE_DELAY: '100',
          METRICS_TOKEN,
        },
      },
    });
    seller = await Seller.setUp(system, { captureAt: 'sale' });
    const { token } = await new HttpClient(`${system.urls.gateway}/api/v1`).post<{ token: string }>(
      '/sessions',
      {
        username: 'admin',
        password: system.adminPassword,
      },
    );
    signedIn = { authorization: `Bearer ${token}` };
    customer = await seller.createCustomer(plants.person);
    order = await seller.order(customer);
    await fromAnEngine();
    await fromAHouse();
    await inHeadersAndPasswords();
    // The last one: it takes away engines' and houses' secrets as well.
    await overHttp();
    await allIsCounted();
    metrics = (await Promise.all(Object.values(system.urls.services).map(figuresOf))).join('\n');
    // Each log is whole once its process has ended.
    await system.stop();
    const folder = join(system.home, 'logs');
    for (const file of readdirSync(folder)) logs.set(file, readFileSync(join(folder, file), 'utf8'));
  }, 400_000);

  afterAll(async () => {
    await system?.discard();
    await collector?.stop();
  }, 30_000);

  async function overHttp(): Promise<void> {
    const fulfillment = await seller.fulfillmentOf(order.id);
    const subject = `About ${plants.person}`;
    const opened = await seller.admin.post<{ id: string }>('/cases', { customerId: customer.id, subject });
    const ids = {
      customers: customer.id,
      customerId: customer.id,
      orders: order.id,
      orderId: order.id,
      fulfillments: fulfillment.id,
      campaigns: seller.campaign.id,
      campaignId: seller.campaign.id,
      products: seller.product.id,
      productId: seller.product.id,
      callCenterId: seller.callCenterId,
      house: seller.house.name,
      purchases: (await seller.purchaseOf(customer.id)).id,
      'billing-engines': seller.engine.id,
      engineId: seller.engine.id,
      'fulfillment-houses': seller.house.id,
      cases: opened.id,
    };
    const planting = await Planting.of(system.urls.gateway, ids);
    const last: PlantedRequest[] = [];
    for (const plant of Object.values(plants)) {
      for (const manner of ['fitting', 'wild'] as const) {
        const requests = planting
          .requests(plant, manner)
          // Our own session goes on, and who watches a case watches until they go.
          .filter(({ path }) => !/\/sessions\/current|\/me\/sessions$|\/presence\/live/.test(path));
        expect(requests.length).toBeGreaterThan(90);
        last.push(...requests.filter(endsTheCustomer));
        await askAll(requests.filter((request) => !endsTheCustomer(request)));
      }
    }
    await askAll(last);
  }

  /** Whose success would leave nothing to plant into. */
  function endsTheCustomer({ operation }: PlantedRequest): boolean {
    return /anonymise/.test(operation);
  }

  async function askAll(requests: readonly PlantedRequest[]): Promise<void> {
    const waiting = [...requests];
    const ask = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { operation, method, path, body } = next;
        const idempotencyKey = randomUUID();
        const status = await send(method, path, { body, idempotencyKey, ifMatch: 1, headers: signedIn });
        if (status < 300) taken.add(operation);
      }
    };
    await Promise.all([ask(), ask(), ask(), ask()]);
  }

  async function inHeadersAndPasswords(): Promise<void> {
    for (const plant of Object.values(plants)) {
      const text = encodeURIComponent(plant);
      for (const headers of [
        { authorization: `Bearer ${plant}` },
        { authorization: `Basic ${plant}` },
        { 'x-api-key': plant },
        {
          cookie: `session=${text}`,
          referer: `http://${text}/`,
          'user-agent': plant,
          'x-forwarded-for': text,
        },
        { ...signedIn, 'idempotency-key': plant, 'if-match': plant, traceparent: plant },
        { ...signedIn, 'content-type': plant.replaceAll(' ', '/') },
      ]) {
        await send('PATCH', `/api/v1/customers/${customer.id}`, { headers, body: { name: plant } });
      }
      await send('POST', '/api/v1/sessions', { body: { username: plant, password: plant } });
      await send('POST', '/api/v1/sessions', { body: { username: 'admin', password: plant } });
      await send('POST', '/api/v1/sessions', { raw: `{"username": "admin", "password": "${plant}` });
      await send('POST', '/api/v1/sessions', { raw: `${plant}` });
      await send('GET', `/api/v1/${text}?${text}=${text}`);
      await send('GET', `/${text}/%E0%A4%A`);
    }
    await send('GET', '/api/v1/customers', { headers: { 'x-request-id': plants.card } });
    const user = { username: `leaky.${seller.mark}`, password: plants.secret, accessLevel: 'cs_agent' };
    expect(await send('POST', '/api/v1/users', { headers: signedIn, body: user })).toBe(201);
    expect(await send('POST', '/api/v1/sessions', { body: user })).toBe(400);
  }

  async function fromAnEngine(): Promise<void> {
    const engine = await EngineClient.connect(system.natsUrl, seller.engine);
    const purchase = await seller.purchaseOf(customer.id);
    const good = seller.rebill(purchase.id);
    try {
      for (const plant of Object.values(plants)) {
        for (const said of [
          plant,
          JSON.stringify({ specversion: plant, data: plant }),
          JSON.stringify(
            engine.event('rebill.succeeded', { ...good, processor: plant, responseCode: plant }),
          ),
          JSON.stringify(engine.event('rebill.succeeded', { ...good, amount: plant, cycle: plant })),
          JSON.stringify(engine.event('rebill.succeeded', { ...good, note: plant })),
          JSON.stringify(engine.event('rebill.succeeded', { ...good, purchaseId: plant })),
          JSON.stringify(engine.event('rebill.succeeded', { ...good, engineReference: plant })),
          JSON.stringify(engine.event(plant, good)),
          JSON.stringify({ ...engine.event('rebill.succeeded', good), time: plant, source: plant }),
        ]) {
          refusals.push(
            `engine → ${JSON.stringify({ ...(await engine.blurt('rebill.succeeded', said)), id: '' })}`,
          );
        }
      }
    } finally {
      await engine.close();
    }
  }

  async function fromAHouse(): Promise<void> {
    const fulfillment = await seller.fulfillmentOf(order.id);
    const house = new HouseClient(system.urls.gateway, seller.house);
    const reported = async (type: string, data: object | string): Promise<void> => {
      const { status, body } = await house.post(
        JSON.stringify({ type, timestamp: new Date().toISOString(), data }),
      );
      if (status >= 400) refusals.push(`house → ${JSON.stringify(body)}`);
    };
    for (const plant of Object.values(plants)) {
      const about = { fulfillmentId: fulfillment.id };
      await reported('fulfillment.failed', { ...about, reason: plant });
      await reported('fulfillment.shipped', { ...about, trackingNumber: plant, carrier: plant });
      await reported('fulfillment.shipped', { fulfillmentId: plant });
      await reported('fulfillment.shipped', { ...about, note: plant });
      await reported(`fulfillment.${plant}`, about);
      await reported('fulfillment.shipped', plant);
      const { body } = await house.post(`not JSON: ${plant}`);
      refusals.push(`house → ${JSON.stringify(body)}`);
      const wrong = `whsec_${Buffer.from(plant.padEnd(24)).toString('base64')}`;
      const answer = await house.post(plant, { secret: wrong, id: 'msg_1' });
      refusals.push(`house → ${JSON.stringify(answer.body)}`);
    }
  }

  async function allIsCounted(): Promise<void> {
    await eventually('the report has all', async () => {
      const said = await figuresOf(system.urls.services.reporting);
      return [...said.matchAll(/^daybook_consumer_lag\{.*\} (\d+)$/gm)].every(([, lag]) => lag === '0');
    });
  }

  /** The plants that stand in a text, with what stands around them. */
  function found(text: string): string[] {
    return Object.entries(plants).flatMap(([what, plant]) => {
      const at = text.indexOf(plant);
      return at === -1 ? [] : [`${what}: …${text.slice(Math.max(0, at - 300), at + 60)}…`];
    });
  }

  it('are taken where they may be kept, and refused elsewhere', () => {
    // What depends on a version, a state or a free name may come too late for it.
    const always = ['customers.create', 'customers.add_note', 'cases.open', 'billing.call_centers.create'];
    expect(always.filter((operation) => !taken.has(operation))).toEqual([]);
    expect(taken.size).toBeGreaterThan(20);
  });

  it('stand in no refusal, whatever was asked wherever', () => {
    expect(refusals.length).toBeGreaterThan(300);
    expect(
      refusals.flatMap((refusal) => (found(refusal.slice(refusal.indexOf('→'))).length > 0 ? [refusal] : [])),
    ).toEqual([]);
  });

  it('stand in no log, of the services or of what is around them', () => {
    expect([...logs.keys()]).toEqual(
      expect.arrayContaining(['gateway.log', 'billing.log', 'postgres.log', 'nats.log']),
    );
    const lines = [...logs].flatMap(([file, text]) =>
      text.split('\n').flatMap((line) => found(line).map((where) => `${file} ${where}`)),
    );
    expect(lines.slice(0, 20)).toEqual([]);
  });

  it('stand in no figure', () => {
    expect(metrics).toContain('daybook_refusals_total');
    expect(found(metrics)).toEqual([]);
  });

  it('stand in no trace', () => {
    const said = collector.bodies.join('\n');
    expect(said).toContain('billing.orders.create');
    expect(found(said)).toEqual([]);
  });

  it('leave a line of each request that names it', () => {
    const lines = (logs.get('gateway.log') ?? '')
      .split('\n')
      .filter((line) => line.includes('"msg":"request"'));
    expect(lines.length).toBeGreaterThan(300);
    expect(lines.filter((line) => !/"requestId":"[\w.:-]+"/.test(line))).toEqual([]);
  });
});
