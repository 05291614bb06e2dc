import type { MigrationEntry } from '@daybook/persistence';
import { Migration001Tables } from './migration-001-tables';
import { Migration002Money } from './migration-002-money';
import { Migration003EngineAccounts } from './migration-003-engine-accounts';
import { Migration004Lists } from './migration-004-lists';
import { Migration005Notices } from './migration-005-notices';
import { Migration006ShippedCycles } from './migration-006-shipped-cycles';
import { Migration007RefundPromises } from './migration-007-refund-promises';
import { Migration008EnginesHeard } from './migration-008-engines-heard';
import { Migration009EngineTests } from './migration-009-engine-tests';
import { Migration010PromisesWithdrawn } from './migration-010-promises-withdrawn';

/** Billing's migrations in their order. The list only grows. */
export const billingMigrations: MigrationEntry[] = [
  { name: 'billing-001-tables', class: Migration001Tables },
  { name: 'billing-002-money', class: Migration002Money },
  { name: 'billing-003-engine-accounts', class: Migration003EngineAccounts },
  { name: 'billing-004-lists', class: Migration004Lists },
  { name: 'billing-005-notices', class: Migration005Notices },
  { name: 'billing-006-shipped-cycles', class: Migration006ShippedCycles },
  { name: 'billing-007-refund-promises', class: Migration007RefundPromises },
  { name: 'billing-008-engines-heard', class: Migration008EnginesHeard },
  { name: 'billing-009-engine-tests', class: Migration009EngineTests },
  { name: 'billing-010-promises-withdrawn', class: Migration010PromisesWithdrawn },
];
