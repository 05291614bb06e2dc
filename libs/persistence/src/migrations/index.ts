import type { Migration } from '@mikro-orm/migrations';
import type { Constructor } from '@mikro-orm/core';
import { Migration001Tables } from './migration-001-tables';
import { Migration002Numbering } from './migration-002-numbering';
import { Migration003Months } from './migration-003-months';

/** A migration and the name it is remembered by, `<service>-<number>-<what it does>`. */
export interface MigrationEntry {
  name: string;
  class: Constructor<Migration>;
}

/** The migrations of what every service has, in their order. The list only grows. */
export const libraryMigrations: MigrationEntry[] = [
  { name: 'library-001-tables', class: Migration001Tables },
  { name: 'library-002-numbering', class: Migration002Numbering },
  { name: 'library-003-months', class: Migration003Months },
];
