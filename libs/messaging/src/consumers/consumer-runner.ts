import { SpanKind } from '@opentelemetry/api';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  sequenceOf,
  type DaybookEvent,
  type JournalSlice,
  type ProducerName,
  type ServiceName,
} from '@daybook/contracts';
import { openSpan, type UnitOfWork } from '@daybook/persistence';
import { isTransient, pause, reasonOf } from '../core/failures';
import { withLogContext } from '../core/log-context';
import type { ServiceLogger } from '../core/logger';
import type { Metrics } from '../core/metrics';
import { WorkLoop } from '../core/work-loop';
import type { HeardHead, Heads } from '../journal/heads';
import type { Bus } from '../nats/bus';
import type { DeadLetters } from './dead-letters';
import { applyOnce, type EventConsumer } from './event-consumer';
import { MissingEvents } from './missing-events';

/** All that is missing is asked for again this often, whatever happened. */
const SWEEP_EVERY_MS = 60_000;
/** How many events that do not concern a consumer wait to be noted as applied. */
const MOST_PASSED_OVER = 1_000;

/** An event as it was read from the stream. */
export interface ReadEvent {
  event: DaybookEvent;
  /** The step of its trace in which it was published. */
  published: string | undefined;
}

/** What a runner needs of its service. */
export interface RunnerTools {
  service: ServiceName;
  bus: Bus;
  work: UnitOfWork;
  heads: Heads;
  deadLetters: DeadLetters;
  metrics: Metrics;
  logger: ServiceLogger;
  replicas: number;
}

/**
 * Feeds one consumer: what the service reads from the stream, and from the producers' journals whatever the stream did
 * not bring: on start, after a reconnect, when stream or durable are new, each minute, and when an announced event stays
 * missing.
 */
export class ConsumerRunner {
  private readonly sweeping: WorkLoop;
  private readonly due = new Set<ProducerName>();
  /** The step of its trace in which an event was published. */
  private readonly published = new WeakMap<DaybookEvent, string>();
  /** Events that were received and are not applied yet. Lost, they are read again from the journal. */
  private received: DaybookEvent[] = [];
  private readonly missing: MissingEvents;

  constructor(
    private readonly consumer: EventConsumer,
    private readonly tools: RunnerTools,
  ) {
    this.missing = new MissingEvents(consumer.name, tools.work);
    const what = `sweeping journals for ${consumer.name}`;
    this.sweeping = new WorkLoop(what, SWEEP_EVERY_MS, () => this.sweepDue(), tools.logger, {
      watches: [],
    });
  }

  start(): void {
    this.tools.deadLetters.register(this.consumer);
    this.count();
    this.tools.bus.onReconnect(() => this.sweepSoon());
    this.tools.heads.onHead((head) => void this.compare(head));
    this.sweeping.start();
  }

  /** Sweeps no more. */
  close(): Promise<void> {
    return this.sweeping.stop();
  }

  /** Asks the producers' journals for whatever is missing, as soon as possible. */
  sweepSoon(producers: readonly ProducerName[] = this.consumer.producers): void {
    for (const producer of producers) this.due.add(producer);
    this.sweeping.wake();
  }

  /** Whether a producer's events are for this consumer. */
  wants(producer: string): boolean {
    return (this.consumer.producers as readonly string[]).includes(producer);
  }

  /** Receives events of its producers. Answers whether they are to be applied now; what concerns nobody may wait. */
  receive(events: readonly ReadEvent[]): boolean {
    this.received.push(...events.map(({ event }) => event));
    for (const { event, published } of events) if (published) this.published.set(event, published);
    const concerned = events.some(({ event }) => this.consumer.concerns(event));
    return concerned || this.received.length >= MOST_PASSED_OVER;
  }

  /** Hands over what it received: whoever takes it applies it. */
  takeReceived(): DaybookEvent[] {
    return this.received.splice(0);
  }

  /** Keeps a message that cannot be taken. */
  keep(bytes: Uint8Array, reason: string): Promise<void> {
    return this.tools.deadLetters.storeBytes(this.consumer.name, bytes, reason);
  }

  /** Applies events; where one of several cannot be applied, the others still are. Rejects for what passes by itself. */
  async apply(events: readonly DaybookEvent[]): Promise<void> {
    if (events.length === 0) return;
    try {
      const note = await this.tools.work.transaction((em) => this.applyIn(em, events));
      note();
    } catch (error) {
      if (isTransient(error)) throw error;
      await this.applyOthers(events, error);
    }
  }

  /** Applies events in a transaction that may be others' as well. @returns what is to be called once it is committed */
  async applyIn(em: EntityManager, events: readonly DaybookEvent[]): Promise<() => void> {
    const { metrics } = this.tools;
    const consumer = this.consumer.name;
    const startTime = Date.now();
    const began = performance.now();
    const eventIds = events.map((event) => event.id);
    const fresh = await withLogContext({ consumer, eventIds }, () => applyOnce(em, this.consumer, events));
    return () => {
      metrics.consumerDuration.observe({ consumer }, (performance.now() - began) / 1_000);
      metrics.consumerEvents.inc({ consumer, outcome: 'applied' }, fresh.length);
      for (const event of fresh) if (this.consumer.concerns(event)) this.trace(event, startTime);
    };
  }

  /** Applies those of several events that can be; a single one that cannot is kept. */
  private async applyOthers(events: readonly DaybookEvent[], error: unknown): Promise<void> {
    const [only] = events;
    if (events.length > 1 || only === undefined) {
      const half = events.length >> 1;
      await this.apply(events.slice(0, half));
      return this.apply(events.slice(half));
    }
    const { deadLetters, logger, metrics } = this.tools;
    const consumer = this.consumer.name;
    const reason = reasonOf(error);
    if (!(await deadLetters.store(consumer, only, reason))) return;
    metrics.consumerEvents.inc({ consumer, outcome: 'dead' });
    this.trace(only, Date.now(), error);
    const { id: eventId, type } = only;
    logger.error('an event became a dead letter', { consumer, eventId, type, reason });
  }

  /** Events are applied by the batch: each one's step lasts as long as the batch. */
  private trace(event: DaybookEvent, startTime: number, error?: unknown): void {
    const parent = this.published.get(event) ?? event.traceparent;
    if (parent === undefined) return;
    openSpan(`${this.tools.service} ${this.consumer.name} apply ${event.type}`, {
      kind: SpanKind.CONSUMER,
      parent,
      startTime,
      attributes: { 'messaging.system': 'nats', 'messaging.message.id': event.id },
    }).end(error);
  }

  private count(): void {
    const { metrics } = this.tools;
    const consumer = this.consumer.name;
    for (const outcome of ['applied', 'dead']) metrics.consumerEvents.inc({ consumer, outcome }, 0);
  }

  /** An event that stays missing was lost by the stream, or never was in it; whoever only lags behind gets on. */
  private async compare(head: HeardHead): Promise<void> {
    if (!this.consumer.producers.includes(head.producer)) return;
    try {
      if (await this.missing.stay(head)) this.sweepSoon([head.producer]);
    } catch (error) {
      this.tools.logger.debug('the position could not be read', error);
    }
  }

  /** Asks the journals that are due; all of them when none is. */
  private async sweepDue(): Promise<boolean> {
    for (const producer of this.due.size > 0 ? [...this.due] : this.consumer.producers) {
      this.due.delete(producer);
      try {
        await this.sweep(producer);
      } catch (error) {
        this.tools.logger.debug(`the journal of ${producer} could not be swept yet`, error);
        await pause(500, this.sweeping.signal);
        if (this.tools.heads.of(producer) !== undefined) this.due.add(producer);
      }
    }
    return this.due.size > 0;
  }

  private async sweep(producer: ProducerName): Promise<void> {
    const { head } = await this.slice(producer, 0, 0, 0);
    for (const { epoch, after } of await this.missing.of(head)) {
      const end = head.epochs.find((known) => known.epoch === epoch)?.sequence ?? 0;
      let at = after;
      while (at < end && !this.sweeping.signal.aborted) {
        const { events } = await this.slice(producer, epoch, at, 500);
        const last = events.at(-1);
        if (last === undefined) break; // it says more than it has: the other epochs are looked at all the same
        await this.apply(events);
        this.sweeping.advanced();
        at = sequenceOf(last);
      }
    }
  }

  private async slice(
    producer: ProducerName,
    epoch: number,
    after: number,
    limit: number,
  ): Promise<JournalSlice> {
    const message = await this.tools.bus.connection.request(
      `journal.read.${producer}`,
      JSON.stringify({ epoch, after, limit }),
      { timeout: 5_000 },
    );
    return message.json<JournalSlice>();
  }
}
