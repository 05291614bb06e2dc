import { connect, credsAuthenticator, Events, type NatsConnection } from 'nats';
import { textOrFile, type ServiceConfig } from '../core/config';
import { pause } from '../core/failures';
import type { ServiceLogger } from '../core/logger';

/**
 * A service's connection to NATS. It reconnects for ever; `up` says whether it is connected now, and
 * `onReconnect` is how consumers learn that they may have missed something.
 */
export class Bus {
  private connected = true;
  private readonly listeners = new Set<() => void>();
  /** The end of this turn of the event loop, if somebody waits for it. */
  private turn: Promise<void> | null = null;

  private constructor(
    readonly connection: NatsConnection,
    /** What the subjects begin with on which it may be answered. */
    readonly inboxPrefix: string,
    private readonly logger: ServiceLogger,
  ) {
    void this.watch();
  }

  /** Connects, waiting for a server that is not there yet. */
  static async connect(
    name: string,
    config: Pick<ServiceConfig, 'natsUrl' | 'natsCreds'>,
    logger: ServiceLogger,
  ): Promise<Bus> {
    const inboxPrefix = `_INBOX_${name}`;
    const connection = await connect({
      servers: config.natsUrl.split(','),
      name,
      inboxPrefix,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
      reconnectJitter: 100,
      waitOnFirstConnect: true,
      ignoreAuthErrorAbort: true,
      // Else each request takes a picture of the stack, for an error that hardly ever comes.
      noAsyncTraces: true,
      pingInterval: 5_000,
      maxPingOut: 2,
      ...(config.natsCreds === undefined
        ? {}
        : { authenticator: credsAuthenticator(new TextEncoder().encode(textOrFile(config.natsCreds))) }),
    });
    return new Bus(connection, inboxPrefix, logger);
  }

  /** Whether the connection stands now. */
  get up(): boolean {
    return this.connected && !this.connection.isClosed();
  }

  /**
   * Sends together with all else that comes up in this turn of the event loop: one write instead of one for each.
   * @returns what the sending answers; fails as it fails
   */
  gather<T>(send: () => T | Promise<T>): Promise<T> {
    this.turn ??= new Promise((resolve) => {
      setImmediate(() => {
        this.turn = null;
        resolve();
      });
    });
    return this.turn.then(send);
  }

  /** Answers how to listen no more. */
  onReconnect(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Resolves when the server has taken in all that was said before: from then on it knows our subscriptions. */
  async flush(): Promise<void> {
    while (!this.connection.isClosed()) {
      try {
        await this.connection.flush();
        return;
      } catch (error) {
        // Lost on the way: everything is said again to the server that comes next.
        this.logger.debug('NATS went away before it had heard everything', error);
        await pause(100);
      }
    }
  }

  async close(): Promise<void> {
    if (!this.connection.isClosed()) await this.connection.close();
  }

  private async watch(): Promise<void> {
    for await (const status of this.connection.status()) {
      if (status.type === Events.Disconnect) {
        this.connected = false;
        this.logger.warn('NATS is gone; reconnecting');
      } else if (status.type === Events.Reconnect) {
        this.connected = true;
        this.logger.info('NATS is back');
        for (const listener of [...this.listeners]) listener();
      } else if (status.type === Events.Error) {
        this.logger.error('NATS refused something', { reason: status.data });
      }
    }
  }
}
