import type { MigrationEntry } from '@daybook/persistence';
import { Migration001Tables } from './migration-001-tables';
import { Migration002Figures } from './migration-002-figures';
import { Migration003CaseReplies } from './migration-003-case-replies';

/** The customers service's migrations in their order. The list only grows. */
export const migrations: MigrationEntry[] = [
  { name: 'customers-001-tables', class: Migration001Tables },
  { name: 'customers-002-figures', class: Migration002Figures },
  { name: 'customers-003-case-replies', class: Migration003CaseReplies },
];
