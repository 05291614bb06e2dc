import type { MigrationEntry } from '@daybook/persistence';
import { Migration001Tables } from './migration-001-tables';
import { Migration002HousesOut } from './migration-002-houses-out';
import { Migration003Cycles } from './migration-003-cycles';
import { Migration004Bundles } from './migration-004-bundles';
import { Migration005Lists } from './migration-005-lists';
import { Migration006WaitingWebhooks } from './migration-006-waiting-webhooks';

/** The service's migrations in their order. The list only grows. */
export const fulfillmentMigrations: MigrationEntry[] = [
  { name: 'fulfillment-001-tables', class: Migration001Tables },
  { name: 'fulfillment-002-houses-out', class: Migration002HousesOut },
  { name: 'fulfillment-003-cycles', class: Migration003Cycles },
  { name: 'fulfillment-004-bundles', class: Migration004Bundles },
  { name: 'fulfillment-005-lists', class: Migration005Lists },
  { name: 'fulfillment-006-waiting-webhooks', class: Migration006WaitingWebhooks },
];
