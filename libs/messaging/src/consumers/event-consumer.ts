import type { EntityManager } from '@mikro-orm/postgresql';
import { sequenceOf, producerOf, type DaybookEvent, type ProducerName } from '@daybook/contracts';
import { firstRow, noteWrittenAbout, rows, type Statement } from '@daybook/persistence';
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
  /**
   * Whether an event changes anything here. What does not costs no transaction: it is noted as applied with the next
   * that does, or a second later.
   */
  concerns(event: DaybookEvent): boolean;
  /** Applies events within the transaction of `em`. What it throws makes a dead letter of the event, unless it passes by itself (a database that is down). */
  apply(em: EntityManager, events: DaybookEvent[]): Promise<void>;
}

/** Applies those events that were not applied yet, and notes that they were. Answers them. */
export async function applyOnce(
  em: EntityManager,
  consumer: Pick<EventConsumer, 'name' | 'apply' | 'concerns'>,
  events: readonly DaybookEvent[],
): Promise<DaybookEvent[]> {
  const fresh = await claim(em, consumer.name, events);
  const concerning = fresh.filter((event) => consumer.concerns(event));
  if (concerning.length === 0) return fresh;
  await consumer.apply(em, concerning);
  const customers = concerning.flatMap(({ data }) => data.context.customerId ?? []);
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
    const [producer = '', epoch] = key.split(' ');
    const group = new Map(groups.get(key)?.map((event) => [sequenceOf(event), event]));
    const before = parseRuns(
      await moveOn(em, [consumer, producer, Number(epoch), formatRuns(runsOf(group.keys()))]),
    );
    for (const [sequence, event] of group) if (!covers(before, sequence)) fresh.push(event);
  }
  return fresh;
}

/** Adds runs to a position, and answers what was applied before, as PostgreSQL writes it; a position is made where there is none. */
async function moveOn(em: EntityManager, values: [string, string, number, string]): Promise<string> {
  const moved = await firstRow<{ applied: string }>(em, MOVE_ON, values);
  if (moved !== undefined) return moved.applied;
  await rows(
    em,
    'insert into consumer_position (consumer, producer, epoch) values ($1, $2, $3) on conflict do nothing',
    values.slice(0, 3),
  );
  return (await firstRow<{ applied: string }>(em, MOVE_ON, values))?.applied ?? '{}';
}

/**
 * The commit need not wait for the disk: what a crash of the server takes with it are position and effect together, and
 * the producers' journals bring both again.
 */
const MOVE_ON: Statement = {
  name: 'consumer_position_move_on',
  text: `with before as (
           select applied, set_config('synchronous_commit', 'off', true)
             from consumer_position where consumer = $1 and producer = $2 and epoch = $3 for update)
         update consumer_position p set applied = p.applied + $4::int8multirange from before
          where p.consumer = $1 and p.producer = $2 and p.epoch = $3
         returning before.applied::text applied`,
};
