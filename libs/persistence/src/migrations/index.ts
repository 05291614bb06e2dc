import type { Migration } from '@mikro-orm/migrations';
import type { Constructor } from '@mikro-orm/core';
import { Migration001Journal } from './migration-001-journal';
import { Migration002Consumers } from './migration-002-consumers';
import { Migration003CustomerContext } from './migration-003-customer-context';
import { Migration004Erasure } from './migration-004-erasure';

/** A migration and the name it is remembered by. */
export interface MigrationEntry {
  name: string;
  class: Constructor<Migration>;
}

/** Tables that every service has: journal, idempotency, consumer positions, dead letters, the customer context. */
export const libraryMigrations: MigrationEntry[] = [
  { name: 'library-001-journal', class: Migration001Journal },
  { name: 'library-002-consumers', class: Migration002Consumers },
  { name: 'library-003-customer-context', class: Migration003CustomerContext },
  { name: 'library-004-erasure', class: Migration004Erasure },
];
