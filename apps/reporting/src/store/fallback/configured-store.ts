import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ServiceLogger } from '@daybook/messaging';
import { Clock } from '@daybook/persistence';
import { ReportingConfig } from '../../reporting.config';
import type { BreakdownStore } from '../breakdown-store';
import type { DetailStore } from '../detail-store';
import { DuckDbReader } from '../duckdb/duckdb-reader';
import { DuckDbBreakdownStore } from '../duckdb/duckdb-breakdown-store';
import { DuckDbDetailKeys } from '../duckdb/duckdb-detail-keys';
import { DuckDbSummaryStore } from '../duckdb/duckdb-summary-store';
import { DuckDbFollower } from '../duckdb/follower/duckdb-follower';
import { filterColumns } from '../filter-columns';
import { FollowingBreakdownStore } from './following-breakdown-store';
import { FollowingDetailStore } from './following-detail-store';
import { FollowingSummaryStore } from './following-summary-store';
import { PostgresBreakdownStore } from '../postgres/postgres-breakdown-store';
import { PostgresDetailStore } from '../postgres/postgres-detail-store';
import { PostgresSummaryStore } from '../postgres/postgres-summary-store';
import { ReportDatabase } from '../postgres/report-database';
import type { SummaryStore } from '../summary-store';

/** The store of this replica's totals and rows: PostgreSQL, with a column store before it where a file is configured. */
@Injectable()
export class ReportStore implements OnModuleDestroy {
  readonly summaries: SummaryStore;
  readonly breakdowns: BreakdownStore;
  readonly details: DetailStore;
  private readonly follower: DuckDbFollower | null = null;

  constructor(
    config: ReportingConfig,
    { lookup, read }: ReportDatabase,
    logger: ServiceLogger,
    clock: Clock,
  ) {
    const postgres = new PostgresSummaryStore(read);
    const rows = new PostgresDetailStore(read);
    const breakdowns = new PostgresBreakdownStore(read);
    this.summaries = postgres;
    this.breakdowns = breakdowns;
    this.details = rows;
    if (config.reportStorePath === undefined) return;
    this.follower = new DuckDbFollower({
      path: config.reportStorePath,
      databaseUrl: config.databaseUrl,
      columns: filterColumns(),
      logger,
      now: () => clock.now(),
    });
    const reader = new DuckDbReader(this.follower, read, lookup);
    this.summaries = new FollowingSummaryStore(postgres, new DuckDbSummaryStore(reader), this.follower);
    this.breakdowns = new FollowingBreakdownStore(
      breakdowns,
      new DuckDbBreakdownStore(reader),
      this.follower,
    );
    const keys = new DuckDbDetailKeys(this.follower);
    this.details = new FollowingDetailStore(rows, keys, this.follower, read);
  }

  /** Begins to follow PostgreSQL's rows. Not before the columns of new filters are filled. */
  start(): void {
    this.follower?.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.follower?.close();
  }
}
