import type { MigrationEntry } from '@daybook/persistence';
import { Migration001Customers } from './migration-001.customers';

/** The customers service's migrations, in their order. */
export const migrations: MigrationEntry[] = [
  { name: 'customers-001-customers', class: Migration001Customers },
];
