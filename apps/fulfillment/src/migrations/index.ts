import type { MigrationEntry } from '@daybook/persistence';
import { Migration001Fulfillment } from './migration-001-fulfillment';
import { Migration002HouseCountries } from './migration-002-house-countries';
import { Migration003OrderAddresses } from './migration-003-order-addresses';
import { Migration004OrderNumbers } from './migration-004-order-numbers';

/** The service's migrations, in their order. */
export const fulfillmentMigrations: MigrationEntry[] = [
  { name: 'fulfillment-001', class: Migration001Fulfillment },
  { name: 'fulfillment-002-house-countries', class: Migration002HouseCountries },
  { name: 'fulfillment-003-order-addresses', class: Migration003OrderAddresses },
  { name: 'fulfillment-004-order-numbers', class: Migration004OrderNumbers },
];
