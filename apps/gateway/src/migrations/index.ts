import type { MigrationEntry } from '@daybook/persistence';
import { Migration001Tables } from './migration-001-tables';

/** The gateway's migrations in their order. The list only grows. */
export const gatewayMigrations: MigrationEntry[] = [
  { name: 'gateway-001-tables', class: Migration001Tables },
];
