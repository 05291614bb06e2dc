import type { MigrationEntry } from '@daybook/persistence';
import { Migration001Tables } from './migration-001-tables';
import { Migration002Emails } from './migration-002-emails';

/** The gateway's migrations in their order. The list only grows. */
export const gatewayMigrations: MigrationEntry[] = [
  { name: 'gateway-001-tables', class: Migration001Tables },
  { name: 'gateway-002-emails', class: Migration002Emails },
];
