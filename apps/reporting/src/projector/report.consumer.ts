import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { catalog, producers, reportFilters, type DaybookEvent } from '@daybook/contracts';
import { ServiceLogger, type EventConsumer } from '@daybook/messaging';
import { UnitOfWork } from '@daybook/persistence';
import { moveLegacyEvents } from './move-legacy-events';
import { Projector } from './projector';
import { forgetOldBatches } from '../store/postgres/forget-old-batches';
import { fillAmounts, fillNewColumns } from '../store/postgres/column-fill';
import { filterColumns } from '../store/model/filter-columns';
import { ReportDatabase } from '../store/postgres/report-database';
import { ensureFilterColumns } from '../store/postgres/filter-column-tables';

/** Name under which the report's positions and dead letters stand. */
export const REPORT_CONSUMER = 'report';
const HOUR_MS = 3_600_000;

/** Brings every service's events into the report. */
@Injectable()
export class ReportConsumer implements EventConsumer {
  readonly name = REPORT_CONSUMER;
  readonly producers = producers;
  readonly batch = 2_000;
  private readonly database: ReportDatabase;
  private readonly projector: Projector;
  private readonly columns = filterColumns(reportFilters);
  private forgotAt = 0;

  constructor(
    work: UnitOfWork,
    private readonly logger: ServiceLogger,
  ) {
    this.database = new ReportDatabase(work);
    this.projector = new Projector(catalog, this.columns, this.database.transact);
  }

  /** Before the first event: the filters' columns, and what was kept because nobody knew its type. */
  async prepare(): Promise<void> {
    await ensureFilterColumns(this.database.transact, this.columns);
    await fillNewColumns(this.database.transact, this.columns, (column, filled, until) =>
      this.logger.info('a new filter takes in the actions that were there before', { column, filled, until }),
    );
    await fillAmounts(this.database.transact, catalog, (column, filled, until) =>
      this.logger.info('the amounts of older actions are taken in', { column, filled, until }),
    );
    const moved = await moveLegacyEvents(catalog, this.projector, this.database.transact);
    if (moved > 0) this.logger.info('legacy events were moved into the report', { moved });
  }

  /** Whatever happens is counted, or kept until its type is known. */
  concerns(): boolean {
    return true;
  }

  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    await this.projector.apply(em, events);
    if (Date.now() - this.forgotAt < HOUR_MS) return;
    this.forgotAt = Date.now();
    await forgetOldBatches(em);
  }
}
