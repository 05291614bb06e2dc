import type { MigrationEntry } from '@daybook/persistence';
import { Migration001Users } from './migration-001-users';

/** The gateway's migrations in their order. */
export const gatewayMigrations: MigrationEntry[] = [{ name: 'gateway-001-users', class: Migration001Users }];
