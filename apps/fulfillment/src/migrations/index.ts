import type { MigrationEntry } from '@daybook/persistence';
import { Migration001Fulfillment } from './migration-001.fulfillment';

/** The service's migrations, in their order. */
export const fulfillmentMigrations: MigrationEntry[] = [
  { name: 'fulfillment-001', class: Migration001Fulfillment },
];
