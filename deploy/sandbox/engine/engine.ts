import {
  connect,
  credsAuthenticator,
  headers,
  type JetStreamClient,
  type NatsConnection,
  type Subscription,
} from 'nats';

import type { EngineRecord, EngineState, EngineEvent, Receipt } from './engine-records';

const REPEAT_AFTER_MS = 30_000;
const PUBLISH_AGAIN_AFTER_MS = 1_000;

/** One billing engine: its connection, and the repeating of events that have no receipt yet. */
export class Engine {
  private connection: NatsConnection | undefined;
  private stream: JetStreamClient | undefined;
  private reading: Promise<void>[] = [];
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly publishing = new Set<Promise<void>>();
  private readonly listeners = new Map<string, Set<(receipt: Receipt) => void>>();
  private closed = false;

  constructor(
    readonly state: EngineState,
    private readonly keep: (record: EngineRecord) => Promise<void>,
    private readonly now: () => Date,
  ) {}

  get connected(): boolean {
    return this.connection !== undefined && !this.connection.isClosed();
  }

  /** Connects (and keeps trying for ever), then publishes what has no receipt. Rejects when the credentials are refused. */
  async connect(): Promise<void> {
    const settings = this.state.settings;
    if (!settings) throw new Error(`engine ${this.state.name} has no settings`);
    await this.disconnect();
    this.closed = false;
    const connection = await connect({
      servers: settings.natsUrl,
      name: `sandbox-engine-${this.state.name}`,
      inboxPrefix: settings.inboxPrefix,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 500,
      // A server that lost what it knew is told of the engine's account again by Daybook.
      ignoreAuthErrorAbort: true,
      ...(settings.credentials === undefined
        ? {}
        : { authenticator: credsAuthenticator(Buffer.from(settings.credentials)) }),
    });
    this.connection = connection;
    this.stream = connection.jetstream();
    this.reading = [
      this.readReceipts(connection.subscribe(`intake.receipts.${this.state.name}`)),
      this.readInstructions(connection.subscribe(`out.billing.${this.state.name}.>`)),
    ];
    // Both subscriptions stand on the server before the first event goes out.
    await connection.flush();
    for (const event of this.state.events.values()) {
      if (!this.state.receiptOf(event.id)) this.publish(event, true);
    }
  }

  async disconnect(): Promise<void> {
    this.closed = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    const connection = this.connection;
    this.connection = undefined;
    if (connection && !connection.isClosed()) await connection.close();
    await Promise.all(this.publishing);
    await Promise.all(this.reading);
  }

  /**
   * Publishes an event on JetStream until there is a receipt for it. A repetition carries no message id, since the
   * stream would drop it as a duplicate and nobody would answer.
   */
  publish(event: EngineEvent, repetition: boolean): void {
    if (this.closed || this.state.receiptOf(event.id)) return;
    const run = this.publishOnce(event, repetition).then((delayMs) => {
      this.publishing.delete(run);
      if (this.closed || this.state.receiptOf(event.id)) return;
      this.timers.set(
        event.id,
        setTimeout(() => this.publish(event, true), delayMs),
      );
    });
    this.publishing.add(run);
  }

  /** The event's receipt, or undefined when none came in time. */
  receipt(id: string, waitMs: number): Promise<Receipt | undefined> {
    const known = this.state.receiptOf(id);
    if (known || waitMs === 0) return Promise.resolve(known);
    return new Promise((resolve) => {
      const waiting = this.listeners.get(id) ?? new Set();
      const done = (receipt: Receipt | undefined): void => {
        clearTimeout(timer);
        waiting.delete(done);
        if (waiting.size === 0) this.listeners.delete(id);
        resolve(receipt);
      };
      const timer = setTimeout(() => done(undefined), waitMs);
      waiting.add(done);
      this.listeners.set(id, waiting);
    });
  }

  /** Milliseconds until the next try: short when the broker did not take it, else the time to wait for a receipt. */
  private async publishOnce(event: EngineEvent, repetition: boolean): Promise<number> {
    try {
      const messageHeaders = headers();
      messageHeaders.set('content-type', 'application/cloudevents+json');
      await this.stream?.publish(
        `intake.billing.${this.state.name}.${event.type}`,
        Buffer.from(event.payload),
        {
          headers: messageHeaders,
          ...(repetition ? {} : { msgID: event.id }),
        },
      );
      return REPEAT_AFTER_MS;
    } catch {
      // Not buffered (no stream, no broker, not allowed): the same event is tried again until there is a receipt.
      return PUBLISH_AGAIN_AFTER_MS;
    }
  }

  private async readReceipts(subscription: Subscription): Promise<void> {
    for await (const message of subscription) {
      const receipt = message.json<Receipt>();
      await this.keep({ kind: 'receipt', engine: this.state.name, at: this.now().toISOString(), receipt });
      clearTimeout(this.timers.get(receipt.id));
      this.timers.delete(receipt.id);
      for (const listener of this.listeners.get(receipt.id) ?? []) listener(receipt);
    }
  }

  private async readInstructions(subscription: Subscription): Promise<void> {
    for await (const message of subscription) {
      const { subject } = message;
      await this.keep({
        kind: 'instruction',
        engine: this.state.name,
        at: this.now().toISOString(),
        subject,
        payload: message.string(),
      });
    }
  }
}
