import { headers } from 'nats';
import {
  CreateCallCenter,
  CreateCampaign,
  CreateCampaignCategory,
  CreateCustomField,
  CreateOrder,
  CreateProduct,
  ListCustomFields,
  newId,
  RegisterBillingEngine,
  type Actor,
  type CaptureMode,
  type DaybookEvent,
  type IntakeReceipt,
  type OrderView,
} from '@daybook/contracts';
import { clock, type Environment, type RunningService } from '@daybook/messaging';
import {
  bootService,
  databaseOf,
  eventually,
  journalOf,
  startNats,
  startPostgres,
  testActor,
  TestCaller,
  type TestDatabase,
  type TestNats,
  type TestPostgres,
} from '@daybook/testing';
import { BillingModule } from '../billing.module';
import { ProcessorDouble } from './processor-double';

/** As in production: on a busy machine an answer takes its time. */
const PROCESSOR_TIMEOUT_MS = 5_000;

export const address = {
  line1: '12 Main St',
  city: 'Springfield',
  state: 'IL',
  postalCode: '62701',
  country: 'US',
};

/** What is sold in the tests. */
export interface Shop {
  categoryId: string;
  campaignId: string;
  shipmentCampaignId: string;
  callCenterId: string;
  productId: string;
  once: string;
  monthly: string;
  trial: string;
  engineId: string;
  otherEngineId: string;
}

/** The billing service with its processor on a database and a NATS of its own, and what specs ask of it. */
export class BillingFixture {
  readonly services: RunningService[] = [];

  private constructor(
    private readonly postgres: TestPostgres,
    readonly nats: TestNats,
    readonly database: TestDatabase,
    readonly processor: ProcessorDouble,
    readonly caller: TestCaller,
    readonly receipts: Map<string, IntakeReceipt[]>,
    private readonly environment: Environment,
  ) {}

  /**
   * @param environment more of it, such as where plugins are
   * @param secured on a NATS server with users, as in production
   */
  static async start(environment: Environment = {}, secured = false): Promise<BillingFixture> {
    const postgres = await startPostgres();
    const nats = await startNats({ secured });
    const receipts = new Map<string, IntakeReceipt[]>();
    const fixture = new BillingFixture(
      postgres,
      nats,
      await databaseOf(postgres, { module: BillingModule }),
      await ProcessorDouble.start(),
      await TestCaller.connect(nats, secured ? await nats.credentials('gateway') : undefined),
      receipts,
      environment,
    );
    if (!secured) await fixture.hearReceipts();
    await fixture.addReplica();
    return fixture;
  }

  private async hearReceipts(): Promise<void> {
    this.caller.connection.subscribe('intake.receipts.*', {
      callback: (_error, message) => {
        const receipt = message.json<IntakeReceipt>();
        this.receipts.set(receipt.id, [...(this.receipts.get(receipt.id) ?? []), receipt]);
      },
    });
    await this.caller.connection.flush();
  }

  /** One more replica of the service. */
  async addReplica(): Promise<RunningService> {
    const service = await bootService(
      { module: BillingModule },
      {
        database: this.database,
        nats: this.nats,
        environment: {
          PROCESSOR_URL: this.processor.url,
          PROCESSOR_KEY: 'key',
          PROCESSOR_TIMEOUT_MS: String(PROCESSOR_TIMEOUT_MS),
          DATABASE_POOL: '8',
          ...(this.nats.trust === undefined ? {} : await trustOf(this.nats, this.nats.trust)),
          ...this.environment,
        },
      },
    );
    this.services.push(service);
    return service;
  }

  /** Turns the clock to when it is looked up what became of payments whose answer never came. */
  lookUpPayments(): void {
    clock.advance(2 * PROCESSOR_TIMEOUT_MS + 1_000);
  }

  async stop(): Promise<void> {
    await this.caller.close();
    await Promise.all(this.services.map((service) => service.stop()));
    await this.processor.stop();
    await this.database.drop();
    await this.nats.stop();
    await this.postgres.stop();
  }

  /** Campaigns, a product with three price points, a call center and two engines. */
  async openShop(): Promise<Shop> {
    const { caller } = this;
    const suffix = newId().slice(-12);
    const { id: categoryId } = await caller.call(CreateCampaignCategory, { name: `Category ${suffix}` });
    const campaign = (name: string, captureAt: CaptureMode) =>
      caller.call(CreateCampaign, { name, categoryId, baseCurrency: 'USD', countries: ['US'], captureAt });
    const product = await caller.call(CreateProduct, {
      name: `Vitamins ${suffix}`,
      sku: 'VIT-1',
      pricePoints: [
        { name: 'Once', unitPrice: { amount: '19.95', currency: 'USD' } },
        {
          name: 'Monthly',
          unitPrice: { amount: '39.90', currency: 'USD' },
          cycle: { unit: 'month', count: 1 },
        },
        {
          name: 'Trial',
          unitPrice: { amount: '39.90', currency: 'USD' },
          trial: { days: 14, price: { amount: '1.00', currency: 'USD' } },
          cycle: { unit: 'month', count: 1, finalCycle: 12 },
        },
      ],
    });
    const [once, monthly, trial] = product.pricePoints.map((point) => point.id) as [string, string, string];
    await this.makeField('source');
    const engine = (name: string) => caller.call(RegisterBillingEngine, { name, bills: 'Tests' });
    return {
      categoryId,
      campaignId: (await campaign(`Sale ${suffix}`, 'sale')).id,
      shipmentCampaignId: (await campaign(`Shipment ${suffix}`, 'shipment')).id,
      callCenterId: (await caller.call(CreateCallCenter, { name: `Center ${suffix}` })).id,
      productId: product.id,
      once,
      monthly,
      trial,
      engineId: (await engine(`engine-${suffix}`)).id,
      otherEngineId: (await engine(`other-${suffix}`)).id,
    };
  }

  /** A custom field of any text, unless it is there already. */
  async makeField(name: string): Promise<void> {
    const fields = await this.caller.call(ListCustomFields, { query: name });
    if (!fields.items.some((field) => field.name === name))
      await this.caller.call(CreateCustomField, { name, type: 'text' });
  }

  /** Input of an order of one product, changed as said. */
  orderInput(shop: Shop, changes: object = {}, pricePointId = shop.once): object {
    return {
      customerId: newId(),
      campaignId: shop.campaignId,
      callCenterId: shop.callCenterId,
      items: [{ productId: shop.productId, pricePointId, quantity: 2 }],
      payment: { token: 'tok_success' },
      shippingAddress: address,
      customer: { name: 'Ada Lovelace', email: 'ada@example.com' },
      customFields: { source: 'radio' },
      ...changes,
    };
  }

  order(input: object, key: string = newId(), actor: Actor = testActor()): Promise<OrderView> {
    return this.caller.call(CreateOrder, input, actor, { idempotencyKey: key });
  }

  /** An order whose recurring line the first engine bills. */
  engineOrder(shop: Shop, pricePointId: string, engineReference?: string): Promise<OrderView> {
    return this.order(
      this.orderInput(shop, {
        engineId: shop.engineId,
        items: [
          {
            productId: shop.productId,
            pricePointId,
            quantity: 1,
            ...(engineReference === undefined ? {} : { engineReference }),
          },
        ],
      }),
    );
  }

  async engineName(id: string): Promise<string> {
    const [row] = await this.database.query<{ name: string }>(
      'select name from billing_engine where id = $1',
      [id],
    );
    return row?.name ?? '';
  }

  /** Publishes as an engine does. */
  async publish(engineId: string, type: string, data: object, changes: object = {}): Promise<string> {
    const id = newId();
    const message = {
      specversion: '1.0',
      id,
      source: '/engine',
      type,
      time: new Date().toISOString(),
      data,
      ...changes,
    };
    await this.publishTo(
      `intake.billing.${await this.engineName(engineId)}.${type}`,
      JSON.stringify(message),
    );
    return message.id;
  }

  async publishTo(subject: string, payload: string, said: Record<string, string> = {}): Promise<void> {
    const all = headers();
    for (const [name, value] of Object.entries(said)) all.append(name, value);
    await this.caller.connection.jetstream().publish(subject, payload, { headers: all });
  }

  /** The last receipt for a message, once `count` of them came. */
  receipt(id: string, count = 1): Promise<IntakeReceipt> {
    return eventually(`receipt ${count} for ${id} comes`, () => {
      const all = this.receipts.get(id) ?? [];
      return all.length >= count ? all.at(-1) : undefined;
    });
  }

  /** Publishes and waits for the receipt. */
  async emit(engineId: string, type: string, data: object, changes: object = {}): Promise<IntakeReceipt> {
    const id = await this.publish(engineId, type, data, changes);
    return this.receipt(id, (this.receipts.get(id)?.length ?? 0) + 1);
  }

  async journal(): Promise<DaybookEvent[]> {
    return journalOf(this.database);
  }

  /** The events about an order, in the order in which they were recorded; not that of the card, which each payment by a new one has. */
  async eventsOf(orderId: string): Promise<DaybookEvent[]> {
    return (await this.journal()).filter(
      ({ type, data }) => data.context.orderId === orderId && type !== 'billing.payment_method.added',
    );
  }

  async typesOf(orderId: string): Promise<string[]> {
    return (await this.eventsOf(orderId)).map((event) => event.type);
  }
}

/** What billing is told of a NATS server with users. */
async function trustOf(nats: TestNats, trust: NonNullable<TestNats['trust']>): Promise<Environment> {
  return {
    NATS_CREDS: await nats.credentials('billing'),
    NATS_ACCOUNT_SEED: trust.account.signingSeed,
    NATS_ACCOUNT_PUBLIC_KEY: trust.account.publicKey,
    NATS_OPERATOR_SEED: trust.operatorSigningSeed,
    NATS_SYSTEM_CREDS: await nats.systemCredentials(),
  };
}
