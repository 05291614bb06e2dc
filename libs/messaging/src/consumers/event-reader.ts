import type { JsMsg } from 'nats';
import { sequenceOf, producerOf, type DaybookEvent } from '@daybook/contracts';
import { reasonOf } from '../core/failures';
import { quietly } from '../core/work-loop';
import { StreamLoop } from '../nats/stream-loop';
import { wire } from '../nats/wire';
import { ConsumerRunner, type ReadEvent, type RunnerTools } from './consumer-runner';
import type { EventConsumer } from './event-consumer';

const USUAL_BATCH = 200;
/** How long events that do not concern a consumer wait to be noted as applied. */
const PASSED_OVER_MS = 1_000;

const decoder = new TextDecoder();

/** Events that a consumer received and has not applied yet. */
interface Received {
  runner: ConsumerRunner;
  events: readonly DaybookEvent[];
}

/** Reads the stream of events for all consumers of a service: each message comes and is parsed once. */
export class EventReader {
  private readonly runners: ConsumerRunner[];
  private readonly loop: StreamLoop;
  private noting: NodeJS.Timeout | undefined;
  /** What messages say; read when they come, while the database is at the batch before. */
  private readonly read = new WeakMap<JsMsg, DaybookEvent | null>();

  constructor(
    consumers: readonly EventConsumer[],
    private readonly tools: RunnerTools,
  ) {
    this.runners = consumers.map((consumer) => new ConsumerRunner(consumer, tools));
    this.loop = new StreamLoop(
      tools.bus,
      {
        stream: 'EVENTS',
        durable: `${tools.service}-events`,
        wants: (subject) => this.runnersFor(subject).length > 0,
        batch: Math.max(...consumers.map(({ batch }) => batch ?? USUAL_BATCH)),
        replicas: tools.replicas,
        onMessage: (message) => void this.read.set(message, parse(message.data)),
        handle: (messages) => this.handle(messages),
        keep: async (message, error) => {
          for (const runner of this.runnersFor(message.subject))
            await runner.keep(message.data, reasonOf(error));
        },
        onFresh: () => this.sweepSoon(),
      },
      tools.logger,
    );
  }

  start(): void {
    const { metrics, service } = this.tools;
    metrics.onRead(() => metrics.queued.set({ queue: `${service}-events` }, this.loop.waiting));
    for (const runner of this.runners) runner.start();
    this.loop.start();
  }

  /** Lets the events at hand be applied and takes no more. */
  async close(): Promise<void> {
    await this.loop.close();
    await Promise.all(this.runners.map((runner) => runner.close()));
    await this.noteReceived();
  }

  /** Asks the producers' journals for whatever is missing, as soon as possible. */
  sweepSoon(): void {
    for (const runner of this.runners) runner.sweepSoon();
  }

  private async handle(messages: readonly JsMsg[]): Promise<void> {
    const due: ConsumerRunner[] = [];
    for (const runner of this.runners) {
      const events = await this.eventsFor(runner, messages);
      if (events.length > 0 && runner.receive(events)) due.push(runner);
    }
    if (due.length > 0) await this.applyReceived(due);
    // For those that nothing concerned.
    this.noting ??= setTimeout(() => void this.noteReceived(), PASSED_OVER_MS).unref();
  }

  private async eventsFor(runner: ConsumerRunner, messages: readonly JsMsg[]): Promise<ReadEvent[]> {
    const events: ReadEvent[] = [];
    for (const message of messages) {
      if (!runner.wants(producerIn(message.subject))) continue;
      const event = this.read.get(message) ?? null;
      if (event === null) await runner.keep(message.data, 'it is not an event');
      else if (!this.isLost(event)) events.push({ event, published: message.headers?.get(wire.traceparent) });
    }
    return events;
  }

  /**
   * Applies what consumers received: in one transaction, or, where one of them could not, each by itself. Where that
   * passes, the batch comes again, and those that could know it.
   */
  private async applyReceived(runners: readonly ConsumerRunner[]): Promise<void> {
    const received = runners
      .map((runner) => ({ runner, events: runner.takeReceived() }))
      .filter(({ events }) => events.length > 0);
    if (received.length > 1 && (await this.applyTogether(received))) return;
    const done = await Promise.allSettled(received.map(({ runner, events }) => runner.apply(events)));
    const failed = done.find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined;
    if (failed !== undefined) throw failed.reason;
  }

  /** Answers false where one of them could not. */
  private async applyTogether(received: readonly Received[]): Promise<boolean> {
    try {
      const notes = await this.tools.work.transaction(async (em) => {
        const applied: (() => void)[] = [];
        for (const { runner, events } of received) {
          applied.push(await runner.applyIn(em, events));
          // The next one finds in the database what this one did.
          await em.flush();
          em.clear();
        }
        return applied;
      });
      for (const note of notes) note();
      return true;
    } catch (error) {
      this.tools.logger.debug('consumers apply their events each by itself', error);
      return false;
    }
  }

  private async noteReceived(): Promise<void> {
    clearTimeout(this.noting);
    this.noting = undefined;
    try {
      await quietly(() => this.applyReceived(this.runners));
    } catch (error) {
      this.tools.logger.debug('what was passed over is noted when the journals are read again', error);
    }
  }

  private runnersFor(subject: string): ConsumerRunner[] {
    const producer = producerIn(subject);
    return this.runners.filter((runner) => runner.wants(producer));
  }

  /**
   * Whether an event is of a time that its journal knows nothing of any more: numbered beyond the end of an epoch that
   * is over, because the database was rolled back. What others did not see of it shall not be seen from now on.
   */
  private isLost(event: DaybookEvent): boolean {
    const epochs = this.tools.heads.of(producerOf(event))?.epochs ?? [];
    const end = epochs.find(({ epoch }) => epoch === event.epoch);
    const lost = end !== undefined && end !== epochs.at(-1) && sequenceOf(event) > end.sequence;
    if (lost)
      this.tools.logger.warn('an event of a time that was rolled back is passed over', {
        eventId: event.id,
        type: event.type,
      });
    return lost;
  }
}

function producerIn(subject: string): string {
  return subject.split('.', 2)[1] ?? '';
}

function parse(data: Uint8Array): DaybookEvent | null {
  try {
    const event = JSON.parse(decoder.decode(data)) as DaybookEvent;
    const whole =
      typeof event.id === 'string' &&
      typeof event.type === 'string' &&
      /^\/daybook\/\w+$/.test(event.source) &&
      Number.isInteger(event.epoch) &&
      event.epoch < 2 ** 31 &&
      Number.isSafeInteger(sequenceOf(event)) &&
      typeof event.data === 'object';
    return whole ? event : null;
  } catch {
    return null;
  }
}
