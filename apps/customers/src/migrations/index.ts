import type { MigrationEntry } from '@daybook/persistence';
import { Migration001Customers } from './migration-001-customers';
import { Migration010Blacklist } from './migration-010-blacklist';
import { Migration011Messages } from './migration-011-messages';
import { Migration012Anonymised } from './migration-012-anonymised';
import { Migration013ConsentLinks } from './migration-013-consent-links';
import { Migration014Search } from './migration-014-search';

/** The customers service's migrations, in their order. */
export const migrations: MigrationEntry[] = [
  { name: 'customers-001-customers', class: Migration001Customers },
  { name: 'customers-010-blacklist', class: Migration010Blacklist },
  { name: 'customers-011-messages', class: Migration011Messages },
  { name: 'customers-012-anonymised', class: Migration012Anonymised },
  { name: 'customers-013-consent-links', class: Migration013ConsentLinks },
  { name: 'customers-014-search', class: Migration014Search },
];
