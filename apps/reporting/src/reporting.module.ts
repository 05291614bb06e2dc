import { Module } from '@nestjs/common';
import { catalog } from '@daybook/contracts';
import { Bus, Heads, ServiceLogger, ServiceModule } from '@daybook/messaging';
import { Clock, UnitOfWork } from '@daybook/persistence';
import { Completeness } from './completeness/completeness.service';
import { ExportQueries } from './export/export.queries';
import { ExportJobsController } from './export/jobs/export-jobs.controller';
import { ExportJobsService } from './export/jobs/export-jobs.service';
import { ExportJobsWorker } from './export/jobs/export-jobs-worker';
import { LiveQueries } from './live/live.queries';
import { migrations } from './migrations';
import { RebuildController } from './rebuild/rebuild.controller';
import { RebuildService } from './rebuild/rebuild.service';
import { RebuildWorker } from './rebuild/rebuild-worker';
import { BreakdownQueries } from './report/breakdown.queries';
import { FilterValuesQueries } from './report/filter-values.queries';
import { ReportQueries } from './report/report.queries';
import { REPORT_CONSUMER, ReportConsumer } from './projector/report.consumer';
import { ReportingConfig } from './reporting.config';
import { ReportingPersonalData } from './reporting-personal-data';
import { ReportingController } from './reporting.controller';
import { filterColumns } from './store/model/filter-columns';
import { ReportDatabase } from './store/postgres/report-database';
import { SavedReportsController } from './saved/saved-reports.controller';
import { SavedReportsService } from './saved/saved-reports.service';
import { StreamsController } from './streams.controller';
import { TimelineQueries } from './timeline/timeline.queries';
import { ReportSources } from './report/report-sources';
import { ConfiguredStore } from './store/fallback/configured-store';

@Module({
  imports: [
    ServiceModule.forRoot({
      name: 'reporting',
      config: ReportingConfig,
      entities: [],
      migrations,
      personalData: ReportingPersonalData,
      consumers: [ReportConsumer],
      journal: false,
    }),
  ],
  controllers: [
    ReportingController,
    SavedReportsController,
    StreamsController,
    ExportJobsController,
    RebuildController,
  ],
  providers: [
    {
      provide: ReportDatabase,
      inject: [UnitOfWork],
      useFactory: (work: UnitOfWork) => new ReportDatabase(work),
    },
    ConfiguredStore,
    {
      provide: ReportSources,
      inject: [ReportDatabase, ConfiguredStore, Heads, Clock],
      useFactory: (
        { lookup }: ReportDatabase,
        { store }: ConfiguredStore,
        heads: Heads,
        clock: Clock,
      ): ReportSources =>
        new ReportSources({
          lookup,
          store,
          completeness: new Completeness(REPORT_CONSUMER, heads),
          now: () => clock.now(),
        }),
    },
    {
      provide: ReportQueries,
      inject: [ReportSources],
      useFactory: (sources: ReportSources) => new ReportQueries(sources),
    },
    {
      provide: BreakdownQueries,
      inject: [ReportSources],
      useFactory: (sources: ReportSources) => new BreakdownQueries(sources),
    },
    {
      provide: ExportQueries,
      inject: [ReportSources, ReportQueries],
      useFactory: (sources: ReportSources, report: ReportQueries) => new ExportQueries(sources, report),
    },
    {
      provide: ExportJobsService,
      inject: [UnitOfWork, ExportQueries, Clock],
      useFactory: (work: UnitOfWork, exports: ExportQueries, clock: Clock) =>
        new ExportJobsService(work, exports, () => clock.now()),
    },
    {
      provide: ExportJobsWorker,
      inject: [UnitOfWork, ExportQueries, Clock, ServiceLogger],
      useFactory: (work: UnitOfWork, exports: ExportQueries, clock: Clock, logger: ServiceLogger) =>
        new ExportJobsWorker(work, exports, () => clock.now(), logger),
    },
    {
      provide: RebuildService,
      inject: [UnitOfWork, Clock],
      useFactory: (work: UnitOfWork, clock: Clock) => new RebuildService(work, () => clock.now()),
    },
    {
      provide: RebuildWorker,
      inject: [ReportingConfig, UnitOfWork, Bus, Clock, ServiceLogger],
      useFactory: (
        { databaseUrl }: ReportingConfig,
        work: UnitOfWork,
        { connection }: Bus,
        clock: Clock,
        logger: ServiceLogger,
      ) =>
        new RebuildWorker({
          databaseUrl,
          work,
          connection,
          catalog,
          columns: filterColumns(),
          consumer: REPORT_CONSUMER,
          now: () => clock.now(),
          logger,
        }),
    },
    {
      provide: LiveQueries,
      inject: [ReportSources],
      useFactory: (sources: ReportSources) => new LiveQueries(sources),
    },
    {
      provide: SavedReportsService,
      inject: [UnitOfWork, Clock],
      useFactory: (work: UnitOfWork, clock: Clock) => new SavedReportsService(work, () => clock.now()),
    },
    {
      provide: FilterValuesQueries,
      inject: [ReportDatabase, ReportSources],
      useFactory: ({ read }: ReportDatabase, sources: ReportSources) =>
        new FilterValuesQueries(read, sources),
    },
    {
      provide: TimelineQueries,
      inject: [ReportDatabase],
      useFactory: ({ read }: ReportDatabase) => new TimelineQueries(read),
    },
  ],
})
export class ReportingModule {}
