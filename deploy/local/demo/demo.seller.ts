import type {
  CampaignView,
  EngineCredentialsView,
  FulfillmentHouseSecretsView,
  ProductView,
  UserView,
} from '@daybook/contracts';
import type { DemoTarget } from '../demo-data';
import { DemoClient } from './demo.client';

/** What the demonstration's seller has: a catalog, people, a fulfillment house and a billing engine. */
export interface DemoSeller {
  admin: DemoClient;
  sandbox: DemoClient;
  campaigns: CampaignView[];
  products: ProductView[];
  callCenterIds: string[];
  house: string;
  engine: { id: string; name: string };
  /** Those who serve customers, signed in. */
  agents: DemoClient[];
  /** Their admin, who may do more. */
  lead: DemoClient;
}

const HOUSE = 'northwind';
const ENGINE = 'evergreen';

const CAMPAIGNS = [
  { name: 'Glow', category: 'Beauty', baseCurrency: 'USD', countries: ['US', 'CA'], captureAt: 'shipment' },
  { name: 'Glow Europe', category: 'Beauty', baseCurrency: 'EUR', countries: [], captureAt: 'sale' },
  { name: 'Vital Daily', category: 'Wellness', baseCurrency: 'USD', countries: [], captureAt: 'sale' },
];

const PRODUCTS = [
  { name: 'Radiance Serum', sku: 'RAD-30', price: '39.90' },
  { name: 'Vitamin C Complex', sku: 'VCC-60', price: '24.50', trial: '4.95' },
  { name: 'Sleep Gummies', sku: 'SLG-90', price: '19.00', once: true },
];

const PEOPLE = [
  { username: 'maya', accessLevel: 'cs_agent', callCenter: 0 },
  { username: 'jonas', accessLevel: 'cs_agent', callCenter: 0 },
  { username: 'priya', accessLevel: 'cs_agent', callCenter: 1 },
  { username: 'elena', accessLevel: 'cs_admin' },
  { username: 'sam', accessLevel: 'sales_rep', campaigns: [0, 2] },
  { username: 'nora', accessLevel: 'finance' },
  { username: 'partner', accessLevel: 'affiliate', campaigns: [2] },
] satisfies { username: string; accessLevel: string; callCenter?: number; campaigns?: number[] }[];

/** Sets the seller up, or finds it where it stands already. The people sign in with the first password of the admin. */
export async function setUpSeller(target: DemoTarget): Promise<DemoSeller> {
  const admin = await DemoClient.signIn(target.gatewayUrl, 'admin', target.adminPassword);
  const sandbox = new DemoClient(target.sandboxUrl);
  const campaigns = await makeCampaigns(admin);
  const [products, callCenterIds] = await Promise.all([makeProducts(admin), makeCallCenters(admin)]);
  const [engine] = await Promise.all([
    setUpEngine(admin, sandbox, target),
    setUpHouse(admin, sandbox, target),
  ]);
  for (const { username, accessLevel, callCenter, campaigns: kept } of PEOPLE) {
    await admin.makeOrFind<UserView>(
      '/users',
      {
        username,
        password: target.adminPassword,
        accessLevel,
        ...(callCenter === undefined ? {} : { callCenterId: callCenterIds[callCenter] }),
        ...(kept === undefined ? {} : { campaignIds: kept.map((index) => campaigns[index]?.id) }),
      },
      (user) => user.username === username,
    );
  }
  const signIn = (username: string) => DemoClient.signIn(target.gatewayUrl, username, target.adminPassword);
  const [lead, ...agents] = await Promise.all(['elena', 'maya', 'jonas', 'priya'].map(signIn));
  return {
    admin,
    sandbox,
    campaigns,
    products,
    callCenterIds,
    house: HOUSE,
    engine,
    agents,
    lead: lead,
  };
}

async function makeCampaigns(admin: DemoClient): Promise<CampaignView[]> {
  const categories = new Map<string, string>();
  const campaigns: CampaignView[] = [];
  for (const { category, ...campaign } of CAMPAIGNS) {
    if (!categories.has(category)) {
      const made = await admin.post<{ id: string }>(`category-${category}`, '/campaign-categories', {
        name: category,
      });
      categories.set(category, made.id);
    }
    const body = { ...campaign, categoryId: categories.get(category) };
    campaigns.push(await admin.post<CampaignView>(`campaign-${campaign.name}`, '/campaigns', body));
  }
  return campaigns;
}

function makeProducts(admin: DemoClient): Promise<ProductView[]> {
  return Promise.all(
    PRODUCTS.map(({ name, sku, price, trial, once }) =>
      admin.post<ProductView>(`product-${sku}`, '/products', {
        name,
        sku,
        shipped: true,
        pricePoints: ['USD', 'EUR'].map((currency) => ({
          name: once ? `Single, ${currency}` : `Monthly, ${currency}`,
          unitPrice: { amount: price, currency },
          ...(once ? {} : { cycle: { unit: 'month', count: 1 } }),
          ...(trial === undefined ? {} : { trial: { days: 14, price: { amount: trial, currency } } }),
        })),
      }),
    ),
  );
}

function makeCallCenters(admin: DemoClient): Promise<string[]> {
  return Promise.all(
    ['Springfield', 'Toronto', 'Online'].map(
      async (name) => (await admin.post<{ id: string }>(`call-center-${name}`, '/call-centers', { name })).id,
    ),
  );
}

async function setUpHouse(admin: DemoClient, sandbox: DemoClient, target: DemoTarget): Promise<void> {
  const found = await admin.makeOrFind<FulfillmentHouseSecretsView>(
    '/fulfillment-houses',
    { name: HOUSE, url: `${target.sandboxUrl}/house/${HOUSE}/orders` },
    (house) => house.name === HOUSE,
  );
  // Secrets are shown once: of a house that stands already they are made anew.
  const house = found.made
    ? found.item
    : await admin.post<FulfillmentHouseSecretsView>(
        'house-secrets',
        `/fulfillment-houses/${found.item.id}/secrets`,
      );
  await sandbox.put(`/house/${HOUSE}`, {
    inboundSecret: house.orderSecret,
    outboundSecret: house.webhookSecret,
    webhookUrl: `${target.gatewayUrl}/api/v1${house.webhookPath}`,
    behaviour: 'ship',
    shipDelayMs: 1_000,
  });
}

async function setUpEngine(
  admin: DemoClient,
  sandbox: DemoClient,
  target: DemoTarget,
): Promise<{ id: string; name: string }> {
  const found = await admin.makeOrFind<EngineCredentialsView>(
    '/billing-engines',
    { name: ENGINE, bills: 'Monthly subscriptions' },
    (engine) => engine.name === ENGINE,
  );
  const engine = found.made
    ? found.item
    : await admin.post<EngineCredentialsView>(
        'engine-credentials',
        `/billing-engines/${found.item.id}/credentials`,
      );
  await sandbox.put(`/engine/${ENGINE}`, {
    natsUrl: target.natsUrl,
    credentials: engine.credentials,
    inboxPrefix: engine.inboxPrefix,
  });
  return { id: found.item.id, name: ENGINE };
}
