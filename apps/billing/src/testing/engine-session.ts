import { connect, credsAuthenticator, Events, type NatsConnection } from 'nats';
import type { EngineCredentialsView, InstructionEnvelope, IntakeReceipt } from '@daybook/contracts';

/** How an engine of the tests stands with the server. */
export type SessionState = 'connected' | 'away' | 'closed';

/** A billing engine that is connected with its credentials and comes back whenever it can. */
export class EngineSession {
  /** How often the connection was lost. */
  losses = 0;
  state: SessionState = 'connected';
  readonly receipts: IntakeReceipt[] = [];
  /** What the server did not let it do. */
  readonly refusals: string[] = [];

  private constructor(
    readonly connection: NatsConnection,
    private readonly name: string,
  ) {
    void this.watch();
    void connection.closed().then(() => (this.state = 'closed'));
  }

  /** Connects, or fails where the credentials are refused. */
  static async open(natsUrl: string, engine: EngineCredentialsView): Promise<EngineSession> {
    const connection = await connect({
      servers: natsUrl,
      inboxPrefix: engine.inboxPrefix,
      authenticator: credsAuthenticator(new TextEncoder().encode(engine.credentials)),
      reconnectTimeWait: 50,
      reconnectJitter: 0,
      maxReconnectAttempts: -1,
      // A server that lost what it knew is told of the engine's account again.
      ignoreAuthErrorAbort: true,
    });
    const session = new EngineSession(connection, engine.name);
    connection.subscribe(`intake.receipts.${engine.name}`, {
      callback: (_error, message) => void session.receipts.push(message.json()),
    });
    await connection.flush();
    return session;
  }

  /** Why the server does not let it in; fails when it does. */
  static async refusal(natsUrl: string, engine: EngineCredentialsView): Promise<string> {
    try {
      const connection = await connect({
        servers: natsUrl,
        authenticator: credsAuthenticator(new TextEncoder().encode(engine.credentials)),
        reconnect: false,
        timeout: 2_000,
      });
      await connection.close();
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    throw new Error('It was let in');
  }

  /** Publishes as an engine does; resolves with the broker's acknowledgement. */
  async publish(type: string, id: string, data: object): Promise<void> {
    const message = {
      specversion: '1.0',
      id,
      source: '/engine',
      type,
      time: new Date().toISOString(),
      data,
    };
    // While nobody answers, as when the server reads accounts anew, nothing was stored: an engine publishes again.
    const patience = { timeout: 5_000, retries: 40, retry_delay: 250 };
    await this.connection
      .jetstream()
      .publish(`intake.billing.${this.name}.${type}`, JSON.stringify(message), patience);
  }

  /** The next instruction from its own consumer, acknowledged; null when there is none for a while. */
  async nextInstruction(): Promise<InstructionEnvelope | null> {
    const consumer = await this.connection.jetstream().consumers.get('OUT', this.name);
    const message = await consumer.next({ expires: 5_000 });
    if (message === null) return null;
    await message.ackAck();
    return message.json<InstructionEnvelope>();
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  private async watch(): Promise<void> {
    for await (const status of this.connection.status()) {
      if (status.type === Events.Disconnect) {
        this.losses += 1;
        this.state = 'away';
      }
      if (status.type === Events.Error) this.refusals.push(JSON.stringify(status.data));
      if (status.type === Events.Reconnect) this.state = 'connected';
    }
  }
}
