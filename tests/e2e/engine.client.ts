import { randomUUID } from 'node:crypto';
import { connect, credsAuthenticator, type NatsConnection } from 'nats';
import type { EngineCredentialsView } from '@daybook/contracts';
import { eventually } from '@daybook/testing';

/** What billing answers an engine's message with. */
export interface Receipt {
  id: string;
  outcome: 'accepted' | 'duplicate' | 'rejected';
  code?: string;
}

/** A billing engine as its own developer would write it: a NATS client with the credentials that it was given. */
export class EngineClient {
  private readonly receipts: Receipt[] = [];

  private constructor(
    private readonly connection: NatsConnection,
    private readonly engine: EngineCredentialsView,
  ) {}

  static async connect(natsUrl: string, engine: EngineCredentialsView): Promise<EngineClient> {
    const connection = await connect({
      servers: natsUrl,
      inboxPrefix: engine.inboxPrefix,
      authenticator: credsAuthenticator(new TextEncoder().encode(engine.credentials)),
    });
    const client = new EngineClient(connection, engine);
    connection.subscribe(`intake.receipts.${engine.name}`, {
      callback: (_error, message) => client.receipts.push(message.json<Receipt>()),
    });
    await connection.flush();
    return client;
  }

  /** The CloudEvent that an engine would publish. */
  event(type: string, data: object, id: string = randomUUID()): object {
    return {
      specversion: '1.0',
      id,
      source: `/engines/${this.engine.name}`,
      type,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      data,
    };
  }

  /** Publishes bytes on a subject; resolves with the broker's acknowledgement. */
  async publish(type: string, payload: string, engine = this.engine.name): Promise<void> {
    await this.connection
      .jetstream()
      .publish(`intake.billing.${engine}.${type}`, payload, { timeout: 5_000 });
  }

  /** Publishes an event and answers the next receipt for it. */
  async tell(type: string, data: object, id: string = randomUUID()): Promise<Receipt> {
    const before = this.of(id).length;
    await this.publish(type, JSON.stringify(this.event(type, data, id)));
    return eventually(`message ${id} has a receipt`, () => this.of(id)[before]);
  }

  /** Publishes whatever bytes and answers the next receipt of all. */
  async blurt(type: string, payload: string): Promise<Receipt> {
    const before = this.receipts.length;
    await this.publish(type, payload);
    return eventually('the message has a receipt', () => this.receipts[before]);
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  private of(id: string): Receipt[] {
    return this.receipts.filter((receipt) => receipt.id === id);
  }
}
