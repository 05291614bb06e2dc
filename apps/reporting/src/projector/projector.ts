import type { EntityManager } from '@mikro-orm/postgresql';
import { rows, type Statement } from '@daybook/persistence';
import {
  sequenceOf,
  DomainError,
  isNote,
  learnedEvent,
  producerOf,
  type Catalog,
  type DaybookEvent,
} from '@daybook/contracts';
import { formatRuns, runsOf } from '@daybook/messaging';
import { ActivityWriter } from '../store/postgres/activity-writer';
import {
  Dimensions,
  rename,
  WantedMembers,
  type DimensionKeys,
  type MemberName,
} from '../store/postgres/dimensions';
import type { FilterColumn } from '../store/model/filter-columns';
import { Partitions } from '../store/postgres/partitions';
import type { Transact } from '../store/postgres/report-database';
import { toActivityRow, type ActivityRow } from '../store/postgres/activity-row';
import { correctRows } from './correct-rows';
import { erasePersonal, takeCustomerNames } from './customer-names';
import { takeOrderValues, withOrderValues } from './order-values';
import { memberNamesOf } from './reference-names';
import { customerOf, toBody } from '../store/model/stored-event';

/** What a batch of events comes to, worked out before its transaction touches a table. */
interface Plan {
  events: readonly DaybookEvent[];
  activities: ActivityRow[];
  names: MemberName[];
  unknown: DaybookEvent[];
}

/** Turns events into the report's rows. */
export class Projector {
  dimensions: Dimensions;
  private partitions: Partitions;
  /** The store that the remembered keys and partitions are of. */
  private store: number | null = null;
  private readonly writer: ActivityWriter;
  /**
   * Whether what is personal of anonymised customers is erased with each batch. A store that nobody reads yet may leave
   * it to its end, where it is one statement.
   */
  erases = true;
  /** Whether rows are corrected by what comes late of their orders. */
  corrects = true;

  constructor(
    private readonly catalog: Catalog,
    readonly columns: readonly FilterColumn[],
    private readonly transact: Transact,
  ) {
    this.dimensions = new Dimensions(transact);
    this.partitions = new Partitions(transact);
    this.writer = new ActivityWriter(columns);
  }

  /**
   * Applies events that were not applied before, in the caller's transaction, as one batch.
   * @returns the position at which they stand once it is committed
   */
  async apply(em: EntityManager, events: readonly DaybookEvent[]): Promise<number> {
    const { position } = await this.take(em, events);
    const ranges = rangesOf(events);
    await rows(em, RECORD_BATCH, [
      position,
      ranges.map(({ producer }) => producer),
      ranges.map(({ epoch }) => epoch),
      ranges.map(({ sequences }) => formatRuns(runsOf(sequences))),
    ]);
    return position;
  }

  /**
   * Applies events that were kept because their type was not known; their sequences count as applied already.
   * @returns how many are legacy no more
   */
  async applyLegacy(em: EntityManager, events: readonly DaybookEvent[]): Promise<number> {
    const { unknown } = await this.take(em, events);
    return events.length - unknown;
  }

  private async take(
    em: EntityManager,
    events: readonly DaybookEvent[],
  ): Promise<{ position: number; unknown: number }> {
    // From here on no other batch comes between what is known of orders and the rows that are counted by it.
    await rows(em, 'select from report_position for update');
    const values = await takeOrderValues(em, events);
    const plan = this.plan(await withOrderValues(em, events));
    const keys = await this.prepare(plan);
    const position = await this.advance(em, plan.activities.length);
    await this.write(em, plan, keys, position);
    if (this.corrects) await correctRows(em, values, position, this);
    return { position, unknown: plan.unknown.length };
  }

  private plan(events: readonly DaybookEvent[]): Plan {
    const plan: Plan = { events, activities: [], names: [], unknown: [] };
    for (const came of events) {
      const event = came.data.unread === true ? learnedEvent(came, this.catalog) : came;
      const entry = event === null ? undefined : this.catalog.find(event.type);
      if (event === null || entry === undefined) plan.unknown.push(came);
      else if (entry.kind === 'activity') {
        plan.activities.push(toActivityRow(event, this.columns, isNote(event, this.catalog), this.catalog));
      } else {
        plan.names.push(...memberNamesOf(event, this.columns));
      }
    }
    return plan;
  }

  /** Keys and partitions, in transactions of their own: they stay, whatever becomes of the batch. */
  private async prepare(plan: Plan): Promise<DimensionKeys> {
    this.store ??= await this.transact(storeNumber);
    const wanted = new WantedMembers();
    this.writer.want(plan.activities, wanted);
    for (const { dimension, value } of plan.names) wanted.add(dimension, value, false);
    await this.partitions.ensureFor(plan.activities.map((row) => row.occurredAt));
    return this.dimensions.resolve(wanted);
  }

  /**
   * Takes the next numbers. Until the transaction ends no other batch can: what is below a position never changes.
   * @throws DomainError `internal.unavailable` where another store has taken the place of the one that is remembered
   */
  private async advance(em: EntityManager, count: number): Promise<number> {
    const [row] = await rows<{ position: string; store: number }>(em, ADVANCE, [Math.max(count, 1)]);
    if (row?.store !== this.store) {
      this.store = null;
      this.dimensions = new Dimensions(this.transact);
      this.partitions = new Partitions(this.transact);
      throw new DomainError('internal.unavailable', { detail: 'The report was rebuilt.' });
    }
    return Number(row.position);
  }

  private async write(em: EntityManager, plan: Plan, keys: DimensionKeys, position: number): Promise<void> {
    await this.writer.write(em, plan.activities, keys, position);
    await keepUnknown(em, plan.unknown);
    await rename(em, plan.names);
    const reported = await takeCustomerNames(em, plan.events);
    if (this.erases) await erasePersonal(em, plan.events, reported);
  }
}

interface Range {
  producer: string;
  epoch: number;
  sequences: number[];
}

/** Which sequences of which journals events are. */
function rangesOf(events: readonly DaybookEvent[]): Range[] {
  const ranges = new Map<string, Range>();
  for (const event of events) {
    const { source, epoch } = event;
    const sequence = sequenceOf(event);
    const key = `${source} ${epoch}`;
    const range = ranges.get(key);
    if (range === undefined) ranges.set(key, { producer: producerOf(event), epoch, sequences: [sequence] });
    else range.sequences.push(sequence);
  }
  return [...ranges.values()];
}

async function storeNumber(em: EntityManager): Promise<number> {
  const [row] = await rows<{ store: number }>(em, 'select store from report_position');
  return Number(row?.store);
}

async function keepUnknown(em: EntityManager, events: readonly DaybookEvent[]): Promise<void> {
  if (events.length === 0) return;
  const bodies = events.map(toBody);
  await rows(em, KEEP_UNKNOWN, [
    events.map((e) => e.id),
    events.map((e) => e.type),
    events.map(customerOf),
    events.map((e) => e.time),
    bodies.map((b) => b.event),
    bodies.map((b) => b.personal),
  ]);
}

const ADVANCE: Statement = {
  name: 'report_advance',
  text: 'update report_position set position = position + $1 returning position, store',
};

const RECORD_BATCH: Statement = {
  name: 'report_batch',
  text: `
  insert into report_batch (position, producer, epoch, applied)
  select $1, producer, epoch, applied::int8multirange
    from unnest($2::text[], $3::bigint[], $4::text[]) as e (producer, epoch, applied)`,
};

const KEEP_UNKNOWN = `
  insert into legacy_event (event_id, type, customer_id, occurred_at, event, personal)
  select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[], $5::json[], $6::json[])
  on conflict (event_id) do nothing`;
