import type { MigrationEntry } from '@daybook/persistence';
import { ActivityTables } from './activity-tables.migration';

/** The reporting service's migrations, in their order. */
export const migrations: MigrationEntry[] = [
  { name: 'reporting-001-activity-tables', class: ActivityTables },
];
