import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

/** An order as a house got it. */
export interface ReceivedOrder {
  webhookId: string;
  type: string;
  data: {
    fulfillmentId: string;
    items: { itemId: string; sku: string; quantity: number }[];
    shipTo?: object;
  };
}

/** A fulfillment house over real HTTP, that checks what it gets with the reference implementation. */
export class HouseDouble {
  readonly orders: ReceivedOrder[] = [];
  /** What it answers from now on. */
  status = 202;
  /** What its answers say. */
  answer = '';
  /** It takes connections and answers nothing. */
  silent = false;
  /** Requests that came, answered or not. */
  requests = 0;
  /** The secrets it knows; a message must be signed with the last one. */
  secret = '';

  private constructor(private readonly server: Server) {}

  static async start(): Promise<HouseDouble> {
    const server = createServer();
    const house = new HouseDouble(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        house.requests += 1;
        if (house.silent) return;
        const taken =
          house.status >= 300 || house.take(request.headers as Record<string, string>, Buffer.concat(chunks));
        response.writeHead(taken ? house.status : 401).end(house.answer);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return house;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/orders`;
  }

  of(fulfillmentId: string, type = 'fulfillment.order'): ReceivedOrder[] {
    return this.orders.filter((order) => order.data.fulfillmentId === fulfillmentId && order.type === type);
  }

  /** Ends the connections of all that wait for an answer. */
  hangUp(): void {
    this.server.closeAllConnections();
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private take(headers: Record<string, string>, body: Buffer): boolean {
    try {
      const message = new Webhook(this.secret).verify(body, headers) as Omit<ReceivedOrder, 'webhookId'>;
      this.orders.push({ ...message, webhookId: String(headers['webhook-id']) });
      return true;
    } catch (error) {
      if (error instanceof WebhookVerificationError) return false;
      throw error;
    }
  }
}
