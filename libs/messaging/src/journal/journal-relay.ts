import { Client } from 'pg';
import { SpanKind } from '@opentelemetry/api';
import { headers as natsHeaders } from 'nats';
import { sequenceOf, type DaybookEvent, type ProducerName } from '@daybook/contracts';
import { clock, ensureJournalMonths, openSpan, type OpenSpan } from '@daybook/persistence';
import { pause } from '../core/failures';
import type { ServiceLogger } from '../core/logger';
import type { Metrics } from '../core/metrics';
import { WorkLoop } from '../core/work-loop';
import { AckedPublisher, type RefusedMessage, type StreamMessage } from '../nats/acked-publisher';
import type { Bus } from '../nats/bus';
import { CLOUD_EVENT } from '../nats/cloud-events';
import { ensureStream } from '../nats/streams';
import { wire } from '../nats/wire';
import { eventOf, type NumberedRow } from './journal';
import { recoverFromRollback } from './journal-rollback';

/** Advisory lock of the active relay: any number that no other lock of the database uses. */
const RELAY_LOCK = 4_711_002;
/** Events published at once. */
const WINDOW = 256;
/** Events numbered and read at once. */
const AT_ONCE = 1_000;
/** How long after a look the next one begins: what is recorded meanwhile is numbered in one. */
const TOGETHER_MS = 5;
/** How long a window may stay unanswered. */
const ANSWER_MS = 5_000;
/** How long the active relay waits for a wake-up before it looks by itself, while things happen and while nothing does. */
const IDLE_MS = 200;
const QUIET_MS = 3_000;
/** How long another one waits before it tries to become the active one. */
const STAND_BY_MS = 1_000;

/**
 * Numbers the journal's new events and publishes them. One replica is active (it holds an advisory lock on a
 * connection of its own); numbers are given under the epoch's row lock, so they are gap-free and unique even while a
 * relay that lost its lock is still at it.
 */
export class JournalRelay {
  private readonly loop: WorkLoop;
  private readonly publisher: AckedPublisher;
  /** The connection that holds the lock, or tries to. */
  private client: Client | null = null;
  private monthsChecked = 0;
  private publishedAt = -Infinity;
  /** The last event that was published, while that is not written down. */
  private sent: Pick<DaybookEvent, 'epoch' | 'sequence'> | null = null;
  /** Whether this replica holds the lock. */
  active = false;

  constructor(
    private readonly service: ProducerName,
    private readonly databaseUrl: string,
    private readonly bus: Bus,
    private readonly replicas: number,
    private readonly metrics: Metrics,
    private readonly logger: ServiceLogger,
  ) {
    this.publisher = new AckedPublisher(bus);
    this.loop = new WorkLoop('relaying the journal', IDLE_MS, () => this.look(), logger, {
      longestRestMs: QUIET_MS,
      watches: ['journal'],
    });
  }

  start(): void {
    this.loop.start();
  }

  /** Something was recorded, here or in another replica: the active relay looks at once. */
  wake(): void {
    if (this.active) this.loop.wake();
  }

  async close(): Promise<void> {
    await this.loop.stop();
    await this.noteSent();
    await this.disconnect();
    this.publisher.close();
  }

  /** So that nothing is published a second time by whoever is next. */
  private async noteSent(): Promise<void> {
    if (this.sent === null || !this.active) return;
    const { epoch, sequence } = this.sent;
    await this.client
      ?.query('update journal_epoch set sent_sequence = greatest(sent_sequence, $1) where epoch = $2', [
        sequence,
        epoch,
      ])
      .catch((error: unknown) => this.logger.debug('the end of what was published was not noted', error));
  }

  private async look(): Promise<boolean> {
    try {
      const client = (this.client ??= await this.connect());
      if (!this.active && !(await this.becomeActive(client))) {
        await pause(STAND_BY_MS, this.loop.signal);
        return false;
      }
      // By the clock that dates the rows: one that is turned forward finds its months too.
      if (clock.now().getTime() - this.monthsChecked > 3_600_000) {
        await ensureJournalMonths(client);
        this.monthsChecked = clock.now().getTime();
      }
      const rest = this.publishedAt + TOGETHER_MS - performance.now();
      if (rest > 0) await pause(rest, this.loop.signal);
      return await this.publish(client);
    } catch (error) {
      await this.disconnect();
      throw error;
    }
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.databaseUrl,
      application_name: `${this.service} relay`,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    client.on('error', () => (this.active = false));
    await client.connect();
    return client;
  }

  private async disconnect(): Promise<void> {
    this.active = false;
    const client = this.client;
    this.client = null;
    await client
      ?.end()
      .catch((error: unknown) => this.logger.debug('the connection was gone already', error));
  }

  private async becomeActive(client: Client): Promise<boolean> {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) held', [
      RELAY_LOCK,
    ]);
    if (rows[0]?.held !== true) return false;
    // Before the first number is given: none may be used twice.
    const rollback = await recoverFromRollback(client, this.service, this.bus);
    if (rollback !== null)
      this.logger.error('the journal was rolled back; a new epoch begins', { ...rollback });
    this.monthsChecked = 0;
    // What another connection was told may be of a time that was rolled back.
    this.sent = null;
    this.active = true;
    return true;
  }

  /** Numbers what has no number yet, and publishes what is not sent. Answers whether there is more. */
  private async publish(client: Client): Promise<boolean> {
    const { sent } = this;
    const { rows } = await client.query<NumberedRow>({
      ...NUMBER,
      values: [sent?.epoch, sent === null ? undefined : sequenceOf(sent), AT_ONCE],
    });
    if (this.sent === sent) this.sent = null;
    const events = rows.map(eventOf);
    for (let at = 0; at < events.length; at += WINDOW) {
      if (this.loop.signal.aborted) return false;
      const window = events.slice(at, at + WINDOW);
      await this.send(window);
      // Written down with the next numbers; after a crash it is published again, which changes nothing.
      this.sent = window.at(-1) ?? null;
    }
    this.publishedAt = performance.now();
    return events.length === AT_ONCE;
  }

  private async send(window: readonly DaybookEvent[]): Promise<void> {
    const spans = window.map(spanOf);
    const messages = window.map((event, at) => messageOf(event, spans[at]?.traceparent));
    try {
      let refused = await this.publisher.publish(messages, ANSWER_MS);
      if (refused.some(({ noStream }) => noStream)) {
        const manager = await this.bus.connection.jetstreamManager({ checkAPI: false });
        await ensureStream(manager, 'EVENTS', this.replicas);
        refused = await this.publisher.publish(messages, ANSWER_MS);
      }
      for (const span of spans) span?.end();
      this.metrics.relayed.inc(window.length - refused.length);
      for (const each of refused) this.passOver(each, window);
    } catch (error) {
      for (const span of spans) span?.end(error);
      throw error;
    }
  }

  /** What the stream does not take keeps nothing else waiting: consumers find it in the journal. */
  private passOver({ id, reason }: RefusedMessage, window: readonly DaybookEvent[]): void {
    const { type, sequence } = window.find((event) => event.id === id) ?? {};
    this.metrics.relayRefused.inc();
    this.logger.error('the stream does not take an event; it is read from the journal', {
      eventId: id,
      type,
      sequence,
      reason,
    });
  }
}

const NUMBER = {
  name: 'journal_number',
  text: 'select epoch, sequence, event from journal_number($1, $2, $3)',
};

/** The step of its trace in which an event is published, where its trace is kept. */
function spanOf(event: DaybookEvent): OpenSpan | null {
  if (event.traceparent === undefined) return null;
  return openSpan(`publish ${event.type}`, {
    kind: SpanKind.PRODUCER,
    parent: event.traceparent,
    attributes: {
      'messaging.system': 'nats',
      'messaging.destination.name': `events.${event.type}`,
      'messaging.message.id': event.id,
    },
  });
}

function messageOf(event: DaybookEvent, traceparent: string | undefined): StreamMessage {
  const headers = natsHeaders();
  headers.set(wire.contentType, CLOUD_EVENT);
  if (traceparent !== undefined) headers.set(wire.traceparent, traceparent);
  return { subject: `events.${event.type}`, data: JSON.stringify(event), id: event.id, headers };
}
