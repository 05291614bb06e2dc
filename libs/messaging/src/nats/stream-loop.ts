import { AckPolicy, ConsumerEvents, DeliverPolicy, nanos, type ConsumerMessages, type JsMsg } from 'nats';
import { Backoff, pause } from '../core/failures';
import type { ServiceLogger } from '../core/logger';
import type { Bus } from './bus';
import { ensureStream, type StreamName } from './streams';

/** Takes the server's filter from a consumer; the client leaves out what is undefined. */
const NO_FILTER = { filter_subject: undefined, filter_subjects: undefined };

/** What a loop reads and how. */
export interface StreamLoopOptions {
  stream: StreamName;
  /** Name of the durable consumer: replicas that use the same one share the messages. */
  durable: string;
  /**
   * Which messages are worked on, by their subject; the others are acknowledged as they come. Default: all. Not the
   * server's filter: behind the newest messages that reads a stream a hundred times slower (ADR 0033).
   */
  wants?(subject: string): boolean;
  /** Messages handed over at once, at most. */
  batch: number;
  replicas: number;
  /** Sees each message as it comes, while the batch before it is worked on. */
  onMessage?(message: JsMsg): void;
  /** Works on a batch; the messages are acknowledged after it resolves, and tried again for ever while it rejects. */
  handle(messages: JsMsg[]): Promise<void>;
  /** Called when the stream or the durable consumer was new: something may have been missed. */
  onFresh?(): void;
}

/**
 * Reads a JetStream stream for ever: makes stream and consumer where they are missing, survives reconnects and their
 * deletion, hands over batches and acknowledges after the work is committed.
 */
export class StreamLoop {
  private readonly stop = new AbortController();
  private readonly queue: JsMsg[] = [];
  private messages: ConsumerMessages | null = null;
  private wake: (() => void) | null = null;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly bus: Bus,
    private readonly options: StreamLoopOptions,
    private readonly logger: ServiceLogger,
  ) {}

  /** Messages that were read and wait to be worked on. */
  get waiting(): number {
    return this.queue.length;
  }

  start(): void {
    this.running = Promise.all([this.read(), this.work()]);
  }

  /** Lets the batch at work finish and takes no more. */
  async close(): Promise<void> {
    this.stop.abort();
    this.messages?.stop();
    this.wake?.();
    await this.running;
  }

  private async read(): Promise<void> {
    const backoff = new Backoff();
    while (!this.stop.signal.aborted) {
      try {
        const messages = await this.open();
        this.messages = messages;
        // Closed while it was opened: nobody else would stop it.
        if (this.stop.signal.aborted) messages.stop();
        backoff.reset();
        void this.watch(messages);
        for await (const message of messages) {
          if (this.options.wants?.(message.subject) === false) {
            message.ack();
            continue;
          }
          this.options.onMessage?.(message);
          this.queue.push(message);
          this.wake?.();
        }
      } catch (error) {
        if (!this.stop.signal.aborted && this.bus.up) {
          this.logger.warn(
            `reading ${this.options.stream} as ${this.options.durable} failed; trying again`,
            error,
          );
        }
      }
      await pause(backoff.next(), this.stop.signal);
    }
  }

  private async open(): Promise<ConsumerMessages> {
    const { stream, durable, replicas, batch } = this.options;
    const manager = await this.bus.connection.jetstreamManager({ checkAPI: false });
    let fresh = await ensureStream(manager, stream, replicas);
    try {
      const { config } = await manager.consumers.info(stream, durable);
      if (config.filter_subject !== undefined || config.filter_subjects !== undefined) {
        // Made before messages were chosen here. Nothing that it passed over was wanted.
        await manager.consumers.update(stream, durable, NO_FILTER);
      }
    } catch (error) {
      if (!(error instanceof Error) || !/not found/i.test(error.message)) throw error;
      await manager.consumers.add(stream, {
        durable_name: durable,
        ack_policy: AckPolicy.Explicit,
        deliver_policy: DeliverPolicy.All,
        ack_wait: nanos(30_000),
        max_ack_pending: batch * 4,
      });
      fresh = true;
    }
    if (fresh) this.options.onFresh?.();
    const consumer = await this.bus.connection.jetstream().consumers.get(stream, durable);
    return consumer.consume({ max_messages: batch * 2, expires: 5_000, idle_heartbeat: 1_000 });
  }

  /** A deleted stream or consumer does not end the iteration by itself. */
  private async watch(messages: ConsumerMessages): Promise<void> {
    for await (const status of await messages.status()) {
      const gone =
        status.type === ConsumerEvents.ConsumerDeleted ||
        status.type === ConsumerEvents.ConsumerNotFound ||
        status.type === ConsumerEvents.StreamNotFound ||
        (status.type === ConsumerEvents.HeartbeatsMissed && Number(status.data) >= 3 && this.bus.up);
      if (gone) {
        messages.stop();
        return;
      }
    }
  }

  private async work(): Promise<void> {
    const backoff = new Backoff();
    while (!this.stop.signal.aborted) {
      if (this.queue.length === 0) {
        await new Promise<void>((resolve) => (this.wake = resolve));
        continue;
      }
      const batch = this.queue.splice(0, this.options.batch);
      while (!this.stop.signal.aborted) {
        try {
          await this.options.handle(batch);
          for (const message of batch) message.ack();
          backoff.reset();
          break;
        } catch (error) {
          this.logger.warn(`${this.options.durable} could not take a batch; trying again`, error);
          for (const message of batch) message.working();
          await pause(backoff.next(), this.stop.signal);
        }
      }
    }
  }
}
