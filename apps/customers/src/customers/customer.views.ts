import type { Complete, CustomerView } from '@daybook/contracts';
import type { StateOf } from '@daybook/persistence';
import { shownFigures, type CustomerFigures } from './customer-figures';
import type { Customer } from './customer.entity';

/** What callers see of a customer. */
export function toCustomerView(
  customer: Omit<StateOf<Customer>, 'country'>,
  figures: CustomerFigures,
): CustomerView {
  return {
    id: customer.id,
    version: customer.version,
    name: customer.name,
    emails: customer.emails,
    phones: customer.phones,
    addresses: customer.addresses,
    country: customer.addresses[0]?.country ?? null,
    language: customer.language,
    timeZone: customer.timeZone,
    tags: customer.tags,
    birthday: customer.birthday,
    ownerId: customer.ownerId,
    marketingConsent: customer.marketingConsent,
    ...shownFigures(figures),
    anonymisedAt: customer.anonymisedAt === null ? null : new Date(customer.anonymisedAt).toISOString(),
    createdAt: new Date(customer.createdAt).toISOString(),
    updatedAt: new Date(customer.updatedAt).toISOString(),
  } satisfies Complete<CustomerView>;
}
