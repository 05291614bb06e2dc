import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { loopsOf, ServiceLogger } from '@daybook/messaging';
import { Clock } from '@daybook/persistence';
import { ReportingConfig } from '../../reporting.config';
import { DuckDbReader } from '../duckdb/duckdb-reader';
import { DuckDbStore } from '../duckdb/duckdb-store';
import { DuckDbFollower } from '../duckdb/follower/duckdb-follower';
import { filterColumns } from '../model/filter-columns';
import type { ReportStore } from '../model/report-store';
import { PostgresStore } from '../postgres/postgres-store';
import { ReportDatabase } from '../postgres/report-database';
import { FallbackStore } from './fallback-store';

/** The store of this replica's totals and rows: PostgreSQL, with a column store before it where a file is configured. */
@Injectable()
export class ConfiguredStore implements OnModuleDestroy {
  readonly store: ReportStore;
  private readonly follower: DuckDbFollower | null = null;

  constructor(
    config: ReportingConfig,
    { lookup, read }: ReportDatabase,
    logger: ServiceLogger,
    clock: Clock,
  ) {
    const postgres = new PostgresStore(read);
    this.store = postgres;
    if (config.reportStorePath === undefined) return;
    this.follower = new DuckDbFollower({
      path: config.reportStorePath,
      databaseUrl: config.databaseUrl,
      columns: filterColumns(),
      logger,
      now: () => clock.now(),
    });
    loopsOf(logger).register(this.follower);
    const columns = new DuckDbStore(new DuckDbReader(this.follower, lookup));
    this.store = new FallbackStore(postgres, columns, this.follower, read);
  }

  /** Begins to follow PostgreSQL's rows. Not before the columns of new filters are filled. */
  start(): void {
    this.follower?.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.follower?.close();
  }
}
