import type { MigrationEntry } from '@daybook/persistence';
import { Migration001Tables } from './migration-001-tables';
import { Migration002OrderValues } from './migration-002-order-values';

/** The reporting service's migrations in their order. The list only grows. */
export const migrations: MigrationEntry[] = [
  { name: 'reporting-001-tables', class: Migration001Tables },
  { name: 'reporting-002-order-values', class: Migration002OrderValues },
];
