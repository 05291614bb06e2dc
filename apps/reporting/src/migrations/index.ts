import type { MigrationEntry } from '@daybook/persistence';
import { ActivityTables } from './activity-tables.migration';
import { Amounts } from './amounts.migration';

/** The reporting service's migrations, in their order. */
export const migrations: MigrationEntry[] = [
  { name: 'reporting-001-activity-tables', class: ActivityTables },
  { name: 'reporting-002-amounts', class: Amounts },
];
