import type { MigrationEntry } from '@daybook/persistence';
import { Migration001Cases } from './migration-001-cases';
import { Migration002Options } from './migration-002-options';
import { Migration003ServiceRecords } from './migration-003-service-records';

/** The cases service's migrations, in their order. */
export const migrations: MigrationEntry[] = [
  { name: 'cases-001-cases', class: Migration001Cases },
  { name: 'cases-002-options', class: Migration002Options },
  { name: 'cases-003-service-records', class: Migration003ServiceRecords },
];
