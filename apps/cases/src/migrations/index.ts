import type { MigrationEntry } from '@daybook/persistence';
import { Migration001Tables } from './migration-001-tables';
import { Migration002PlainText } from './migration-002-plain-text';

/** The cases service's migrations in their order. The list only grows. */
export const migrations: MigrationEntry[] = [
  { name: 'cases-001-tables', class: Migration001Tables },
  { name: 'cases-002-plain-text', class: Migration002PlainText },
];
