import { randomUUID } from 'node:crypto';
import type {
  ActionDetailView,
  ActionSummaryView,
  CampaignView,
  CustomerView,
  EngineCredentialsView,
  FulfillmentHouseSecretsView,
  FulfillmentView,
  OrderView,
  Page,
  ProductView,
  PurchaseView,
  ReportDetailsView,
  TimelineItemView,
} from '@daybook/contracts';
import { eventually, type TestSystem } from '@daybook/testing';
import { HttpClient } from '../../deploy/clients/http-client';

/** What an engine's message was answered with. */
export interface EngineAnswer {
  id: string;
  receipt: { outcome: 'accepted' | 'duplicate' | 'rejected'; code?: string } | null;
}

/** A seller with a campaign, a product on subscription, a call center, a fulfillment house and a billing engine, all through public faces. */
export class Seller {
  private constructor(
    readonly admin: HttpClient,
    readonly sandbox: HttpClient,
    readonly campaign: CampaignView,
    readonly product: ProductView,
    readonly callCenterId: string,
    readonly house: FulfillmentHouseSecretsView,
    readonly engine: EngineCredentialsView,
    readonly mark: string,
  ) {}

  /** Sets it up. Several may stand beside each other in one system. */
  static async setUp(
    system: Pick<TestSystem, 'urls' | 'adminPassword' | 'natsUrl'>,
    options: { captureAt?: 'sale' | 'shipment'; houseBehaviour?: string; admin?: HttpClient } = {},
  ): Promise<Seller> {
    const mark = randomUUID().slice(0, 8);
    const admin =
      options.admin ?? (await HttpClient.signIn(system.urls.gateway, 'admin', system.adminPassword));
    const sandbox = new HttpClient(system.urls.sandbox);
    const category = await admin.post<{ id: string }>('/campaign-categories', { name: `Beauty ${mark}` });
    const campaign = await admin.post<CampaignView>('/campaigns', {
      name: `Glow ${mark}`,
      categoryId: category.id,
      baseCurrency: 'USD',
      countries: ['US', 'CA'],
      captureAt: options.captureAt ?? 'shipment',
    });
    const product = await admin.post<ProductView>('/products', {
      name: `Serum ${mark}`,
      sku: `SER-${mark}`,
      shipped: true,
      pricePoints: [
        {
          name: 'Monthly',
          unitPrice: { amount: '39.90', currency: 'USD' },
          cycle: { unit: 'month', count: 1 },
        },
      ],
    });
    const callCenter = await admin.post<{ id: string }>('/call-centers', { name: `North ${mark}` });
    // All worlds of a system share it.
    await admin.try('POST', '/custom-fields', { body: { name: 'Source', type: 'text' } });
    const name = `house-${mark}`;
    const house = await admin.post<FulfillmentHouseSecretsView>('/fulfillment-houses', {
      name,
      url: `${system.urls.sandbox}/house/${name}/orders`,
      campaignIds: [campaign.id],
    });
    await sandbox.put(`/house/${name}`, {
      inboundSecret: house.orderSecret,
      outboundSecret: house.webhookSecret,
      webhookUrl: `${system.urls.gateway}/api/v1${house.webhookPath}`,
      behaviour: options.houseBehaviour ?? 'hold',
      shipDelayMs: 0,
    });
    const engine = await admin.post<EngineCredentialsView>('/billing-engines', {
      name: `engine-${mark}`,
      bills: 'Monthly subscriptions',
    });
    await sandbox.put(`/engine/${engine.name}`, {
      natsUrl: system.natsUrl,
      credentials: engine.credentials,
      inboxPrefix: engine.inboxPrefix,
    });
    return new Seller(admin, sandbox, campaign, product, callCenter.id, house, engine, mark);
  }

  createCustomer(
    name: string,
    client: HttpClient = this.admin,
    key: string = randomUUID(),
  ): Promise<CustomerView> {
    return client.post<CustomerView>(
      '/customers',
      {
        name,
        emails: [
          { address: `${name.toLowerCase().replace(/[^a-z0-9]+/g, '.')}@customers.example`, primary: true },
        ],
        addresses: [
          {
            purpose: 'shipping',
            line1: '1 Main Street',
            city: 'Springfield',
            postalCode: '12345',
            country: 'US',
          },
        ],
      },
      key,
    );
  }

  /** An order of one serum on subscription, billed by the engine from then on. */
  orderOf(customer: Pick<CustomerView, 'id' | 'name'>, token = 'tok_success'): object {
    return {
      customerId: customer.id,
      campaignId: this.campaign.id,
      callCenterId: this.callCenterId,
      items: [{ productId: this.product.id, pricePointId: this.product.pricePoints[0]?.id, quantity: 1 }],
      payment: { token },
      shippingAddress: { line1: '1 Main Street', city: 'Springfield', postalCode: '12345', country: 'US' },
      customer: { name: customer.name },
      engineId: this.engine.id,
      customFields: { Source: 'TV' },
    };
  }

  order(
    customer: Pick<CustomerView, 'id' | 'name'>,
    token = 'tok_success',
    client: HttpClient = this.admin,
    key: string = randomUUID(),
  ): Promise<OrderView> {
    return client.post<OrderView>('/orders', this.orderOf(customer, token), key);
  }

  async purchaseOf(customerId: string): Promise<PurchaseView> {
    const { items } = await this.admin.get<Page<PurchaseView>>(`/customers/${customerId}/purchases`);
    const [purchase] = items;
    if (purchase === undefined) throw new Error(`customer ${customerId} has no purchase`);
    return purchase;
  }

  /** Publishes a message as the engine and waits for its receipt. */
  async publish(type: string, data: object, id: string = randomUUID()): Promise<EngineAnswer> {
    return (
      await this.sandbox.send<EngineAnswer>('POST', `/engine/${this.engine.name}/events`, {
        body: { type, data, id },
      })
    ).body;
  }

  rebill(purchaseId: string, cycle = 1): object {
    return {
      purchaseId,
      cycle,
      amount: { amount: '39.90', currency: 'USD' },
      processor: 'sandbox',
      responseCode: '00',
    };
  }

  async fulfillmentOf(orderId: string): Promise<FulfillmentView> {
    return eventually(`order ${orderId} has a fulfillment`, async () => {
      const { items } = await this.admin.get<Page<FulfillmentView>>(`/orders/${orderId}/fulfillments`);
      return items[0];
    });
  }

  /** The house posts a webhook about a fulfillment of its own. */
  async housePosts(fulfillmentId: string, event: object): Promise<void> {
    await eventually(`the house knows fulfillment ${fulfillmentId}`, async () => {
      await this.sandbox.post(`/house/${this.house.name}/orders/${fulfillmentId}/events`, event);
      return true;
    });
  }

  /** Action → total of this world's campaign, or of whatever the query says. */
  async totals(query = `campaignId=${this.campaign.id}`): Promise<Record<string, number>> {
    const { items } = await this.admin.get<ActionSummaryView>(`/reports/customer-service/actions?${query}`);
    return Object.fromEntries(items.map((item) => [item.action, item.total]));
  }

  /** All rows of the report's details, page by page. */
  async details(query: string, client: HttpClient = this.admin): Promise<ActionDetailView[]> {
    const found: ActionDetailView[] = [];
    for (let cursor: string | undefined; ;) {
      const page: ReportDetailsView = await client.get<ReportDetailsView>(
        `/reports/customer-service/details?${query}&limit=200${cursor === undefined ? '' : `&cursor=${cursor}`}`,
      );
      found.push(...page.items);
      cursor = page.nextCursor;
      if (cursor === undefined) return found;
    }
  }

  async timeline(customerId: string, query = ''): Promise<TimelineItemView[]> {
    return (
      await this.admin.get<Page<TimelineItemView>>(`/customers/${customerId}/activity?limit=200${query}`)
    ).items;
  }

  /** How often each type of activity stands in a customer's timeline. */
  async counts(customerId: string): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const item of await this.timeline(customerId)) counts[item.type] = (counts[item.type] ?? 0) + 1;
    return counts;
  }
}
