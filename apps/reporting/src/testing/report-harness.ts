import { MikroORM } from '@mikro-orm/postgresql';
import {
  sequenceOf,
  catalog as knownCatalog,
  producerOf,
  reportFilters,
  SYSTEM,
  type Actor,
  type Catalog,
  type DaybookEvent,
  type ProducerName,
  type ReportFilter,
} from '@daybook/contracts';
import { applyOnce, DeadLetters } from '@daybook/messaging';
import { migrate, ormOptions, UnitOfWork } from '@daybook/persistence';
import { keepConnected, startPostgres, type TestDatabase, type TestPostgres } from '@daybook/testing';
import type { HeardHead } from '../completeness/assess';
import { Completeness } from '../completeness/completeness.service';
import { ExportQueries } from '../export/export.queries';
import { migrations } from '../migrations';
import { moveLegacyEvents } from '../projector/move-legacy-events';
import { Projector } from '../projector/projector';
import { BreakdownQueries } from '../report/breakdown.queries';
import { FilterValuesQueries } from '../report/filter-values.queries';
import { ReportQueries } from '../report/report.queries';
import { forgetOldBatches } from '../store/postgres/forget-old-batches';
import { fillAmounts, fillNewColumns } from '../store/postgres/column-fill';
import { filterColumns } from '../store/model/filter-columns';
import { ReportDatabase } from '../store/postgres/report-database';
import { TimelineQueries } from '../timeline/timeline.queries';
import { ReportSources, type ReportSourcesInput } from '../report/report-sources';
import { PostgresStore } from '../store/postgres/postgres-store';
import { ensureFilterColumns } from '../store/postgres/filter-column-tables';

const CONSUMER = 'report';

const emptied = [
  'activity',
  'activity_body',
  'order_value',
  'activity_correction',
  'dimension_member',
  'legacy_event',
  'report_customer',
  'report_batch',
  'consumer_position',
  'dead_letter',
  'export_job',
  'export_piece',
];

/** What a system knows that a bench plays. */
export interface Knowledge {
  catalog?: Catalog;
  filters?: readonly ReportFilter[];
}

/** The real projector and queries on a database of their own; what the bus would bring is handed over directly. */
export class ReportHarness {
  private readonly heads = new Map<ProducerName, HeardHead>();
  /** What presets take for now. */
  now = new Date('2026-11-21T12:00:00Z');
  projector!: Projector;
  report!: ReportQueries;
  breakdowns!: BreakdownQueries;
  exports!: ExportQueries;
  sources!: ReportSources;
  /** What the sources are put together from. */
  parts!: ReportSourcesInput;
  filterValues!: FilterValuesQueries;
  timeline!: TimelineQueries;

  private constructor(
    private readonly postgres: TestPostgres,
    readonly database: TestDatabase,
    private readonly orm: MikroORM,
    readonly work: UnitOfWork,
    readonly sql: ReportDatabase,
  ) {}

  static async start(): Promise<ReportHarness> {
    const postgres = await startPostgres();
    const database = keepConnected(
      await postgres.createDatabaseFrom('reporting', async (url) => {
        const orm = await MikroORM.init(options(url));
        await migrate(orm, url);
        await orm.close(true);
      }),
    );
    const orm = await MikroORM.init(options(database.url));
    await orm.connect();
    const work = new UnitOfWork(orm);
    const bench = new ReportHarness(postgres, database, orm, work, new ReportDatabase(work));
    await bench.restart({});
    return bench;
  }

  /** Starts the service's parts again, knowing what it is said to know. @returns how many legacy events were moved */
  async restart({ catalog = knownCatalog, filters = reportFilters }: Knowledge): Promise<number> {
    const columns = filterColumns(filters);
    const { transact, read, lookup } = this.sql;
    this.projector = new Projector(catalog, columns, transact);
    this.parts = {
      lookup,
      store: new PostgresStore(read),
      completeness: new Completeness(CONSUMER, { of: (producer) => this.heads.get(producer) }),
      now: () => this.now,
      catalog,
      filters,
    };
    const sources = new ReportSources(this.parts);
    this.report = new ReportQueries(sources);
    this.breakdowns = new BreakdownQueries(sources);
    this.exports = new ExportQueries(sources, this.report);
    this.sources = sources;
    this.filterValues = new FilterValuesQueries(read, sources);
    this.timeline = new TimelineQueries(read, catalog);
    await ensureFilterColumns(transact, columns);
    await fillNewColumns(transact, columns);
    await fillAmounts(transact, catalog);
    return moveLegacyEvents(catalog, this.projector, transact);
  }

  /** Brings events as one batch, duplicates and all. */
  bring(...events: DaybookEvent[]): Promise<void> {
    return this.bringTo(this.projector, events);
  }

  /** Brings a batch to each of as many replicas, all at once. */
  async bringAtOnce(batches: readonly DaybookEvent[][]): Promise<void> {
    const replica = (): Projector => new Projector(knownCatalog, filterColumns(), this.sql.transact);
    await Promise.all(batches.map((batch) => this.bringTo(replica(), batch)));
  }

  private async bringTo(projector: Projector, events: DaybookEvent[]): Promise<void> {
    await this.work.transaction((em) =>
      applyOnce(
        em,
        {
          name: CONSUMER,
          concerns: () => true,
          apply: async (tx, fresh) => void (await projector.apply(tx, fresh)),
        },
        events,
      ),
    );
  }

  /** Keeps an event as one that could not be applied. */
  async bury(event: DaybookEvent): Promise<void> {
    await new DeadLetters(this.work).store(CONSUMER, event, 'it could not be applied');
  }

  /** Lets a day pass over the batches, so that they are forgotten. */
  async forgetBatches(): Promise<void> {
    await this.database.query(`update report_batch set committed_at = committed_at - interval '2 days'`);
    await this.sql.transact(forgetOldBatches);
  }

  /** A service announces its head. @param age milliseconds since it was heard */
  announce(
    producer: ProducerName,
    epochs: { epoch: number; sequence: number }[],
    pending = 0,
    age = 0,
  ): void {
    const heardAt = Date.now() - age;
    this.heads.set(producer, { producer, epochs, pending, time: new Date(heardAt).toISOString(), heardAt });
  }

  /** Every service of these events announces their last sequences; the others announce empty journals. */
  announceAll(events: readonly DaybookEvent[]): void {
    for (const producer of ['customers', 'billing', 'fulfillment', 'cases', 'gateway'] as const) {
      const sequences = events.filter((event) => producerOf(event) === producer).map(sequenceOf);
      this.announce(producer, [{ epoch: 1, sequence: Math.max(0, ...sequences) }]);
    }
  }

  /** Empties the store, as if the database were new. */
  async empty(knowledge: Knowledge = {}): Promise<void> {
    this.heads.clear();
    // Faster than to truncate: a dozen partitions with their indexes hold a few rows each.
    await this.database.query(emptied.map((table) => `delete from ${table}`).join(';'));
    await this.restart(knowledge);
  }

  async stop(): Promise<void> {
    await this.orm.close(true);
    await this.database.drop();
    await this.postgres.stop();
  }
}

/** Somebody who signed in. */
export function viewer(over: Partial<Actor> = {}): Actor {
  return { ...SYSTEM, type: 'user', id: 'someone', username: 'someone', accessLevel: 'admin', ...over };
}

function options(url: string): ReturnType<typeof ormOptions> {
  return ormOptions({ url, entities: [], migrations, applicationName: 'reporting' });
}
