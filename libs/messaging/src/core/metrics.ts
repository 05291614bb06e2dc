import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
  type CounterConfiguration,
  type GaugeConfiguration,
} from 'prom-client';

/** How a piece of work ended: done, refused with a coded 4xx, or failed with a 5xx. */
export type Outcome = 'ok' | 'refused' | 'failed';

/** The outcome that an HTTP status says. */
export function outcomeOf(status: number): Outcome {
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'ok';
}

/** Seconds: from what the cache answers to what a caller gives up on. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * All figures of one service, as Prometheus reads them at `/metrics`. Values of labels are names from the code
 * (operations, error codes, consumers, services), never ids, addresses or anything that came in.
 */
export class Metrics {
  readonly registry = new Registry();
  private readonly readers: (() => Promise<void> | void)[] = [];

  readonly httpDuration = this.histogram(
    'daybook_http_request_duration_seconds',
    'Requests that the gateway answered',
    ['operation', 'outcome'],
  );
  readonly httpInFlight = this.gauge('daybook_http_requests_in_flight', 'Requests the gateway is at');
  readonly operationDuration = this.histogram(
    'daybook_operation_duration_seconds',
    'Operations that the service answered on the bus',
    ['operation', 'outcome'],
  );
  readonly operationsInFlight = this.gauge('daybook_operations_in_flight', 'Operations the service is at');
  readonly refusals = this.counter(
    'daybook_refusals_total',
    'Operations that were refused or failed, by code',
    ['operation', 'code'],
  );
  readonly messages = this.counter(
    'daybook_intake_messages_total',
    'Messages of billing engines, by the outcome that their receipts tell',
    ['outcome'],
  );

  readonly journalHead = this.gauge('daybook_journal_head_sequence', 'Last number given in the newest epoch');
  readonly journalUnnumbered = this.gauge(
    'daybook_journal_unnumbered',
    'Events recorded and not numbered yet; counted up to 10,000',
  );
  readonly journalUnsent = this.gauge('daybook_journal_unsent', 'Events numbered and not published yet');
  readonly relayActive = this.gauge(
    'daybook_relay_active',
    '1 in the replica that numbers and publishes the journal, else 0',
  );
  readonly relayed = this.counter('daybook_relay_published_total', 'Events that the stream took');
  readonly relayRefused = this.counter(
    'daybook_relay_refused_total',
    'Events that the stream did not take, such as ones that are too large; consumers read them from the journal',
  );

  readonly consumerLag = this.gauge(
    'daybook_consumer_lag',
    "Events between a producer's announced head and what a consumer applied without a gap",
    ['consumer', 'producer'],
  );
  readonly consumerEvents = this.counter(
    'daybook_consumer_events_total',
    'Events that consumers took: applied, or become dead letters',
    ['consumer', 'outcome'],
  );
  readonly consumerDuration = this.histogram(
    'daybook_consumer_batch_duration_seconds',
    'Batches that consumers applied and committed',
    ['consumer'],
  );
  readonly queued = this.gauge('daybook_queue_messages', 'Messages read from a stream and not taken yet', [
    'queue',
  ]);
  readonly deadLetters = this.gauge('daybook_dead_letters_open', 'Events that could not be applied', [
    'consumer',
  ]);

  readonly loopFailing = this.gauge(
    'daybook_loop_failing_seconds',
    'Since when a loop of the service has done nothing but fail; 0 where it gets on',
    ['loop'],
  );
  readonly loopRunning = this.gauge(
    'daybook_loop_run_seconds',
    'How long a loop is at the same thing without getting on; 0 while it rests',
    ['loop'],
  );

  readonly houseCircuits = this.gauge(
    'daybook_house_circuits',
    'Fulfillment houses by the state of their circuit: closed, open (down), or recovering',
    ['state'],
  );
  readonly houseMessagesWaiting = this.gauge(
    'daybook_house_messages_waiting',
    'Messages to houses that are due and not delivered; counted up to 10,000',
  );
  readonly houseDeliveries = this.histogram(
    'daybook_house_delivery_duration_seconds',
    'Tries to deliver a message to a house: succeeded or failed',
    ['outcome'],
  );
  readonly mailsFetched = this.counter(
    'daybook_mailbox_mails_total',
    'E-mails that were fetched from a mailbox over IMAP: taken, known already, or too large',
    ['outcome'],
  );

  readonly webhooksWaiting = this.gauge(
    'daybook_webhooks_waiting',
    'Webhooks of houses that are stored and not applied yet; counted up to 10,000',
  );
  readonly webhooksWaitingSeconds = this.gauge(
    'daybook_webhooks_waiting_seconds',
    'Since when the oldest of the webhooks that are not applied yet waits; 0 where none does',
  );

  readonly natsUp = this.gauge('daybook_nats_up', '1 while connected to NATS, else 0');
  readonly natsReconnects = this.counter('daybook_nats_reconnects_total', 'Times that NATS came back');
  readonly databaseUp = this.gauge('daybook_database_up', '1 if the database answered this reading, else 0');
  readonly databasePool = this.gauge(
    'daybook_database_connections',
    'Connections of the pool that are used or free, and requests waiting for one',
    ['state'],
  );

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    // A finer look at the event loop would wake an idle process a hundred times a second.
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 100 });
  }

  /** Names of everything that is registered. */
  get names(): string[] {
    return this.registry.getMetricsAsArray().map(({ name }) => name);
  }

  /** Adds somebody who looks figures up when they are read. What he throws leaves his figures as they were. */
  onRead(reader: () => Promise<void> | void): void {
    this.readers.push(reader);
  }

  /** Takes away what a service without a journal has no figures for. */
  withoutJournal(): void {
    for (const name of this.names.filter((each) => /^daybook_(journal|relay)_/.test(each)))
      this.registry.removeSingleMetric(name);
  }

  /** All figures in Prometheus's text format. */
  async text(): Promise<string> {
    await Promise.allSettled(this.readers.map(async (reader) => reader()));
    return this.registry.metrics();
  }

  private gauge(name: string, help: string, labelNames: string[] = []): Gauge {
    const options: GaugeConfiguration<string> = { name, help, labelNames, registers: [this.registry] };
    return new Gauge(options);
  }

  private counter(name: string, help: string, labelNames: string[] = []): Counter {
    const options: CounterConfiguration<string> = { name, help, labelNames, registers: [this.registry] };
    return new Counter(options);
  }

  private histogram(name: string, help: string, labelNames: string[]): Histogram {
    return new Histogram({ name, help, labelNames, buckets: BUCKETS, registers: [this.registry] });
  }
}
