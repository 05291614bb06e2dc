import type { MigrationEntry } from '@daybook/persistence';
import { Migration001Catalog } from './migration-001-catalog';
import { Migration002Sales } from './migration-002-sales';
import { Migration003Intake } from './migration-003-intake';
import { Migration004EngineCredentials } from './migration-004-engine-credentials';
import { Migration010PurchaseChanges } from './migration-010-purchase-changes';
import { Migration011Rebills } from './migration-011-rebills';
import { Migration020CatalogTerms } from './migration-020-catalog-terms';
import { Migration021OrderJudging } from './migration-021-order-judging';
import { Migration022OrderRefunds } from './migration-022-order-refunds';
import { Migration030Money } from './migration-030-money';
import { Migration031PaymentMethods } from './migration-031-payment-methods';
import { Migration032TaxCollections } from './migration-032-tax-collections';
import { Migration040Blacklist } from './migration-040-blacklist';
import { Migration050OrderTerms } from './migration-050-order-terms';
import { Migration051Memberships } from './migration-051-memberships';
import { Migration052OrderStatus } from './migration-052-order-status';
import { Migration060UnexpectedFacts } from './migration-060-unexpected-facts';
import { Migration061Houses } from './migration-061-houses';
import { Migration062ConsentLinks } from './migration-062-consent-links';
import { Migration063CallCenterUsers } from './migration-063-call-center-users';

/** Billing's migrations in their order. */
export const billingMigrations: MigrationEntry[] = [
  { name: 'billing-001-catalog', class: Migration001Catalog },
  { name: 'billing-002-sales', class: Migration002Sales },
  { name: 'billing-003-intake', class: Migration003Intake },
  { name: 'billing-004-engine-credentials', class: Migration004EngineCredentials },
  { name: 'billing-010-purchase-changes', class: Migration010PurchaseChanges },
  { name: 'billing-011-rebills', class: Migration011Rebills },
  { name: 'billing-020-catalog-terms', class: Migration020CatalogTerms },
  { name: 'billing-021-order-judging', class: Migration021OrderJudging },
  { name: 'billing-022-order-refunds', class: Migration022OrderRefunds },
  { name: 'billing-030-money', class: Migration030Money },
  { name: 'billing-031-payment-methods', class: Migration031PaymentMethods },
  { name: 'billing-032-tax-collections', class: Migration032TaxCollections },
  { name: 'billing-040-blacklist', class: Migration040Blacklist },
  { name: 'billing-050-order-terms', class: Migration050OrderTerms },
  { name: 'billing-051-memberships', class: Migration051Memberships },
  { name: 'billing-052-order-status', class: Migration052OrderStatus },
  { name: 'billing-060-unexpected-facts', class: Migration060UnexpectedFacts },
  { name: 'billing-061-houses', class: Migration061Houses },
  { name: 'billing-062-consent-links', class: Migration062ConsentLinks },
  { name: 'billing-063-call-center-users', class: Migration063CallCenterUsers },
];
