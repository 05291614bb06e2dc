import {
  CreateFulfillmentHouse,
  type DaybookEvent,
  type FulfillmentHouseSecretsView,
  type FulfillmentSummaryView,
  type FulfillmentView,
  GetFulfillment,
  ListOrderFulfillments,
  newId,
  ReceiveFulfillmentWebhook,
} from '@daybook/contracts';
import { textOf, type Environment, type RunningService } from '@daybook/messaging';
import { clock } from '@daybook/persistence';
import {
  bootService,
  databaseOf,
  eventually,
  journalOf,
  startNats,
  startPostgres,
  TestCaller,
  type TestDatabase,
  type TestNats,
  type TestPostgres,
} from '@daybook/testing';
import { FulfillmentModule } from '../fulfillment.module';
import { signatureOf } from '../houses/standard-webhook';
import { billingEvent } from './billing-event';
import { billedCycle, type BilledCycleChanges, type BilledPurchase } from './billed-cycle';
import { HouseDouble } from './house-double';

/** The key under which secrets are kept in the tests. */
export const HOUSE_SECRETS_KEY = Buffer.alloc(32, 1).toString('base64');

/** A webhook of a house, ready to be posted. */
export interface SignedWebhook {
  house: string;
  id: string;
  timestamp: string;
  signature: string;
  body: string;
  bodyEncoding: 'utf8' | 'base64';
}

/** The fulfillment service on a database and a NATS of its own, with a house, and what specs ask of them. */
export class FulfillmentFixture {
  house!: FulfillmentHouseSecretsView;
  private sequence = 0;
  private readonly doubles: HouseDouble[] = [];

  private constructor(
    private readonly postgres: TestPostgres,
    private readonly nats: TestNats,
    readonly database: TestDatabase,
    private service: RunningService,
    readonly caller: TestCaller,
    readonly double: HouseDouble,
  ) {}

  static async start(environment: Environment = {}): Promise<FulfillmentFixture> {
    const [postgres, nats, double] = await Promise.all([startPostgres(), startNats(), HouseDouble.start()]);
    const database = await databaseOf(postgres, { module: FulfillmentModule });
    const service = await FulfillmentFixture.boot(database, nats, environment);
    const fixture = new FulfillmentFixture(
      postgres,
      nats,
      database,
      service,
      await TestCaller.connect(nats),
      double,
    );
    fixture.house = await fixture.caller.call(CreateFulfillmentHouse, { name: 'acme', url: double.url });
    double.secret = fixture.house.orderSecret;
    return fixture;
  }

  async stop(): Promise<void> {
    await this.caller.close();
    await this.service.stop();
    await Promise.all([this.double, ...this.doubles].map((double) => double.stop()));
    await this.database.drop();
    await this.nats.stop();
    await this.postgres.stop();
  }

  /** One more house, that gets the orders of a campaign of its own. */
  async addHouse(
    name: string,
    changes: object = {},
  ): Promise<{ double: HouseDouble; campaignId: string; id: string }> {
    const double = await HouseDouble.start();
    const campaignId = newId();
    const house = await this.caller.call(CreateFulfillmentHouse, {
      name,
      url: double.url,
      campaignIds: [campaignId],
      ...changes,
    });
    double.secret = house.orderSecret;
    this.doubles.push(double);
    return { double, campaignId, id: house.id };
  }

  /** A second replica on the same database. */
  replica(): Promise<RunningService> {
    return FulfillmentFixture.boot(this.database, this.nats);
  }

  /** Publishes an event of billing's, as its relay does. */
  async emit(
    type: string,
    data: Partial<DaybookEvent['data']>,
    numbered = ++this.sequence,
    at = clock.now(),
  ): Promise<void> {
    const event = billingEvent(type, data, numbered, at);
    await this.caller.connection
      .jetstream()
      .publish(`events.${type}`, JSON.stringify(event), { msgID: event.id });
  }

  /** Completes an order of one shipped product; answers its fulfillment once it is there. */
  async ordered(
    changes: { orderId?: string; campaignId?: string; customerId?: string } = {},
  ): Promise<FulfillmentView> {
    const { orderId = newId(), campaignId = newId(), customerId = newId() } = changes;
    await this.complete(orderId, campaignId, customerId);
    return this.view((await this.ofOrder(orderId)).id);
  }

  /** Tells that an order is complete. */
  async complete(
    orderId: string,
    campaignId: string,
    customerId: string,
    shipped = true,
    sequence?: number,
  ): Promise<void> {
    const line = {
      id: newId(),
      productId: newId(),
      productName: 'Vitamin C',
      sku: 'VC-1',
      quantity: 3,
      shipped,
    };
    await this.emit(
      'billing.order.completed',
      {
        attributes: {
          orderId,
          productNames: ['Vitamin C'],
          items: [line],
          captureAt: 'sale',
          amount: { amount: '9.90', currency: 'USD' },
        },
        context: {
          customerId,
          orderId,
          orderNumber: '1001',
          campaignId,
          productIds: [line.productId],
          customFields: { Source: 'TV' },
        },
        personal: {
          name: 'Ada',
          shippingAddress: { line1: '12 Main St', city: 'Springfield', country: 'US' },
        },
      },
      sequence,
    );
  }

  /** Tells that a cycle of a purchase was billed. */
  bill(purchase: BilledPurchase, cycle: number, changes: BilledCycleChanges = {}): Promise<void> {
    return this.emit(`billing.${changes.type ?? 'rebill.succeeded'}`, billedCycle(purchase, cycle, changes));
  }

  /** The fulfillments of an order by the cycle that they ship; 0 is the order's own. */
  async ofCycles(orderId: string, count: number): Promise<Map<number, FulfillmentSummaryView>> {
    return eventually(`the order has ${count} fulfillments`, async () => {
      const { items } = await this.caller.call(ListOrderFulfillments, { id: orderId });
      expect(items).toHaveLength(count);
      return new Map(items.map((item) => [item.cycle ?? 0, item]));
    });
  }

  /** The fulfillment of an order, once it is there. */
  ofOrder(orderId: string): Promise<FulfillmentSummaryView> {
    return eventually('the order has a fulfillment', async () => {
      const { items } = await this.caller.call(ListOrderFulfillments, { id: orderId });
      return items.find((item) => item.reshipmentOf === undefined);
    });
  }

  view(id: string): Promise<FulfillmentView> {
    return this.caller.call(GetFulfillment, { id });
  }

  /** Waits until a fulfillment has a state. */
  becomes(id: string, status: string): Promise<FulfillmentView> {
    return eventually(`the fulfillment is ${status}`, async () => {
      const view = await this.view(id);
      expect(view.status).toBe(status);
      return view;
    });
  }

  /** A genuine webhook of the house, as it would be posted. */
  signed(
    content: object | string | Buffer,
    changes: Partial<SignedWebhook> = {},
    secret = this.house.webhookSecret,
  ): SignedWebhook {
    const id = changes.id ?? `msg_${newId()}`;
    const timestamp = changes.timestamp ?? String(Math.floor(clock.now().getTime() / 1000));
    const bytes =
      typeof content === 'string' || Buffer.isBuffer(content)
        ? Buffer.from(content)
        : Buffer.from(JSON.stringify(content));
    const { text: body, encoding: bodyEncoding } = textOf(bytes);
    return {
      house: 'acme',
      id,
      timestamp,
      body,
      bodyEncoding,
      signature: signatureOf([secret], id, Number(timestamp), bytes),
      ...changes,
    };
  }

  /** What the house says about a fulfillment; `at` in milliseconds from now. */
  message(type: string, fulfillmentId: string, data: object = {}, at = 0): object {
    const timestamp = new Date(clock.now().getTime() + at).toISOString();
    return { type: `fulfillment.${type}`, timestamp, data: { fulfillmentId, ...data } };
  }

  /** Posts a webhook of the house; it is applied when that returns. */
  post(type: string, fulfillmentId: string, data: object = {}, at = 0): Promise<void> {
    return this.send(this.signed(this.message(type, fulfillmentId, data, at)));
  }

  /** Posts a webhook as it is; it is applied, or parked, when that returns. */
  async send(webhook: SignedWebhook): Promise<void> {
    await this.caller.call(ReceiveFulfillmentWebhook, webhook);
    await eventually('the webhook is applied', async () => {
      const waiting = `select from webhook_inbox where webhook_id = $1 and state = 'waiting'`;
      return (await this.database.query(waiting, [webhook.id])).length === 0;
    });
  }

  /** What was recorded about a fulfillment, in order. */
  async factsOf(fulfillmentId: string): Promise<DaybookEvent[]> {
    return (await journalOf(this.database)).filter(
      (event) => event.data.about.fulfillmentId === fulfillmentId,
    );
  }

  async typesOf(fulfillmentId: string): Promise<string[]> {
    return (await this.factsOf(fulfillmentId)).map(({ type }) => type.replace('fulfillment.', ''));
  }

  /** Starts the service anew, with another environment. */
  async restart(environment: Environment): Promise<void> {
    await this.service.stop();
    this.service = await FulfillmentFixture.boot(this.database, this.nats, environment);
  }

  private static boot(
    database: TestDatabase,
    nats: TestNats,
    environment: Environment = {},
  ): Promise<RunningService> {
    const own = {
      WORK_EVERY_MS: '30',
      HOUSE_TIMEOUT_MS: '2000',
      HOUSE_ALLOWED_HOSTS: '127.0.0.1',
      HOUSE_SECRETS_KEY,
    };
    return bootService(
      { module: FulfillmentModule },
      { database, nats, environment: { ...own, ...environment } },
    );
  }
}
