import {
  sequenceOf,
  producers,
  type Catalog,
  type DaybookEvent,
  type JournalHead,
  type ProducerName,
} from '@daybook/contracts';
import { applyOnce, contiguousEnd, DeadLetters, isTransient, parseRuns, reasonOf } from '@daybook/messaging';
import { rows } from '@daybook/persistence';
import { Projector } from '../projector/projector';
import type { FilterColumn } from '../store/model/filter-columns';
import type { JournalReader } from './journal-reader';
import type { NextDatabase } from './next-database';

/** Events that are enough for a transaction. */
const BATCH = 2_000;

/** What a filler needs. */
export interface ReplayTools {
  next: NextDatabase;
  journals: JournalReader;
  catalog: Catalog;
  columns: readonly FilterColumn[];
  /** Under which the positions stand. */
  consumer: string;
  /** Told after each batch. @throws whatever shall end the filling */
  progress(applied: number, of: number): Promise<void>;
}

/** Fills the next store with what the journals hold, from wherever it was left. */
export class JournalReplay {
  private readonly projector: Projector;
  private readonly deadLetters: DeadLetters;
  private readonly applied = new Map<ProducerName, number>();
  private readonly heads = new Map<ProducerName, JournalHead>();

  constructor(private readonly tools: ReplayTools) {
    const { next, catalog, columns } = tools;
    this.projector = new Projector(catalog, columns, next.database.transact);
    this.deadLetters = new DeadLetters(next.work);
  }

  /**
   * Takes in all that the journals held when they were asked first.
   * @param erases whether anonymised customers are erased as they come; else `finishNextStore` has to
   * @returns their heads as of then
   */
  async catchUp(erases = true): Promise<JournalHead[]> {
    const left = new Map<ProducerName, Map<number, number>>();
    for (const producer of producers) {
      const { head } = await this.tools.journals.read(producer, 0, 0, 0);
      const ends = await this.ends(producer);
      this.heads.set(producer, head);
      left.set(producer, ends);
      this.applied.set(producer, sum(head.epochs.map(({ epoch }) => ends.get(epoch) ?? 0)));
    }
    const others = producers.filter((producer) => producer !== 'billing');
    this.projector.erases = erases;
    // Orders' values first: then nothing has to be looked up and corrected among rows that have no keys yet.
    this.projector.corrects = erases || others.some((producer) => (this.applied.get(producer) ?? 0) > 0);
    await this.catchUpWith('billing', left);
    await Promise.all(others.map((producer) => this.catchUpWith(producer, left)));
    return [...this.heads.values()];
  }

  private async catchUpWith(
    producer: ProducerName,
    left: ReadonlyMap<ProducerName, ReadonlyMap<number, number>>,
  ): Promise<void> {
    for (const { epoch, sequence } of this.heads.get(producer)?.epochs ?? [])
      await this.epoch(producer, epoch, left.get(producer)?.get(epoch) ?? 0, sequence);
  }

  /** The next batch is read while the one before is applied. */
  private async epoch(producer: ProducerName, epoch: number, after: number, end: number): Promise<void> {
    let coming = after < end ? this.batch(producer, epoch, after, end) : null;
    while (coming !== null) {
      const events = await coming;
      const last = events.at(-1);
      const at = last === undefined ? end : sequenceOf(last); // it says more than it has
      coming = at < end ? this.batch(producer, epoch, at, end) : null;
      coming?.catch(() => undefined); // it is awaited above, unless this batch fails first
      await this.apply(events);
      this.applied.set(producer, (this.applied.get(producer) ?? 0) + events.length);
      await this.tools.progress(sum(this.applied.values()), this.total());
    }
  }

  /** Some slices of a journal: a transaction for each of them would cost half as much again. */
  private async batch(
    producer: ProducerName,
    epoch: number,
    after: number,
    end: number,
  ): Promise<DaybookEvent[]> {
    const events: DaybookEvent[] = [];
    for (let at = after; at < end && events.length < BATCH;) {
      const slice = await this.tools.journals.read(producer, epoch, at);
      const last = slice.events.at(-1);
      if (last === undefined) break;
      events.push(...slice.events);
      at = sequenceOf(last);
    }
    return events;
  }

  /** What cannot be applied becomes a dead letter of the new store, as it would of any. */
  private async apply(events: readonly DaybookEvent[]): Promise<void> {
    const [only] = events;
    if (only === undefined) return;
    const { next, consumer } = this.tools;
    const { projector } = this;
    const taker = {
      name: consumer,
      concerns: () => true,
      apply: async (...[em, fresh]: Parameters<Parameters<typeof applyOnce>[1]['apply']>) =>
        void (await projector.apply(em, fresh)),
    };
    try {
      await next.work.transaction((em) => applyOnce(em, taker, events));
    } catch (error) {
      if (isTransient(error)) throw error;
      if (events.length === 1) {
        await this.deadLetters.store(consumer, only, reasonOf(error));
        return;
      }
      const half = events.length >> 1;
      await this.apply(events.slice(0, half));
      await this.apply(events.slice(half));
    }
  }

  private async ends(producer: ProducerName): Promise<Map<number, number>> {
    const found = await this.tools.next.work.read((em) =>
      rows<{ epoch: number; applied: string }>(
        em,
        'select epoch, applied::text applied from consumer_position where consumer = $1 and producer = $2',
        [this.tools.consumer, producer],
      ),
    );
    return new Map(found.map(({ epoch, applied }) => [epoch, contiguousEnd(parseRuns(applied))]));
  }

  private total(): number {
    const ends = [...this.heads.values()].flatMap(({ epochs }) => epochs.map(({ sequence }) => sequence));
    return sum(ends);
  }
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((all, one) => all + one, 0);
}
