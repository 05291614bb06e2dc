import { randomUUID } from 'node:crypto';
import type {
  BillingEngineView,
  EngineCredentialsView,
  FulfillmentHouseSecretsView,
  UserView,
} from '@daybook/contracts';
import { setUpCatalog, type LoadCatalog } from './load-catalog';
import { DemoClient, forEach } from '../clients/demo-client';
import { HttpClient } from '../clients/http-client';
import type { LoadOptions } from './load-options';
import type { Catalog } from './load-plan';

/** An agent who has signed in. */
export interface SignedIn {
  userId: string;
  client: HttpClient;
}

/** Everything that a day needs and that is its own: a catalog, users, an engine and a house. */
export interface LoadSetup extends LoadCatalog {
  mark: string;
  admin: HttpClient;
  /** Who gives money back. */
  lead: SignedIn;
  agents: SignedIn[];
  engine: EngineCredentialsView;
  house: FulfillmentHouseSecretsView;
}

const AGENTS_AT_MOST = 40;
const AT_ONCE = 4;

/** Makes what a run needs through the public faces. Several runs may go on beside each other in one system. */
export async function setUp(options: LoadOptions, houseUrl: string): Promise<LoadSetup> {
  const mark = randomUUID().slice(0, 8);
  const admin = await HttpClient.signIn(options.gateway, 'admin', options.adminPassword);
  const caller = new DemoClient(admin);
  const catalog = await setUpCatalog(caller, mark);
  const house = await admin.post<FulfillmentHouseSecretsView>('/fulfillment-houses', {
    name: `load-${mark}`,
    url: houseUrl,
    campaignIds: catalog.campaigns.map(({ id }) => id),
  });
  const engine = await admin.post<EngineCredentialsView>('/billing-engines', {
    name: `load-${mark}`,
    bills: 'What the run sells',
  } satisfies Pick<BillingEngineView, 'name' | 'bills'>);
  const signUp = async (username: string, accessLevel: string, at: number): Promise<SignedIn> => {
    const password = randomUUID();
    const callCenterId = catalog.callCenterIds[at % catalog.callCenterIds.length];
    const user = await admin.post<UserView>('/users', { username, password, accessLevel, callCenterId });
    return { userId: user.id, client: await HttpClient.signIn(options.gateway, username, password) };
  };
  const lead = await signUp(`load-${mark}-lead`, 'cs_admin', 0);
  const agents: SignedIn[] = [];
  const count = Math.max(4, Math.min(AGENTS_AT_MOST, Math.ceil(options.rate)));
  await forEach(
    Array.from({ length: count }, (_, index) => index),
    AT_ONCE,
    async (index) => {
      agents[index] = await signUp(`load-${mark}-${index + 1}`, 'cs_agent', index);
    },
  );
  return { mark, admin, ...catalog, house, engine, lead, agents };
}

/** Ends a run: nobody can sign in as its agents any more, and its engine is shut out. What was done stays. */
export async function tearDown(setup: LoadSetup): Promise<void> {
  const users = [setup.lead, ...setup.agents];
  await forEach(users, AT_ONCE, async ({ userId }) => {
    await setup.admin.send('PATCH', `/users/${userId}`, { body: { active: false } });
  });
}

/** What of the catalog the plan needs to know. */
export function planned(catalog: LoadCatalog, settles: boolean): Catalog {
  return {
    campaigns: catalog.campaigns,
    products: catalog.products.map(({ pricePoints }) => ({
      recurring: pricePoints.some(({ cycle }) => cycle !== undefined),
      trial: pricePoints.some(({ trial }) => trial !== undefined),
    })),
    settles,
  };
}
