import { randomBytes } from 'node:crypto';
import type {
  CampaignView,
  DiscountView,
  EngineCredentialsView,
  FulfillmentHouseSecretsView,
  ProductView,
  UserView,
} from '@daybook/contracts';
import { HttpClient } from '../../clients/http-client';
import {
  CAMPAIGNS,
  CURRENCIES,
  ENGINES,
  HOUSES,
  PRODUCTS,
  type CampaignKey,
  type CampaignOffer,
  type EngineName,
  type HouseName,
  type ProductKey,
  type ProductOffer,
} from './demo-offer';
import { CALL_CENTERS, STAFF, type CallCenter } from './demo-staff';
import type { DemoWorld } from './demo-world';

/** Where the system is that the demonstration is lived in. */
export interface DemoAddresses {
  readonly gateway: string;
  readonly sandbox: string;
  readonly nats: string;
}

/** Makes what a seller has before the first customer comes: a catalog, people, houses, engines and their rules. */
export async function setUpWorld(world: DemoWorld, addresses: DemoAddresses): Promise<void> {
  await makeCatalog(world);
  for (const name of Object.keys(CALL_CENTERS) as CallCenter[])
    world.callCenters.set(name, (await world.admin.post<{ id: string }>('/call-centers', { name })).id);
  await makeHouses(world, addresses);
  for (const [name, bills] of Object.entries(ENGINES)) {
    const engine = await world.admin.post<EngineCredentialsView>('/billing-engines', { name, bills });
    const { credentials, inboxPrefix } = engine;
    await world.sandbox.put(`/engine/${name}`, { natsUrl: addresses.nats, credentials, inboxPrefix });
    world.engines.set(name as EngineName, engine.id);
  }
  await makeStaff(world, addresses.gateway);
  await makeRules(world, addresses.gateway);
}

async function makeCatalog({ admin, campaigns, products, discounts }: DemoWorld): Promise<void> {
  for (const name of ['Source', 'Coupon']) await admin.post('/custom-fields', { name, type: 'text' });
  const profile = await admin.post<{ id: string }>('/recycle-profiles', {
    name: 'Three tries',
    tries: [{ afterDays: 2 }, { afterDays: 3, percentOff: 10 }, { afterDays: 5, percentOff: 20 }],
  });
  const categories = new Map<string, string>();
  for (const [key, offer] of Object.entries<CampaignOffer>(CAMPAIGNS)) {
    const { name, category, baseCurrency, countries, captureAt, settings } = offer;
    const known = categories.get(category);
    const categoryId =
      known ?? (await admin.post<{ id: string }>('/campaign-categories', { name: category })).id;
    categories.set(category, categoryId);
    const rules = { categoryId, captureAt, recycleProfileId: profile.id, ...settings };
    const made = await admin.post<CampaignView>('/campaigns', { name, baseCurrency, countries, ...rules });
    campaigns.set(key as CampaignKey, made);
  }
  for (const [key, offer] of Object.entries<ProductOffer>(PRODUCTS)) {
    const { name, sku, prices, trial, cycle, options = [], membershipName } = offer;
    const pricePoints = CURRENCIES.map((currency) => ({
      name: `${cycle === undefined ? 'Single' : 'Subscription'}, ${currency}`,
      unitPrice: { amount: prices[currency], currency },
      ...(cycle === undefined ? {} : { cycle }),
      ...(trial && { trial: { days: trial.days, price: { amount: trial.prices[currency], currency } } }),
    }));
    const made = await admin.post<ProductView>('/products', {
      ...{ name, sku, pricePoints, shipped: true },
      options: options.map((option) => ({ name: option })),
      ...(membershipName === undefined ? {} : { membershipName }),
    });
    products.set(key as ProductKey, made);
  }
  for (const [name, percentOff, occurrences] of [
    ['Welcome 10', 10, 1],
    ['Loyal customer', 15, 3],
  ] as const)
    discounts.push(await admin.post<DiscountView>('/discounts', { name, percentOff, occurrences }));
}

async function makeHouses(
  { admin, sandbox, campaigns, houses }: DemoWorld,
  to: DemoAddresses,
): Promise<void> {
  for (const [name, rules] of Object.entries(HOUSES)) {
    const served = (Object.keys(CAMPAIGNS) as CampaignKey[]).filter((key) => CAMPAIGNS[key].house === name);
    const house = await admin.post<FulfillmentHouseSecretsView>('/fulfillment-houses', {
      name,
      url: `${to.sandbox}/house/${name}/orders`,
      ...('default' in rules ? {} : { campaignIds: served.map((key) => campaigns.get(key)?.id) }),
      ...rules,
    });
    await sandbox.put(`/house/${name}`, {
      inboundSecret: house.orderSecret,
      outboundSecret: house.webhookSecret,
      webhookUrl: `${to.gateway}/api/v1${house.webhookPath}`,
      behaviour: 'hold',
      shipDelayMs: 0,
    });
    houses.set(name as HouseName, house.id);
  }
}

/** People sign in with passwords of this run alone: at the restore they get the installation's own. */
async function makeStaff(world: DemoWorld, gateway: string): Promise<void> {
  for (const member of STAFF) {
    const { username, accessLevel, callCenter, campaigns } = member;
    const password = randomBytes(18).toString('base64url');
    const { id } = await world.admin.post<UserView>('/users', {
      ...{ username, password, accessLevel, email: `${username}@daybook.example` },
      ...(callCenter === undefined ? {} : { callCenterId: world.callCenters.get(callCenter) }),
      ...(campaigns === undefined ? {} : { campaignIds: campaigns.map((key) => world.campaign(key).id) }),
      ...(accessLevel === 'cs_agent' ? { refundLimit: { amount: '500.00', currency: 'USD' } } : {}),
    });
    const client = await HttpClient.stayIn(gateway, username, password);
    world.staff.set(username, { ...member, id, client });
  }
}

async function makeRules(world: DemoWorld, gateway: string): Promise<void> {
  const { admin, sandbox } = world;
  const hours = [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '19:00' }];
  const targets = {
    ...{ firstReplyMinutes: 240, resolutionMinutes: 1_200 },
    businessHours: { timeZone: 'America/Chicago', hours },
  };
  await admin.put('/case-schemes/shipment', { targets, defaultPriority: 'normal' });
  await admin.post('/case-macros', {
    name: 'Parcel on its way',
    reply: 'Your parcel of case {{caseNumber}} is on its way.',
    status: 'pending',
  });
  // Nobody lives in Lost Lane, and some cards were closed.
  await sandbox.put('/plugins/address-check', { behaviour: 'decline', when: 'Lost Lane' });
  await sandbox.put('/plugins/fraud', { behaviour: 'decline', when: 'Shady Street' });
  await sandbox.put('/plugins/card-updater', { behaviour: 'decline', when: 'tok_capture_fails' });
  const { key } = await admin.post<{ key: string }>('/api-keys', {
    ...{ username: 'line-connector', name: 'LINE' },
    scopes: ['conversations.deliver', 'customers.view'],
  });
  world.connector = new HttpClient(`${gateway}/api/v1`, { 'x-api-key': key });
  await admin.send('PATCH', '/settings', { body: { notifyEmails: ['finance@daybook.example'] } });
}
