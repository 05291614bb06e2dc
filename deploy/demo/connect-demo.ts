import type {
  BillingEngineView,
  EngineCredentialsView,
  FulfillmentHouseSecretsView,
  FulfillmentHouseView,
  Page,
} from '@daybook/contracts';
import { HttpClient } from '../clients/http-client';
import type { DemoTarget } from '../local/demo-start';

/**
 * Has the sandbox of this installation play the houses and engines of the demonstration: their secrets and credentials
 * belong to one installation, so they are made anew here, as for any house or engine that lost its own.
 */
export async function connectDemo(target: DemoTarget): Promise<void> {
  const admin = await HttpClient.signIn(target.gatewayUrl, 'admin', target.adminPassword);
  const sandbox = new HttpClient(target.sandboxUrl);
  const houses = await admin.get<Page<FulfillmentHouseView>>('/fulfillment-houses?limit=200');
  for (const { id, name } of houses.items) {
    const url = `${target.sandboxUrl}/house/${name}/orders`;
    await admin.send('PATCH', `/fulfillment-houses/${id}`, { body: { url } });
    const house = await admin.post<FulfillmentHouseSecretsView>(`/fulfillment-houses/${id}/secrets`);
    await sandbox.put(`/house/${name}`, {
      inboundSecret: house.orderSecret,
      outboundSecret: house.webhookSecret,
      webhookUrl: `${target.gatewayUrl}/api/v1${house.webhookPath}`,
      behaviour: 'ship',
      shipDelayMs: 1_000,
    });
  }
  const engines = await admin.get<Page<BillingEngineView>>('/billing-engines?limit=200');
  for (const { id, name } of engines.items) {
    const engine = await admin.post<EngineCredentialsView>(`/billing-engines/${id}/credentials`);
    const { credentials, inboxPrefix } = engine;
    await sandbox.put(`/engine/${name}`, { natsUrl: target.natsUrl, credentials, inboxPrefix });
  }
}
