import { randomUUID } from 'node:crypto';
import {
  accessMatrix,
  extentOf,
  isScope,
  operations,
  type AccessLevel,
  type AccessRow,
  type Actor,
  type AnyOperation,
  type CustomerView,
} from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { HttpClient, type Answer } from '../../deploy/clients/http-client';
import { NOBODY, Planting, type PlantedRequest } from './planting';
import { systemUnderTest } from './system-address';
import { Seller } from './seller';

type Called = AnyOperation & { access: AccessRow; route: NonNullable<AnyOperation['route']> };

/** Everything that can be called over HTTP by somebody who is signed in. */
const calls = operations.filter(
  (one): one is Called => one.route !== null && one.access !== 'public' && one.access !== 'signed',
);
/** What a key may be for; `self` everybody may. */
const scopes = (Object.keys(accessMatrix) as AccessRow[]).filter((row) => isScope(row) && row !== 'self');

/** Resources that belong to no campaign; whatever else there is, now or later, is asked for inside and outside of one. */
const SHARED =
  /^\/(api-keys|billing-engines|call-centers|campaign-categories|case-macros|case-schemes|custom-fields|dead-letters|discounts|fulfillment-houses|inbound-mails|intake|options|products|recycle-profiles|reports|templates|users|webhooks)\//;

/** Somebody who calls: an access level, and what it is kept to. */
interface Caller {
  who: string;
  actor: Actor;
  client: HttpClient;
}

/** What a seller has, by the name of the resource in the path or of the field. */
type Ids = Record<string, string>;

describe('The access matrix', () => {
  let ours: Seller;
  let theirs: Seller;
  let callers: Caller[];
  let inside: Ids;
  let outside: Ids;

  beforeAll(async () => {
    const system = systemUnderTest();
    [ours, theirs] = [await Seller.setUp(system), await Seller.setUp(system)];
    const levels: AccessLevel[] = ['admin', 'cs_admin', 'cs_agent', 'sales_rep', 'finance', 'affiliate'];
    callers = await Promise.all(levels.map((level) => person(level)));
    const rep = callers.find(({ who }) => who === 'sales_rep');
    inside = await whatIsThere(ours, rep?.client ?? ours.admin);
    outside = await whatIsThere(theirs, theirs.admin);
    callers.push(
      await person('cs_agent', 'an agent in one campaign'),
      await person('cs_admin', 'an administrator of agents in one campaign'),
      await person('finance', 'finance in one campaign'),
      await key('a key for everything, in all campaigns', scopes, null),
      await key('a key for everything, in one campaign', scopes, [ours.campaign.id]),
      await key('a key for notes only', ['customers.note'], null),
    );
  }, 120_000);

  /** @param opener opens the case: a sales rep's own are those */
  async function whatIsThere(seller: Seller, opener: HttpClient): Promise<Ids> {
    const customer: CustomerView = await seller.createCustomer(`Ina Inside ${seller.mark}`);
    const order = await seller.order(customer);
    const fulfillment = await seller.fulfillmentOf(order.id);
    const purchase = await seller.purchaseOf(customer.id);
    const opened = await eventually('the case is opened', () =>
      opener.post<{ id: string }>('/cases', { customerId: customer.id, subject: `About ${seller.mark}` }),
    );
    const record = await opener.post<{ id: string }>('/service-records', {
      customerId: customer.id,
      channel: 'line',
      conversation: { text: `About ${seller.mark}` },
    });
    return {
      customers: customer.id,
      customerId: customer.id,
      orders: order.id,
      orderId: order.id,
      purchases: purchase.id,
      transactions: order.payment?.id ?? '',
      fulfillments: fulfillment.id,
      itemId: fulfillment.items[0]?.id ?? '',
      cases: opened.id,
      ids: opened.id,
      intoId: opened.id,
      'service-records': record.id,
      campaigns: seller.campaign.id,
      campaignId: seller.campaign.id,
      products: seller.product.id,
      productId: seller.product.id,
      callCenterId: seller.callCenterId,
      engineId: seller.engine.id,
    };
  }

  /** @param kept what to call somebody who is kept to one campaign; sales reps and affiliates always are */
  async function person(accessLevel: AccessLevel, kept?: string): Promise<Caller> {
    const always = ['sales_rep', 'affiliate'].includes(accessLevel);
    const campaignIds = always || kept !== undefined ? [ours.campaign.id] : null;
    const user = {
      username: `${kept === undefined ? '' : 'kept.'}${accessLevel}.${ours.mark}`,
      password: randomUUID(),
      accessLevel,
      ...(campaignIds === null ? {} : { campaignIds }),
    };
    const { id } = await ours.admin.post<{ id: string }>('/users', user);
    const client = await HttpClient.signIn(systemUnderTest().urls.gateway, user.username, user.password);
    return { who: kept ?? accessLevel, client, actor: actorOf({ id, accessLevel, campaignIds }) };
  }

  async function key(name: string, scopes: AccessRow[], campaignIds: string[] | null): Promise<Caller> {
    const username = `${name.replaceAll(/\W+/g, '-')}-${ours.mark}`;
    const made = await ours.admin.post<{ id: string; key: string }>('/api-keys', {
      username,
      name,
      scopes,
      ...(campaignIds === null ? {} : { campaignIds }),
    });
    const client = new HttpClient(`${systemUnderTest().urls.gateway}/api/v1`, { 'x-api-key': made.key });
    const actor = actorOf({ id: made.id, accessLevel: 'api_user', campaignIds, scopes });
    return { who: name, client, actor };
  }

  function actorOf(of: Partial<Actor>): Actor {
    const nobody = { id: null, username: '', callCenterId: null, campaignIds: null, scopes: null };
    return {
      type: of.accessLevel === 'api_user' ? 'api' : 'user',
      refundLimit: null,
      accessLevel: null,
      ...nobody,
      ...of,
    };
  }

  const ask = (
    client: HttpClient,
    { method, path, body }: PlantedRequest,
  ): Promise<Answer<{ code?: string; items?: unknown[] }>> =>
    client.try(method, path.replace(/^\/api\/v1/, ''), { body, idempotencyKey: randomUUID(), ifMatch: 1 });

  it('lets each access level call what its row says, and nothing else', async () => {
    const faults: string[] = [];
    let asked = 0;
    for (const { who, actor, client } of callers) {
      for (const { name, route, access } of calls) {
        // Ours goes on; who may end theirs is the same row.
        if (name.startsWith('gateway.sessions.')) continue;
        // Asked wrongly on purpose: it is refused for its shape, once it is known that one may ask at all.
        const inPath = route.method === 'GET' || route.method === 'DELETE';
        const path = `${route.path.replace(/\{\w+\}/g, randomUUID())}${inPath ? '?nothing=true' : ''}`;
        const body = inPath ? undefined : { nothing: true };
        const answer = await ask(client, { operation: name, method: route.method, path, body });
        asked += 1;
        const may = extentOf(actor, access) !== 'no';
        const refused = answer.status === 403 && answer.body.code === 'request.forbidden';
        if (refused === may || answer.status === 401 || answer.status >= 500)
          faults.push(`${who} ${may ? 'may' : 'may not'} ${name}: ${answer.status} ${answer.body.code}`);
      }
    }
    expect(faults).toEqual([]);
    expect(asked).toBeGreaterThan(1_000);
  }, 240_000);

  it('shows nothing of another campaign, and everything of one’s own, to who is kept to one', async () => {
    const kept = callers.filter(({ actor }) => actor.campaignIds !== null);
    const faults: string[] = [];
    const seen = { inside: 0, outside: 0 };
    for (const [where, ids] of Object.entries({ outside, inside })) {
      const planting = await Planting.of(systemUnderTest().urls.gateway, ids);
      const requests = planting
        .requests('kept', 'fitting')
        .filter(({ operation }) => isOfOne(operation))
        // No cursor of another list, no version of a thing that changes meanwhile.
        .map((request) => ({ ...request, path: request.path.split('?')[0] ?? '' }))
        // What belongs to one's own customer and is not there is no matter of scope.
        .filter(({ path }) => where === 'outside' || !path.includes(NOBODY));
      for (const request of requests) {
        const access = accessOf(request.operation);
        for (const { who, actor, client } of kept) {
          if (extentOf(actor, access) === 'no') continue;
          const { status, body } = await ask(client, request);
          seen[where as 'inside' | 'outside'] += 1;
          // A list of what belongs to something unknown is empty.
          const empty = status === 200 && Array.isArray(body.items) && body.items.length === 0;
          const missing =
            (status === 404 && String(body.code).endsWith('.not_found')) ||
            // What it names beside is not there either.
            (status === 422 && String(body.code).endsWith('.customer_unknown')) ||
            (where === 'outside' && status === 422 && String(body.code).endsWith('.order_unknown'));
          const right =
            where === 'outside' ? missing || empty : !missing && (request.method !== 'GET' || status === 200);
          if (!right || status >= 500)
            faults.push(`${who}, ${where}: ${request.method} ${request.path} → ${status} ${body.code}`);
        }
      }
    }
    expect(faults).toEqual([]);
    expect(seen.outside).toBeGreaterThan(200);
  }, 240_000);

  it('lists, finds and makes nothing of another campaign for who is kept to one', async () => {
    const planting = await Planting.of(systemUnderTest().urls.gateway, outside);
    const bound = calls
      .filter(({ route }) => !route.path.includes('/{'))
      .flatMap(({ route }) => planting.requests(theirs.mark, 'fitting').filter(isAt(route)));
    const names = [`Ina Inside ${theirs.mark}`, `Glow ${theirs.mark}`, `About ${theirs.mark}`];
    const own = [
      'customers',
      'orders',
      'purchases',
      'transactions',
      'fulfillments',
      'cases',
      'service-records',
    ];
    const foreign = [...own, 'campaigns'].map((name) => outside[name] ?? '');
    const faults: string[] = [];
    const seen = { lists: 0, commands: 0, ours: 0 };
    for (const { who, actor, client } of callers.filter((one) => one.actor.campaignIds !== null)) {
      for (const request of bound) {
        if (
          extentOf(actor, accessOf(request.operation)) === 'no' ||
          /\/(live|export|sessions)\b/.test(request.path)
        )
          continue;
        if (request.method === 'GET') {
          const [bare = ''] = request.path.split('?');
          for (const [path, hidden] of [
            [bare, [...names, ...foreign]] as const,
            [request.path, names] as const,
          ]) {
            const { status, body } = await ask(client, { ...request, path });
            const said = JSON.stringify(body);
            seen.lists += 1;
            if (said.includes(ours.mark)) seen.ours += 1;
            const shown = hidden.filter((text) => said.includes(text));
            if (shown.length > 0 || status >= 500)
              faults.push(`${who}: ${path} → ${status} ${shown.join(', ')}`);
          }
        } else if (foreign.some((id) => JSON.stringify(request.body ?? {}).includes(id))) {
          const { status, body } = await ask(client, request);
          seen.commands += 1;
          const each = (body.items ?? []) as { outcome?: string }[];
          const refused =
            status >= 400 || (each.length > 0 && each.every(({ outcome }) => outcome === 'refused'));
          if (!refused || status >= 500) faults.push(`${who}: ${request.method} ${request.path} → ${status}`);
        }
      }
    }
    expect(faults).toEqual([]);
    expect(seen.lists).toBeGreaterThan(150);
    expect(seen.commands).toBeGreaterThan(5);
    expect(seen.ours).toBeGreaterThan(20);
  }, 240_000);

  function isAt(route: Called['route']): (request: PlantedRequest) => boolean {
    return ({ method, path }) => method === route.method && path.split('?')[0] === `/api/v1${route.path}`;
  }

  /** Whether a call is about one thing of a campaign. */
  function isOfOne(operation: string): boolean {
    const path = calls.find(({ name }) => name === operation)?.route.path ?? '';
    // What is followed does not end.
    return path.includes('/{id}') && !SHARED.test(path) && !path.endsWith('/live');
  }

  function accessOf(operation: string): AccessRow {
    const found = calls.find(({ name }) => name === operation);
    if (found === undefined) throw new Error(`there is no operation ${operation}`);
    return found.access;
  }
});
