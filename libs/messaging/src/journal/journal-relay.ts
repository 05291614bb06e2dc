import { Client } from 'pg';
import { SpanKind } from '@opentelemetry/api';
import { headers as natsHeaders } from 'nats';
import type { DaybookEvent, ProducerName } from '@daybook/contracts';
import { clock, ensureJournalMonths, openSpan, type OpenSpan } from '@daybook/persistence';
import { pause } from '../core/failures';
import type { ServiceLogger } from '../core/logger';
import type { Metrics } from '../core/metrics';
import { WorkLoop } from '../core/work-loop';
import { AckedPublisher, type RefusedMessage, type StreamMessage } from '../nats/acked-publisher';
import type { Bus } from '../nats/bus';
import { ensureStream } from '../nats/streams';
import { wire } from '../nats/wire';
import { readJournal } from './journal';
import { recoverFromRollback } from './journal-rollback';

/** Advisory lock of the active relay: any number that no other lock of the database uses. */
const RELAY_LOCK = 4_711_002;
/** Events published at once. */
const WINDOW = 256;
/** How long a window may stay unanswered. */
const ANSWER_MS = 5_000;
/** How long the active relay waits for a wake-up before it looks by itself. */
const IDLE_MS = 200;
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
    this.loop = new WorkLoop('relaying the journal', IDLE_MS, () => this.look(), logger);
  }

  start(): void {
    this.bus.connection.subscribe(`journal.wake.${this.service}`, { callback: () => this.loop.wake() });
    this.loop.start();
  }

  /** Something was recorded: the active relay, here or in another replica, shall look at once. */
  wake(): void {
    if (this.active) this.loop.wake();
    else if (this.bus.up) this.bus.connection.publish(`journal.wake.${this.service}`);
  }

  async close(): Promise<void> {
    await this.loop.stop();
    await this.disconnect();
    this.publisher.close();
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
      await this.number(client);
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
    this.active = true;
    return true;
  }

  /** Gives the next numbers to events that have none yet, in the order in which they were written. */
  private async number(client: Client): Promise<void> {
    const waiting = await client.query('select from journal where sequence is null limit 1');
    if (waiting.rowCount === 0) return;
    await client.query('begin');
    try {
      const { rows } = await client.query<{ epoch: number; sequence: string }>(
        'select epoch, sequence from journal_epoch order by epoch desc limit 1 for update',
      );
      const head = rows[0];
      if (head === undefined) throw new Error('the journal has no epoch');
      const numbered = await client.query(
        `with next as (
           select id, recorded_at, row_number() over (order by position) as n
           from (select id, recorded_at, position from journal where sequence is null order by position limit 1000) w)
         update journal j set epoch = $1, sequence = $2::bigint + next.n
         from next where j.id = next.id and j.recorded_at = next.recorded_at`,
        [head.epoch, head.sequence],
      );
      await client.query('update journal_epoch set sequence = sequence + $1 where epoch = $2', [
        numbered.rowCount ?? 0,
        head.epoch,
      ]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  }

  /** Publishes what is numbered and not sent yet. Answers whether there was anything. */
  private async publish(client: Client): Promise<boolean> {
    const { rows } = await client.query<{ epoch: number; sent_sequence: string }>(
      'select epoch, sent_sequence from journal_epoch where sent_sequence < sequence order by epoch limit 1',
    );
    const unsent = rows[0];
    if (unsent === undefined) return false;
    const events = await readJournal(client, unsent.epoch, Number(unsent.sent_sequence), 1_000);
    for (let at = 0; at < events.length; at += WINDOW) {
      if (this.loop.signal.aborted) return false;
      const window = events.slice(at, at + WINDOW);
      await this.send(window);
      await client.query(
        'update journal_epoch set sent_sequence = greatest(sent_sequence, $1) where epoch = $2',
        [window.at(-1)?.sequence, unsent.epoch],
      );
    }
    return events.length > 0;
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
  if (traceparent !== undefined) headers.set(wire.traceparent, traceparent);
  return { subject: `events.${event.type}`, data: JSON.stringify(event), id: event.id, headers };
}
