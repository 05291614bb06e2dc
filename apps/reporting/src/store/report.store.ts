import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ServiceLogger } from '@daybook/messaging';
import { ReportingConfig } from '../reporting.config';
import type { DetailStore } from './detail-store';
import { DuckDbDetailKeys } from './duckdb/duckdb-detail.keys';
import { DuckDbSummaryStore } from './duckdb/duckdb-summary.store';
import { DuckDbFollower } from './duckdb/follower';
import { filterColumns } from './filter-columns';
import { FollowingDetailStore } from './following-detail.store';
import { FollowingSummaryStore } from './following-summary.store';
import { PostgresDetailStore } from './postgres-detail.store';
import { PostgresSummaryStore } from './postgres-summary.store';
import { ReportDatabase } from './report.database';
import type { SummaryStore } from './summary-store';

/** The store of this replica's totals and rows: PostgreSQL, with a column store before it where a file is configured. */
@Injectable()
export class ReportStore implements OnModuleDestroy {
  readonly summaries: SummaryStore;
  readonly details: DetailStore;
  private readonly follower: DuckDbFollower | null = null;

  constructor(config: ReportingConfig, { read }: ReportDatabase, logger: ServiceLogger) {
    const postgres = new PostgresSummaryStore(read);
    const rows = new PostgresDetailStore(read);
    this.summaries = postgres;
    this.details = rows;
    if (config.reportStorePath === undefined) return;
    this.follower = new DuckDbFollower({
      path: config.reportStorePath,
      databaseUrl: config.databaseUrl,
      columns: filterColumns(),
      logger,
    });
    const columns = new DuckDbSummaryStore(this.follower, read);
    this.summaries = new FollowingSummaryStore(postgres, columns, this.follower);
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
