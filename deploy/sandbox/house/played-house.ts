import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import type { FulfillmentHouseSecretsView, HouseWebhookType } from '@daybook/contracts';
import { HouseClient } from '../../clients/house-client';
import { trackingNumberOf } from './houses';

/** What a played house does with orders. */
export const playedBehaviours = ['deliver', 'ship', 'accept', 'fail', 'silent'] as const;
export type PlayedBehaviour = (typeof playedBehaviours)[number];

/** How a house behaves; by default it delivers each order in one parcel. */
export interface PlayedHouseOptions {
  behaviour: PlayedBehaviour;
  parcels: number;
  /** Seconds between two of its messages. */
  pause: number;
  /** Seconds by which each message comes later than what it tells. */
  late: number;
  /** Each message comes again, under its id and under another one. */
  twice: boolean;
  /** What is told of an order comes in the wrong order. */
  shuffle: boolean;
  /** Seconds from the start for which it answers 503. */
  down: number;
}

interface HouseMessage {
  type: HouseWebhookType;
  at: Date;
  data: object;
}

const TRIES = 10;

/** A fulfillment house with an HTTP server of its own, that is as late, repetitive and confused as it is told to be. */
export class PlayedHouse {
  private readonly server: Server;
  private readonly client: HouseClient;
  private readonly verifier: Webhook;
  private readonly shipped = new Set<string>();
  private readonly cancelled = new Set<string>();
  private readonly seen = new Set<string>();
  private readonly upFrom: number;

  constructor(
    gateway: string,
    secrets: Pick<FulfillmentHouseSecretsView, 'name' | 'webhookSecret' | 'orderSecret'>,
    private readonly options: PlayedHouseOptions,
    private readonly say: (sentence: string) => void,
  ) {
    this.client = new HouseClient(gateway, secrets);
    this.verifier = new Webhook(secrets.orderSecret);
    this.upFrom = Date.now() + options.down * 1_000;
    this.server = createServer((request, response) => {
      this.take(request).then(
        (status) => response.writeHead(status).end(),
        (error: unknown) => {
          this.say(`not taken: ${String(error)}`);
          response.writeHead(error instanceof WebhookVerificationError ? 401 : 400).end();
        },
      );
    });
  }

  /** @returns the port */
  async listen(port: number, host = '127.0.0.1'): Promise<number> {
    await new Promise<void>((resolve, reject) =>
      this.server.once('error', reject).listen(port, host, resolve),
    );
    return (this.server.address() as AddressInfo).port;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async take(request: IncomingMessage): Promise<number> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = request.headers as Record<string, string>;
    const { type, data } = this.verifier.verify(Buffer.concat(chunks), headers) as {
      type: string;
      data: { fulfillmentId: string; orderNumber?: string; bundled?: object[] };
    };
    if (Date.now() < this.upFrom) return 503;
    const id = headers['webhook-id'] ?? '';
    const { fulfillmentId, bundled = [] } = data;
    const more = bundled.length === 0 ? '' : ` with ${bundled.length} more`;
    this.say(`got ${type} ${fulfillmentId}${more}${this.seen.has(id) ? ', again' : ''}`);
    if (!this.seen.has(id)) {
      this.seen.add(id);
      const messages =
        type === 'fulfillment.cancel' ? this.cancel(fulfillmentId) : this.course(fulfillmentId);
      void this.send(messages).catch((error: unknown) => this.say(String(error)));
    }
    return 202;
  }

  private cancel(fulfillmentId: string): HouseMessage[] {
    if (this.options.behaviour === 'silent') return [];
    const late = this.shipped.has(fulfillmentId);
    if (!late) this.cancelled.add(fulfillmentId);
    const type = late ? 'fulfillment.cancel_failed' : 'fulfillment.cancelled';
    return [{ type, at: new Date(), data: { fulfillmentId } }];
  }

  /** What becomes of an order, each a little later than the one before. */
  private course(fulfillmentId: string): HouseMessage[] {
    const { behaviour, parcels, pause } = this.options;
    const messages: HouseMessage[] = [];
    const add = (type: HouseWebhookType, data: object = {}): void => {
      const at = new Date(Date.now() + messages.length * Math.max(1, pause * 1_000));
      messages.push({ type, at, data: { fulfillmentId, ...data } });
    };
    if (behaviour === 'silent') return messages;
    if (behaviour === 'fail') {
      add('fulfillment.failed', { reason: 'out of stock' });
      return messages;
    }
    add('fulfillment.accepted');
    const carried = Array.from({ length: behaviour === 'accept' ? 0 : parcels }, (_, index) => ({
      trackingNumber: `${trackingNumberOf(fulfillmentId)}${index === 0 ? '' : `-${index + 1}`}`,
      carrier: 'Sandbox Parcel',
    }));
    for (const parcel of carried) add('fulfillment.shipped', parcel);
    for (const parcel of behaviour === 'deliver' ? carried : []) add('fulfillment.delivered', parcel);
    return messages;
  }

  private async send(course: readonly HouseMessage[]): Promise<void> {
    const { late, shuffle, twice } = this.options;
    const last = course.at(-1);
    if (last === undefined) return;
    const order = shuffle ? [...course].reverse() : course;
    for (const each of order) {
      const { fulfillmentId } = each.data as { fulfillmentId: string };
      const from = shuffle ? last.at : each.at;
      await delay(Math.max(0, from.getTime() + late * 1_000 - Date.now()));
      if (this.cancelled.has(fulfillmentId) && each.type !== 'fulfillment.cancelled') continue;
      if (each.type === 'fulfillment.shipped') this.shipped.add(fulfillmentId);
      const id = `msg_${randomUUID()}`;
      await this.post(each, id);
      if (twice) for (const again of [id, `msg_${randomUUID()}`]) await this.post(each, again);
    }
  }

  /** What is answered 5xx, or not at all, is posted again under its id. */
  private async post({ type, at, data }: HouseMessage, id: string): Promise<void> {
    const body = JSON.stringify({ type, timestamp: at.toISOString(), data });
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const status = await this.client.post(body, { id }).then(
        (answer) => answer.status,
        (error: unknown) => String(error),
      );
      this.say(`told ${type} ${(data as { fulfillmentId: string }).fulfillmentId}: ${status}`);
      if (typeof status === 'number' && status < 500) return;
      await delay(1_000 * attempt);
    }
  }
}
