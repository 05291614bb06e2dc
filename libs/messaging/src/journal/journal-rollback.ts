import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { AckPolicy, DeliverPolicy, nanos, NatsError, type ConsumerConfig } from 'nats';
import { sequenceOf, type DaybookEvent, type ProducerName } from '@daybook/contracts';
import { makeMonthsOf } from '@daybook/persistence';
import type { Bus } from '../nats/bus';
import { startEpoch } from './journal';

/** Where a journal ends. */
interface End {
  epoch: number;
  sequence: number;
}

/** What had to be done about a journal that was rolled back. */
export interface JournalRollback {
  /** Where it ended when it was found. */
  found: End;
  /** Where the stream ends. */
  seen: End;
  /** How many events were put back into it from the stream. */
  recovered: number;
  /** The new epoch. */
  epoch: number;
}

const BATCH = 500;

/**
 * Finds out whether the database was rolled back by other means than the restore command (a snapshot of the machine, a
 * standby that lagged): then the stream holds events numbered beyond the journal's end. Numbers are committed before
 * they are sent, so this is never so otherwise. The lost events are put back as far as the stream has them without a
 * gap, since readers have seen them, and a new epoch begins, so that none of their numbers is used again.
 *
 * Must be called before the relay gives the first number. Answers null when all is well.
 */
export async function recoverFromRollback(
  client: Client,
  service: ProducerName,
  bus: Bus,
): Promise<JournalRollback | null> {
  const found = await endOf(client);
  const stream = new StreamTail(bus, service);
  const seen = await stream.end();
  if (seen === null || !isAfter(seen, found)) return null;
  const { rows } = await client.query<{ newest: Date | null }>(
    'select max(recorded_at) as newest from journal where sequence is not null',
  );
  await client.query('begin');
  try {
    let end = found;
    let recovered = 0;
    await client.query('select from journal_epoch for update');
    for await (const events of stream.since(rows[0]?.newest ?? null)) {
      const next = events.filter((event) => {
        if (!follows(placeOf(event), end)) return false;
        end = placeOf(event);
        return true;
      });
      await putBack(client, next);
      recovered += next.length;
    }
    const epoch = await startEpoch(client);
    await client.query('commit');
    return { found, seen, recovered, epoch };
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function endOf(client: Client): Promise<End> {
  const { rows } = await client.query<{ epoch: number; sequence: string }>(
    'select epoch, sequence from journal_epoch order by epoch desc limit 1',
  );
  return { epoch: rows[0]?.epoch ?? 0, sequence: Number(rows[0]?.sequence ?? 0) };
}

function isAfter(a: End, b: End): boolean {
  return a.epoch > b.epoch || (a.epoch === b.epoch && a.sequence > b.sequence);
}

/** Where an event stands. */
function placeOf(event: DaybookEvent): End {
  return { epoch: event.epoch, sequence: sequenceOf(event) };
}

/** The next one of the epoch, or the first one of a later epoch. */
function follows(event: End, end: End): boolean {
  return event.epoch === end.epoch
    ? event.sequence === end.sequence + 1
    : event.epoch > end.epoch && event.sequence === 1;
}

/** Writes events with the numbers they had. One that was recorded already and had no number yet gets its own again. */
async function putBack(client: Client, events: readonly DaybookEvent[]): Promise<void> {
  if (events.length === 0) return;
  const bodies = events.map(({ epoch, sequence, ...event }) => ({
    epoch,
    sequence: sequenceOf({ sequence }),
    event,
  }));
  await makeMonthsOf(
    client,
    events.map((event) => event.recordedtime),
  );
  await client.query(
    `insert into journal (id, recorded_at, epoch, sequence, event)
     select * from unnest($1::uuid[], $2::timestamptz[], $3::int[], $4::bigint[], $5::jsonb[])
     on conflict (id, recorded_at) do update set epoch = excluded.epoch, sequence = excluded.sequence`,
    [
      events.map((event) => event.id),
      events.map((event) => event.recordedtime),
      bodies.map(({ epoch }) => epoch),
      bodies.map(({ sequence }) => sequence),
      bodies.map(({ event }) => JSON.stringify(event)),
    ],
  );
  await client.query(
    `insert into journal_epoch (epoch, sequence, sent_sequence)
     select epoch, max(sequence), max(sequence) from unnest($1::int[], $2::bigint[]) e (epoch, sequence) group by epoch
     on conflict (epoch) do update set sequence = excluded.sequence, sent_sequence = excluded.sent_sequence`,
    [bodies.map(({ epoch }) => epoch), bodies.map(({ sequence }) => sequence)],
  );
}

/** The part of the stream that a service has published. */
class StreamTail {
  private readonly beginning: string;
  private readonly subject: string;

  constructor(
    private readonly bus: Bus,
    service: ProducerName,
  ) {
    this.beginning = `events.${service}.`;
    this.subject = `${this.beginning}>`;
  }

  /** The highest number in it; null when there is none. The last message of each subject is enough: they are in order. */
  async end(): Promise<End | null> {
    let end: End | null = null;
    const last = { deliver_policy: DeliverPolicy.LastPerSubject, filter_subject: this.subject };
    for await (const events of this.read(last)) {
      for (const place of events.map(placeOf)) if (end === null || isAfter(place, end)) end = place;
    }
    return end;
  }

  /**
   * What was published since the newest event of the journal was recorded; everything when it has none. Chosen here,
   * not by the server's filter (ADR 0033).
   */
  since(newest: Date | null): AsyncGenerator<DaybookEvent[]> {
    return this.read(
      newest === null
        ? { deliver_policy: DeliverPolicy.All }
        : { deliver_policy: DeliverPolicy.StartTime, opt_start_time: newest.toISOString() },
    );
  }

  private async *read(from: Partial<ConsumerConfig>): AsyncGenerator<DaybookEvent[]> {
    const { connection } = this.bus;
    const name = `rollback-${randomUUID()}`;
    const manager = await connection.jetstreamManager({ checkAPI: false });
    let left: number;
    try {
      const made = await manager.consumers.add('EVENTS', {
        ...from,
        name,
        ack_policy: AckPolicy.None,
        inactive_threshold: nanos(10_000),
        mem_storage: true,
      });
      left = made.num_pending;
    } catch (error) {
      if (error instanceof NatsError && error.api_error?.err_code === 10059) return; // no stream: nothing was seen
      throw error;
    }
    const consumer = await connection.jetstream().consumers.get('EVENTS', name);
    while (left > 0) {
      const messages = await consumer.fetch({ max_messages: Math.min(left, BATCH), expires: 5_000 });
      const events: DaybookEvent[] = [];
      let read = 0;
      for await (const message of messages) {
        read++;
        if (message.subject.startsWith(this.beginning)) events.push(message.json<DaybookEvent>());
      }
      if (read === 0) throw new Error(`The stream did not hand out ${left} events`);
      left -= read;
      if (events.length > 0) yield events;
    }
  }
}
