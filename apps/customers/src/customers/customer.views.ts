import type { CustomerView } from '@daybook/contracts';
import type { Customer } from './customer.entity';

/** A customer's state, as the entity has it or as SQL reads it. */
export type CustomerState = Omit<CustomerView, 'country' | 'anonymisedAt' | 'createdAt' | 'updatedAt'> & {
  anonymisedAt: Date | string | null;
  createdAt: Date | string;
  updatedAt: Date | string;
};

/** What callers see of a customer. */
export function toCustomerView(customer: CustomerState | Customer): CustomerView {
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
    anonymisedAt: customer.anonymisedAt === null ? null : new Date(customer.anonymisedAt).toISOString(),
    createdAt: new Date(customer.createdAt).toISOString(),
    updatedAt: new Date(customer.updatedAt).toISOString(),
  };
}

/** The columns of a customer `c`, named as the state names them. */
export const customerColumns = `c.id, c.version, c.name, c.emails, c.phones, c.addresses, c.language,
  c.time_zone as "timeZone", c.tags, c.birthday, c.owner_id as "ownerId",
  c.marketing_consent as "marketingConsent",
  c.anonymised_at as "anonymisedAt", c.created_at as "createdAt", c.updated_at as "updatedAt"`;
