import type { MigrationEntry } from '@daybook/persistence';
import { Migration001Cases } from './migration-001.cases';
import { Migration002Options } from './migration-002.options';

/** The cases service's migrations, in their order. */
export const migrations: MigrationEntry[] = [
  { name: 'cases-001-cases', class: Migration001Cases },
  { name: 'cases-002-options', class: Migration002Options },
];
