import type { MigrationEntry } from '@daybook/persistence';
import { Migration001Tables } from './migration-001-tables';
import { Migration002Emails } from './migration-002-emails';
import { Migration003AuditAbout } from './migration-003-audit-about';
import { Migration004AuditBegun } from './migration-004-audit-begun';
import { Migration005Backups } from './migration-005-backups';

/** The gateway's migrations in their order. The list only grows. */
export const gatewayMigrations: MigrationEntry[] = [
  { name: 'gateway-001-tables', class: Migration001Tables },
  { name: 'gateway-002-emails', class: Migration002Emails },
  { name: 'gateway-003-audit-about', class: Migration003AuditAbout },
  { name: 'gateway-004-audit-begun', class: Migration004AuditBegun },
  { name: 'gateway-005-backups', class: Migration005Backups },
];
