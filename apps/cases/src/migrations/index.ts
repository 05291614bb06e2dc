import type { MigrationEntry } from '@daybook/persistence';
import { Migration001Tables } from './migration-001-tables';
import { Migration002PlainText } from './migration-002-plain-text';
import { Migration003Mail } from './migration-003-mail';
import { Migration004ServiceRecords } from './migration-004-service-records';
import { Migration005Attachments } from './migration-005-attachments';
import { Migration006CaseSearch } from './migration-006-case-search';
import { Migration007CaseSchemes } from './migration-007-case-schemes';
import { Migration008MacrosAndMerges } from './migration-008-macros-and-merges';
import { Migration009Mailbox } from './migration-009-mailbox';
import { Migration010MailsPutAside } from './migration-010-mails-put-aside';
import { Migration011UnresolvedNewest } from './migration-011-unresolved-newest';

/** The cases service's migrations in their order. The list only grows. */
export const migrations: MigrationEntry[] = [
  { name: 'cases-001-tables', class: Migration001Tables },
  { name: 'cases-002-plain-text', class: Migration002PlainText },
  { name: 'cases-003-mail', class: Migration003Mail },
  { name: 'cases-004-service-records', class: Migration004ServiceRecords },
  { name: 'cases-005-attachments', class: Migration005Attachments },
  { name: 'cases-006-case-search', class: Migration006CaseSearch },
  { name: 'cases-007-case-schemes', class: Migration007CaseSchemes },
  { name: 'cases-008-macros-and-merges', class: Migration008MacrosAndMerges },
  { name: 'cases-009-mailbox', class: Migration009Mailbox },
  { name: 'cases-010-mails-put-aside', class: Migration010MailsPutAside },
  { name: 'cases-011-unresolved-newest', class: Migration011UnresolvedNewest },
];
