import type { JsMsg } from 'nats';
import { sequenceOf, producerOf, type DaybookEvent } from '@daybook/contracts';
import { reasonOf } from '../core/failures';
import { StreamLoop } from '../nats/stream-loop';
import { wire } from '../nats/wire';
import { ConsumerRunner, type ReadEvent, type RunnerTools } from './consumer-runner';
import type { EventConsumer } from './event-consumer';

const USUAL_BATCH = 200;

const decoder = new TextDecoder();

/** Reads the stream of events for all consumers of a service: each message comes and is parsed once. */
export class EventReader {
  private readonly runners: ConsumerRunner[];
  private readonly loop: StreamLoop;
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
  }

  /** Asks the producers' journals for whatever is missing, as soon as possible. */
  sweepSoon(): void {
    for (const runner of this.runners) runner.sweepSoon();
  }

  /** The consumers work side by side: where one could not, the batch comes again, and those that could know it. */
  private async handle(messages: readonly JsMsg[]): Promise<void> {
    const done = await Promise.allSettled(this.runners.map((runner) => this.handOver(runner, messages)));
    const failed = done.find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined;
    if (failed !== undefined) throw failed.reason;
  }

  private async handOver(runner: ConsumerRunner, messages: readonly JsMsg[]): Promise<void> {
    const events: ReadEvent[] = [];
    for (const message of messages) {
      if (!runner.wants(producerIn(message.subject))) continue;
      const event = this.read.get(message) ?? null;
      if (event === null) await runner.keep(message.data, 'it is not an event');
      else if (!this.isLost(event)) events.push({ event, published: message.headers?.get(wire.traceparent) });
    }
    await runner.take(events);
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
