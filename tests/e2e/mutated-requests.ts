import { Agent, request as open } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { FulfillmentView, Page } from '@daybook/contracts';
import { eventually, ownTimeOf } from '@daybook/testing';
import { EngineClient } from '../../deploy/clients/engine-client';
import { HouseClient } from '../../deploy/clients/house-client';
import { Mutations, type MutatedRequest } from './mutations';
import { Planting, type OpenApi, type Schema } from './planting';
import type { Seller } from './seller';

/** Whom the rubbish is sent to, and how much of it. */
export interface Storm {
  seller: Seller;
  gateway: string;
  natsUrl: string;
  seed: number;
  /** Requests over HTTP; a tenth as many webhooks and messages of an engine go with them. */
  requests: number;
  /** Milliseconds that an answer may take at most. */
  patience: number;
  /**
   * What no answer may take by itself, in milliseconds, what is waited for a processor not counted: twice in a row
   * amidst all others, or each time when it is asked for alone.
   */
  bound?: number;
  /** Whether others use the system: then what all share is asked for in a way that cannot succeed. */
  shared: boolean;
}

/** What all sellers of a system share: a setting or a house of everybody would change what others see. */
const SHARED =
  /^\/api\/v1\/(settings|fulfillment-houses|users|api-keys|options|templates|custom-fields|billing-engines)\b/;
/** Ends who asks, does not end by itself, or costs by design. */
const LEFT_OUT = /\/(sessions|live|export|exports|file|rebuild)\b|\/me\/password/;

/** Sends rubbish to every door and answers what was wrong with the answers. */
export async function sendRubbish(
  storm: Storm,
): Promise<{ faults: string[]; statuses: Map<number, number> }> {
  const { seller, gateway, natsUrl, seed, requests, shared, bound = Infinity } = storm;
  const [ids, others] = [await whatIsThere(seller), await whatIsThere(seller)];
  const planting = await Planting.of(gateway, ids);
  const fitting = planting.requests('Mutated', 'fitting');
  const bases = [...fitting, ...fitting, ...fitting, ...planting.requests('4', 'wild')].filter(
    ({ path }) => !LEFT_OUT.test(path),
  );
  const mutations = new Mutations(seed);
  const nulled = fitting
    .filter(({ path, method }) => !LEFT_OUT.test(path) && !(shared && SHARED.test(path) && method !== 'GET'))
    .flatMap((base) => [...nullsIn(base.body)].map((body) => ({ ...base, body })));
  const faults: string[] = [];
  const slow: MutatedRequest[] = [];
  const statuses = new Map<number, number>();
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  let left = requests;
  const expectAnswer = async (sent: MutatedRequest): Promise<void> => {
    const began = performance.now();
    const said = await patiently(storm, sent, agent);
    if (performance.now() - began > bound) {
      slow.push(sent);
      faults.push(...(await tooSlow(storm, sent, agent, 1)));
    }
    statuses.set(said.status, (statuses.get(said.status) ?? 0) + 1);
    if (said.status < 500 && said.status > 0) return;
    const body = sent.body?.toString().slice(0, 500) ?? '';
    faults.push(`${sent.method} ${sent.path.slice(0, 300)} ${body} → ${said.text}`);
  };
  const ask = async (): Promise<void> => {
    for (let base = nulled.pop(); base !== undefined; base = nulled.pop())
      await expectAnswer(mutations.unchanged(base));
    for (; left > 0;) {
      left -= 1;
      const base = mutations.oneOf(bases);
      const guarded = shared && SHARED.test(base.path) && base.method !== 'GET';
      const sent = mutations.request(
        guarded ? { ...base, body: { ...(base.body as object), mutated: 1 } } : base,
      );
      if (guarded && !sent.body?.includes('mutated')) continue;
      await expectAnswer(sent);
      if (left % 1_000 === 0) faults.push(...(await illness(storm)));
    }
  };
  const house = new HouseClient(gateway, seller.house);
  const engine = await EngineClient.connect(natsUrl, seller.engine);
  try {
    await Promise.all([
      ...Array.from({ length: 6 }, ask),
      asHouse(house, new Mutations(seed + 1), others, requests / 10, faults),
      asEngine(engine, new Mutations(seed + 2), gateway, others, requests / 10),
    ]);
    // Nothing stands still: what is right is answered behind all of it.
    const receipt = await engine.emit('rebill.succeeded', seller.rebill(ids.purchases ?? '', 2));
    if (receipt.outcome === 'rejected') faults.push(`a right message was rejected: ${receipt.code}`);
    for (const sent of slow) faults.push(...(await tooSlow(storm, sent, agent, 3)));
  } finally {
    await engine.close();
    agent.destroy();
  }
  faults.push(...(await illness(storm)));
  return { faults, statuses };
}

/** A body with one of its values null, for each of them: what the documents allow is no fault of ours. */
function* nullsIn(value: unknown): Generator<object> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value))
    for (const put of [null, ...nullsIn(inner)])
      yield Array.isArray(value) ? [put] : { ...value, [name]: put };
}

/** What a whole system says of itself; nothing where it is well. */
async function illness({ gateway, patience }: Storm): Promise<string[]> {
  const answer = await fetch(`${gateway}/health/ready`, { signal: AbortSignal.timeout(patience) });
  return answer.status === 200 ? [] : [`health: ${await answer.text()}`];
}

async function whatIsThere(seller: Seller): Promise<Record<string, string>> {
  const customer = await seller.createCustomer(`Mona Mutated ${seller.mark}`);
  const order = await seller.order(customer);
  const fulfillment = await seller.fulfillmentOf(order.id);
  const opened = await seller.admin.post<{ id: string }>('/cases', {
    customerId: customer.id,
    subject: 'Mutated',
  });
  const { items } = await seller.admin.get<Page<FulfillmentView>>(`/orders/${order.id}/fulfillments`);
  return {
    customers: customer.id,
    customerId: customer.id,
    orders: order.id,
    orderId: order.id,
    purchases: (await seller.purchaseOf(customer.id)).id,
    purchaseId: (await seller.purchaseOf(customer.id)).id,
    transactions: order.payment?.id ?? '',
    fulfillments: fulfillment.id,
    fulfillmentId: fulfillment.id,
    itemId: items[0]?.items[0]?.id ?? '',
    cases: opened.id,
    ids: opened.id,
    campaigns: seller.campaign.id,
    campaignId: seller.campaign.id,
    productId: seller.product.id,
    pricePointId: seller.product.pricePoints[0]?.id ?? '',
    callCenterId: seller.callCenterId,
    engineId: seller.engine.id,
  };
}

/** Asks for what took long again, up to so many times, and tells of it where it takes as long by itself each time. */
async function tooSlow(storm: Storm, sent: MutatedRequest, agent: Agent, times: number): Promise<string[]> {
  const took: number[] = [];
  while (took.length < times) {
    took.push(Math.round(await ownTimeOf(() => patiently(storm, sent, agent))));
    if (Math.min(...took) <= (storm.bound ?? Infinity)) return [];
  }
  const body = sent.body?.toString().slice(0, 300) ?? '';
  return [
    `${sent.method} ${sent.path.slice(0, 300)} ${body} took ${took.join(', ')} ms by itself, and long before`,
  ];
}

/** The answer; where it says that nothing can be said just now, the one to the same request again. */
async function patiently(
  storm: Storm,
  sent: MutatedRequest,
  agent: Agent,
): Promise<{ status: number; text: string }> {
  const first = await answerOf(storm, sent, agent);
  if (first.status !== 503 && first.status !== 504) return first;
  await pause(2_000);
  const second = await answerOf(storm, sent, agent);
  return { ...second, text: `${first.text}, and again ${second.text}` };
}

function answerOf(
  { gateway, seller, patience }: Storm,
  { method, path, headers, body }: MutatedRequest,
  agent: Agent,
): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(gateway);
  return new Promise((resolve) => {
    const failed = (error: Error): void => resolve({ status: 0, text: error.message });
    const sent = open(
      { hostname, port, method, path, agent, headers: { ...seller.admin.headers, ...headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text = (text + part).slice(0, 2_000)));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, text: `${answer.statusCode} ${text}` }),
        );
        answer.on('error', failed);
      },
    );
    sent.setTimeout(patience, () => sent.destroy(new Error(`no answer within ${patience} ms`)));
    sent.on('error', failed);
    sent.end(body);
  });
}

async function asHouse(
  house: HouseClient,
  mutations: Mutations,
  { fulfillmentId, itemId }: Record<string, string>,
  count: number,
  faults: string[],
): Promise<void> {
  const types = [
    'accepted',
    'tracking',
    'shipped',
    'delivered',
    'failed',
    'cancelled',
    'returned',
    'item_updated',
  ];
  for (let nth = 0; nth < count; nth += 1) {
    const data = {
      fulfillmentId,
      itemId,
      trackingNumber: 'T1',
      carrier: 'UPS',
      reason: 'so',
      rmaNumber: 'R1',
      quantity: 1,
    };
    const type = `fulfillment.${mutations.oneOf(types)}`;
    const body = mutations.bytes({ type, timestamp: new Date().toISOString(), data }).toString('utf8');
    const { status, body: said } = await house.post(body);
    if (status >= 500) faults.push(`webhook ${body.slice(0, 500)} → ${status} ${JSON.stringify(said)}`);
  }
}

async function asEngine(
  engine: EngineClient,
  mutations: Mutations,
  gateway: string,
  ids: Record<string, string>,
  count: number,
): Promise<void> {
  const described = (await (await fetch(`${gateway}/api/asyncapi.json`)).json()) as OpenApi & {
    components: { messages: Record<string, { payload?: { allOf?: Schema[] } }> };
  };
  const planting = new Planting(described, ids);
  const bases = Object.entries(described.components.messages)
    .filter(([name]) => name.startsWith('intake.billing.'))
    .map(([name, { payload }]) => {
      const type = name.replace('intake.billing.', '');
      const data = payload?.allOf
        ?.map(({ properties }) => properties?.data)
        .find((one) => one?.$ref !== undefined);
      return { type, data: planting.filled(data ?? {}, 'Mutated') as object };
    });
  // Nobody knows its type: all of it is kept.
  bases.push({
    type: 'loyalty.points_given',
    data: { purchaseId: ids.purchaseId, giver: { name: ['Mutated'] } },
  });
  if (bases.length < 20) throw new Error('AsyncAPI describes no messages of engines');
  for (let nth = 0; nth < count; nth += 1) {
    const { type, data } = mutations.oneOf(bases);
    const bytes = mutations.bytes(engine.event(type, data));
    // Of the same house, so what the server itself refuses is a fault of ours.
    await eventually('the message is taken by the stream', async () => {
      await engine.publish(type, bytes);
      return true;
    });
  }
}
