import type { MikroORM } from '@mikro-orm/postgresql';
import { firstRow, rows } from '@daybook/persistence';
import type { EventConsumer } from '../consumers/event-consumer';
import type { Loops } from '../core/loops';
import type { Metrics } from '../core/metrics';
import { contiguousEnd, parseRuns } from '../core/ranges';
import type { Heads } from '../journal/heads';
import type { Bus } from '../nats/bus';

/** What is looked at. */
export interface ObservedParts {
  orm: MikroORM;
  bus: Bus;
  heads: Heads;
  consumers: readonly EventConsumer[];
  loops: Loops;
  /** Whether this replica's relay is the active one; null for a service without a journal of its own. */
  relayActive: (() => boolean) | null;
}

/** Tarn's pool below knex, which neither of the two declares. */
interface Pool {
  numUsed(): number;
  numFree(): number;
  numPendingAcquires(): number;
}

/** Has the figures that stand in the database and in connections looked up each time they are read. */
export function observeService(metrics: Metrics, of: ObservedParts): void {
  metrics.onRead(() => metrics.natsUp.set(of.bus.up ? 1 : 0));
  of.bus.onReconnect(() => metrics.natsReconnects.inc());
  metrics.natsReconnects.inc(0);
  metrics.onRead(() => {
    for (const { name: loop, failingFor, runningFor } of of.loops.each()) {
      metrics.loopFailing.set({ loop }, failingFor / 1_000);
      metrics.loopRunning.set({ loop }, runningFor / 1_000);
    }
  });
  metrics.onRead(() => {
    const { pool } = of.orm.em.getConnection().getKnex().client as { pool: Pool };
    metrics.databasePool.set({ state: 'used' }, pool.numUsed());
    metrics.databasePool.set({ state: 'free' }, pool.numFree());
    metrics.databasePool.set({ state: 'waiting' }, pool.numPendingAcquires());
  });
  metrics.onRead(async () => {
    metrics.databaseUp.set(0);
    await rows(of.orm.em.fork(), 'select 1');
    metrics.databaseUp.set(1);
  });
  const { relayActive } = of;
  if (relayActive === null) {
    // A zero would say that its relay stands still.
    metrics.withoutJournal();
  } else {
    metrics.onRead(() => metrics.relayActive.set(relayActive() ? 1 : 0));
    metrics.onRead(() => readJournal(metrics, of));
  }
  if (of.consumers.length > 0) {
    metrics.onRead(() => readLag(metrics, of));
    metrics.onRead(() => readDeadLetters(metrics, of));
  }
}

async function readJournal(metrics: Metrics, { orm }: ObservedParts): Promise<void> {
  const found = await firstRow<{ head: string | null; unsent: string | null; unnumbered: string }>(
    orm.em.fork(),
    `select (select sequence from journal_epoch order by epoch desc limit 1) head,
            (select sum(sequence - sent_sequence) from journal_epoch) unsent,
            (select count(*) from (select from journal where sequence is null limit 10000) p) unnumbered`,
  );
  metrics.journalHead.set(Number(found?.head ?? 0));
  metrics.journalUnsent.set(Number(found?.unsent ?? 0));
  metrics.journalUnnumbered.set(Number(found?.unnumbered ?? 0));
}

/** The lag over all epochs; a producer that was never heard of has none that could be told. */
async function readLag(metrics: Metrics, { orm, heads, consumers }: ObservedParts): Promise<void> {
  const positions = await rows<{ consumer: string; producer: string; epoch: number; applied: string }>(
    orm.em.fork(),
    'select consumer, producer, epoch, applied::text applied from consumer_position',
  );
  for (const { name: consumer, producers } of consumers) {
    for (const producer of producers) {
      const head = heads.of(producer);
      if (head === undefined) continue;
      const lags = head.epochs.map(({ epoch, sequence }) => {
        const position = positions.find(
          (row) => row.consumer === consumer && row.producer === producer && row.epoch === epoch,
        );
        // A head is as old as it was heard: the consumer may be past it.
        return Math.max(0, sequence - contiguousEnd(parseRuns(position?.applied ?? '{}')));
      });
      metrics.consumerLag.set(
        { consumer, producer },
        lags.reduce((sum, lag) => sum + lag, 0),
      );
    }
  }
}

async function readDeadLetters(metrics: Metrics, { orm, consumers }: ObservedParts): Promise<void> {
  const open = await rows<{ consumer: string; open: string }>(
    orm.em.fork(),
    'select consumer, count(*) open from dead_letter where resolved_at is null group by consumer',
  );
  for (const { name: consumer } of consumers) {
    const found = open.find((row) => row.consumer === consumer);
    metrics.deadLetters.set({ consumer }, Number(found?.open ?? 0));
  }
}
