import { randomUUID } from 'node:crypto';
import { connect, credsAuthenticator, type NatsConnection } from 'nats';
import type { EngineCredentialsView, IntakeReceipt } from '@daybook/contracts';

/** Milliseconds that a receipt is waited for. */
const RECEIPT_WITHIN = 30_000;

type Listener = (receipt: IntakeReceipt) => void;

/** While nobody answers, as when the server reads accounts anew, nothing was stored: it is published again. */
const PUBLISHING = { timeout: 5_000, retries: 40, retry_delay: 250 };

/** A billing engine as its own developer would write it: a NATS client with the credentials that it was given. */
export class EngineClient {
  /** Who waits for the next receipt of a message, by its id; those at `any` wait for the next of all. */
  private readonly waiting = new Map<string, Listener[]>();
  private readonly any: Listener[] = [];

  private constructor(
    private readonly connection: NatsConnection,
    private readonly engine: Pick<EngineCredentialsView, 'name'>,
  ) {}

  /** Connects with what billing gave when the engine was registered. */
  static async connect(
    natsUrl: string,
    engine: Pick<EngineCredentialsView, 'name' | 'credentials' | 'inboxPrefix'>,
  ): Promise<EngineClient> {
    const connection = await connect({
      servers: natsUrl,
      inboxPrefix: engine.inboxPrefix,
      authenticator: credsAuthenticator(new TextEncoder().encode(engine.credentials)),
    });
    const client = new EngineClient(connection, engine);
    connection.subscribe(`intake.receipts.${engine.name}`, {
      callback: (error, message) => {
        if (error === null) client.heard(message.json<IntakeReceipt>());
      },
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
  async publish(type: string, payload: string | Uint8Array, engine = this.engine.name): Promise<void> {
    await this.connection.jetstream().publish(`intake.billing.${engine}.${type}`, payload, PUBLISHING);
  }

  /** Publishes an event and answers the next receipt for it. @throws when there is none in time */
  async emit(type: string, data: object, id: string = randomUUID()): Promise<IntakeReceipt> {
    const listeners = this.waiting.get(id) ?? [];
    this.waiting.set(id, listeners);
    const receipt = next(listeners, `message ${id}`);
    await Promise.all([this.publish(type, JSON.stringify(this.event(type, data, id))), receipt]);
    return receipt;
  }

  /** Publishes whatever bytes and answers the next receipt of all. @throws when there is none in time */
  async blurt(type: string, payload: string): Promise<IntakeReceipt> {
    const receipt = next(this.any, 'the message');
    await Promise.all([this.publish(type, payload), receipt]);
    return receipt;
  }

  /** Takes and acknowledges the next thing that it is told, and answers its type. @throws when there is none in time */
  async obey(): Promise<string> {
    const consumer = await this.connection.jetstream().consumers.get('OUT', this.engine.name);
    const message = await consumer.next({ expires: RECEIPT_WITHIN });
    if (message === null) throw new Error(`${this.engine.name} was told nothing`);
    if (!(await message.ackAck())) throw new Error('the acknowledgement did not arrive');
    return message.json<{ type: string }>().type;
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  private heard(receipt: IntakeReceipt): void {
    const listeners = this.waiting.get(receipt.id);
    this.waiting.delete(receipt.id);
    for (const listener of [...(listeners ?? []), ...this.any.splice(0)]) listener(receipt);
  }
}

/** The next receipt that these listeners are told. */
function next(listeners: Listener[], what: string): Promise<IntakeReceipt> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`${what} had no receipt within ${RECEIPT_WITHIN / 1000} s`)),
      RECEIPT_WITHIN,
    );
    listeners.push((receipt) => {
      clearTimeout(timer);
      resolve(receipt);
    });
  });
}
