import type { EngineCredentialsView, FulfillmentHouseSecretsView, UserView } from '@daybook/contracts';
import type { DemoTarget } from './load-demo-once';
import { setUpCatalog, type DemoCatalog } from './demo-catalog';
import { DemoClient } from './demo-client';

/** What the demonstration's seller has: a catalog, people, a fulfillment house and a billing engine. */
export interface DemoSeller extends DemoCatalog {
  admin: DemoClient;
  sandbox: DemoClient;
  house: string;
  engine: { id: string; name: string };
  /** Those who serve customers, signed in. */
  agents: DemoClient[];
  /** Their admin, who may do more. */
  lead: DemoClient;
}

const HOUSE = 'northwind';
const ENGINE = 'evergreen';

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
  const { campaigns, products, callCenterIds } = await setUpCatalog(admin);
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
