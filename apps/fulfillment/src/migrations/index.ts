import type { MigrationEntry } from '@daybook/persistence';
import { Migration001Tables } from './migration-001-tables';

/** The service's migrations in their order. The list only grows. */
export const fulfillmentMigrations: MigrationEntry[] = [
  { name: 'fulfillment-001-tables', class: Migration001Tables },
];
