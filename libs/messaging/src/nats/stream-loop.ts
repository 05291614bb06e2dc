import {
  AckPolicy,
  ConsumerEvents,
  DeliverPolicy,
  nanos,
  NatsError,
  type ConsumerMessages,
  type JsMsg,
} from 'nats';
import { Backoff, isTransient, pause } from '../core/failures';
import type { ServiceLogger } from '../core/logger';
import { loopsOf, type LoopProgress, type Loops } from '../core/loops';
import type { Bus } from './bus';
import { ensureStream, type StreamName } from './streams';

/** Takes the server's filter from a consumer; the client leaves out what is undefined. */
const NO_FILTER = { filter_subject: undefined, filter_subjects: undefined };

/** Milliseconds between the ends of one batch and the begin of the next: what comes in numbers is gathered, a lone message is not kept waiting. */
const GATHER_MS = 20;

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
  /**
   * Works on a batch; the messages are acknowledged after it resolves. While it rejects for a passing reason they are
   * tried again for ever; for another, each is worked on alone.
   */
  handle(messages: JsMsg[]): Promise<void>;
  /** Keeps a message that cannot be worked on even alone; it is acknowledged then. */
  keep(message: JsMsg, error: unknown): Promise<void>;
  /** Called when the stream or the durable consumer was new: something may have been missed. */
  onFresh?(): void;
}

/** Why something can never be done. */
interface Refused {
  readonly reason: unknown;
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
  private readonly loops: Loops;
  private readonly reading: LoopProgress;
  private readonly working: LoopProgress;
  private readonly keeping: LoopProgress;
  /** Sequences of messages that could neither be taken nor kept. */
  private readonly unkept = new Set<number>();

  constructor(
    private readonly bus: Bus,
    private readonly options: StreamLoopOptions,
    private readonly logger: ServiceLogger,
  ) {
    const { stream, durable } = options;
    this.loops = loopsOf(logger);
    this.reading = this.loops.add(`reading ${stream} as ${durable}`);
    this.working = this.loops.add(`taking messages of ${durable}`);
    this.keeping = this.loops.add(`keeping messages of ${durable}`);
  }

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
    for (const progress of [this.reading, this.working, this.keeping]) this.loops.remove(progress);
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
        this.reading.advanced();
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
          this.reading.failed();
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
    let endedAt = -Infinity;
    while (!this.stop.signal.aborted) {
      if (this.queue.length === 0) {
        await new Promise<void>((resolve) => (this.wake = resolve));
        continue;
      }
      const rest = endedAt + GATHER_MS - performance.now();
      if (rest > 0 && this.queue.length < this.options.batch) await pause(rest, this.stop.signal);
      await this.take(this.queue.splice(0, this.options.batch), backoff);
      endedAt = performance.now();
    }
  }

  /** Works on messages until they are acknowledged, or are to be sent again: a message costs itself only. */
  private async take(batch: JsMsg[], backoff: Backoff): Promise<void> {
    const refused = await this.untilPassed(batch, backoff, () => this.options.handle(batch));
    if (refused === null) return;
    const [only] = batch;
    if (batch.length > 1) for (const message of batch) await this.take([message], backoff);
    else if (only !== undefined) await this.keep(only, refused, backoff);
  }

  private async keep(message: JsMsg, { reason }: Refused, backoff: Backoff): Promise<void> {
    const refused = await this.untilPassed([message], backoff, () => this.options.keep(message, reason));
    if (refused === null) return;
    // It comes again after a while; the others go on.
    this.unkept.add(message.seq);
    this.keeping.failed();
    this.logger.error(`${this.options.durable} could neither take nor keep a message`, {
      sequence: message.seq,
      err: refused.reason as Error,
    });
  }

  /** Does something until it is done, and acknowledges; answers why it can never be done. */
  private async untilPassed(
    batch: readonly JsMsg[],
    backoff: Backoff,
    work: () => Promise<void>,
  ): Promise<Refused | null> {
    while (!this.stop.signal.aborted) {
      this.working.began();
      try {
        await work();
        this.acknowledge(batch);
        backoff.reset();
        return null;
      } catch (reason) {
        if (!this.passes(reason)) return { reason };
        this.working.failed();
        this.logger.warn(`${this.options.durable} could not take a batch; trying again`, reason);
        for (const message of batch) message.working();
        await pause(backoff.next(), this.stop.signal);
      } finally {
        this.working.rests();
      }
    }
    return null;
  }

  private acknowledge(batch: readonly JsMsg[]): void {
    for (const message of batch) {
      message.ack();
      this.unkept.delete(message.seq);
    }
    this.working.advanced();
    if (this.unkept.size === 0) this.keeping.advanced();
  }

  /** What NATS refuses while it starts again passes as well. */
  private passes(error: unknown): boolean {
    return isTransient(error) || error instanceof NatsError || !this.bus.up;
  }
}
