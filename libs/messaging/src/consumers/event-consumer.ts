import type { EntityManager } from '@mikro-orm/postgresql';
import { producerOf, type DaybookEvent, type ProducerName } from '@daybook/contracts';
import { firstRow, noteWrittenAbout, rows } from '@daybook/persistence';
import { covers, formatRuns, parseRuns, runsOf } from '../core/ranges';

/**
 * A service's reader of other services' events. Each event's effect and the note that it was applied are committed
 * together, so `apply` sees every event of the producers exactly once, in any order.
 */
export interface EventConsumer {
  /** Unique within the service; stands in positions and dead letters. */
  readonly name: string;
  readonly producers: readonly ProducerName[];
  /** Events a transaction takes at most; 200 when absent. */
  readonly batch?: number;
  /** Applies events within the transaction of `em`. What it throws makes a dead letter of the event, unless it passes by itself (a database that is down). */
  apply(em: EntityManager, events: DaybookEvent[]): Promise<void>;
}

/** Applies those events that were not applied yet, and notes that they were. Answers them. */
export async function applyOnce(
  em: EntityManager,
  consumer: Pick<EventConsumer, 'name' | 'apply'>,
  events: readonly DaybookEvent[],
): Promise<DaybookEvent[]> {
  const fresh = await claim(em, consumer.name, events);
  if (fresh.length === 0) return fresh;
  await consumer.apply(em, fresh);
  const customers = fresh.flatMap(({ data }) => data.context.customerId ?? []);
  // An event that was under way when its customer was anonymised may have brought a name.
  await noteWrittenAbout(em, [...new Set(customers)]);
  return fresh;
}

/** Notes events as applied, and answers those that were not before. Locks the positions until the transaction ends. */
export async function claim(
  em: EntityManager,
  consumer: string,
  events: readonly DaybookEvent[],
): Promise<DaybookEvent[]> {
  const fresh: DaybookEvent[] = [];
  const groups = new Map<string, DaybookEvent[]>();
  for (const event of events) {
    const key = `${producerOf(event)} ${event.epoch}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [event]);
    else group.push(event);
  }
  // Always in the same order, so that two replicas never wait for each other.
  for (const key of [...groups.keys()].sort()) {
    const [producer, epoch] = key.split(' ');
    const applied = parseRuns(await lockPosition(em, [consumer, producer, Number(epoch)]));
    const taken = new Set<number>();
    for (const event of groups.get(key) ?? []) {
      if (covers(applied, event.sequence) || taken.has(event.sequence)) continue;
      taken.add(event.sequence);
      fresh.push(event);
    }
    if (taken.size === 0) continue;
    await rows(
      em,
      'update consumer_position set applied = applied + $4::int8multirange where consumer = $1 and producer = $2 and epoch = $3',
      [consumer, producer, Number(epoch), formatRuns(runsOf(taken))],
    );
  }
  return fresh;
}

/** What was applied, as PostgreSQL writes it, locked until the transaction ends; a position is made where there is none. */
async function lockPosition(em: EntityManager, of: [string, string | undefined, number]): Promise<string> {
  const find = (): Promise<{ applied: string } | undefined> =>
    firstRow(
      em,
      'select applied::text applied from consumer_position where consumer = $1 and producer = $2 and epoch = $3 for update',
      of,
    );
  const known = await find();
  if (known !== undefined) return known.applied;
  await rows(
    em,
    'insert into consumer_position (consumer, producer, epoch) values ($1, $2, $3) on conflict do nothing',
    of,
  );
  return (await find())?.applied ?? '{}';
}
