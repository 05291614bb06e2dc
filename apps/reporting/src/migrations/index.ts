import type { MigrationEntry } from '@daybook/persistence';
import { ActivityTables } from './activity-tables-migration';
import { Amounts } from './amounts-migration';
import { BatchIndex } from './batch-index-migration';
import { ExportJobs } from './export-jobs-migration';
import { Rebuilds } from './rebuilds-migration';
import { SavedReports } from './saved-reports-migration';

/** The reporting service's migrations, in their order. */
export const migrations: MigrationEntry[] = [
  { name: 'reporting-001-activity-tables', class: ActivityTables },
  { name: 'reporting-002-amounts', class: Amounts },
  { name: 'reporting-003-saved-reports', class: SavedReports },
  { name: 'reporting-004-export-jobs', class: ExportJobs },
  { name: 'reporting-005-rebuilds', class: Rebuilds },
  { name: 'reporting-006-batch-index', class: BatchIndex },
];
