import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import type { FulfillmentHouseSecretsView, HouseWebhookType } from '@daybook/contracts';
import { HouseClient } from '../clients/house-client';
import { LOAD_HOUSE_PORT } from '../local/system/system-options';
import type { Tally, DoneActivity } from './tally';
import { Unintended, type Measurements } from './measurements';
import type { Parcel } from './load-plan';

/** What the house is to do with an order, and whose it is. */
export interface ParcelPlan {
  parcel: Parcel;
  /** The agent cancels the order, so that it may never reach the house. */
  cancelled: boolean;
  /** Whether the first shipment captures the payment. */
  captures: boolean;
  activity: Omit<DoneActivity, 'type'>;
}

interface Order {
  plan?: ParcelPlan;
  fulfillmentId?: string;
  state: 'waiting' | 'working' | 'done';
}

/** What the house tells of a parcel, in this order. */
const COURSE: readonly { webhook: HouseWebhookType; activity: string }[] = [
  { webhook: 'fulfillment.shipped', activity: 'fulfillment.fulfillment.shipped' },
  { webhook: 'fulfillment.delivered', activity: 'fulfillment.fulfillment.delivered' },
  { webhook: 'fulfillment.returned', activity: 'fulfillment.rma.returned' },
];
const TOLD: Readonly<Record<Parcel, number>> = { waits: 0, shipped: 1, delivered: 2, returned: 3 };
const BETWEEN_MS = 400;

/** A fulfillment house with an HTTP server of its own: takes signed orders and tells by signed webhooks what became of them. */
export class LoadHouse {
  private readonly orders = new Map<string, Order>();
  private readonly server: Server;
  private client: HouseClient | undefined;
  private verifier: Webhook | undefined;

  constructor(
    private readonly tally: Tally,
    private readonly measurements: Measurements,
  ) {
    this.server = createServer((request, response) => {
      this.take(request).then(
        () => response.writeHead(202).end(),
        (error: unknown) => {
          this.measurements.fault(`order to the house: ${String(error)}`);
          response.writeHead(400).end();
        },
      );
    });
  }

  /** Listens. @returns the address for orders */
  async listen(host: string): Promise<string> {
    const local = host === '127.0.0.1' ? host : '0.0.0.0';
    await new Promise<void>((resolve) => this.server.listen(LOAD_HOUSE_PORT, local, resolve));
    return `http://${host}:${(this.server.address() as AddressInfo).port}/orders`;
  }

  /** Begins to work, with the secrets it was given. */
  open(gateway: string, secrets: FulfillmentHouseSecretsView): void {
    this.client = new HouseClient(gateway, secrets);
    this.verifier = new Webhook(secrets.orderSecret);
  }

  /** Says what to do with an order, before or after it comes. */
  expect(orderId: string, plan: ParcelPlan): void {
    const order = this.order(orderId);
    order.plan = plan;
    this.workOn(order);
  }

  /** Orders that have not come yet or are being worked on. */
  get busy(): number {
    return [...this.orders.values()].filter(
      ({ state, plan }) => state === 'working' || (state === 'waiting' && plan?.cancelled !== true),
    ).length;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async take(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    this.verifier?.verify(body, request.headers as Record<string, string>);
    const { type, data } = JSON.parse(body) as {
      type: string;
      data: { fulfillmentId: string; orderId?: string };
    };
    if (type === 'fulfillment.cancel') void this.emit('fulfillment.cancelled', data.fulfillmentId);
    if (type !== 'fulfillment.order' || data.orderId === undefined) return;
    const order = this.order(data.orderId);
    order.fulfillmentId = data.fulfillmentId;
    this.workOn(order);
  }

  private order(orderId: string): Order {
    const order = this.orders.get(orderId) ?? { state: 'waiting' };
    this.orders.set(orderId, order);
    return order;
  }

  private workOn(order: Order): void {
    const { plan, fulfillmentId, state } = order;
    if (state !== 'waiting' || plan === undefined || fulfillmentId === undefined) return;
    order.state = 'working';
    this.tally.add({ ...plan.activity, type: 'fulfillment.export.succeeded' });
    void this.follow(plan, fulfillmentId).finally(() => (order.state = 'done'));
  }

  private async follow(plan: ParcelPlan, fulfillmentId: string): Promise<void> {
    for (const { webhook, activity } of COURSE.slice(0, TOLD[plan.parcel])) {
      await delay(BETWEEN_MS);
      if (!(await this.emit(webhook, fulfillmentId))) return;
      this.tally.add({ ...plan.activity, type: activity });
      if (webhook === 'fulfillment.shipped' && plan.captures)
        this.tally.add({ ...plan.activity, type: 'billing.capture.succeeded' });
    }
  }

  /** @returns whether the webhook was taken */
  private async emit(type: HouseWebhookType, fulfillmentId: string): Promise<boolean> {
    const { client } = this;
    if (client === undefined) throw new Error('the house is not open');
    const parcel =
      type === 'fulfillment.cancelled' ? {} : { trackingNumber: `1Z${fulfillmentId}`, carrier: 'UPS' };
    const body = JSON.stringify({
      type,
      timestamp: new Date().toISOString(),
      data: { fulfillmentId, ...parcel },
    });
    const id = `msg_${type}_${fulfillmentId}`;
    try {
      await this.measurements.call(`webhook ${type.replace('fulfillment.', '')}`, () =>
        client.post(body, { id }),
      );
      return true;
    } catch (error) {
      if (error instanceof Unintended) return false;
      throw error;
    }
  }
}
