import { DomainError, type BlacklistEntryInput, type BlacklistKind } from '@daybook/contracts';
import { readBlacklistValue, stateOf } from '@daybook/persistence';
import type { Customer } from '../customers/customer.entity';
import type { BlacklistValue } from './blacklist-entry.entity';

/**
 * What a customer shall be blacklisted by, each once; an entry without a value stands for all that the customer has.
 * @throws DomainError `customers.blacklist_value_missing`, `customers.blacklist_value_invalid`
 */
export function blacklistValues(customer: Customer, given: readonly BlacklistEntryInput[]): BlacklistValue[] {
  const wanted = new Map<string, BlacklistValue>();
  for (const [at, { kind, value }] of given.entries()) {
    for (const each of value === undefined ? valuesOf(customer, kind, at) : [value]) {
      const read = readBlacklistValue(kind, each, customer.country);
      if (read === null) {
        throw new DomainError('customers.blacklist_value_invalid', {
          errors: [{ field: `entries.${at}.value`, message: `is no ${words[kind]}` }],
        });
      }
      wanted.set(`${kind}:${read}`, { kind, value: read });
    }
  }
  return [...wanted.values()];
}

function valuesOf(customer: Customer, kind: BlacklistKind, at: number): string[] {
  const { emails, phones, addresses } = customer;
  const known: Partial<Record<BlacklistKind, string[]>> = {
    email: emails.map(({ address }) => address),
    phone: phones.map(({ number, entered }) => number ?? entered),
    country: addresses.map(({ country }) => country),
    state: addresses.flatMap(({ country, state }) => (state === undefined ? [] : [stateOf(country, state)])),
  };
  const values = known[kind] ?? [];
  if (values.length > 0) return values;
  throw new DomainError('customers.blacklist_value_missing', {
    errors: [{ field: `entries.${at}.value`, message: `is needed: the customer has no ${words[kind]}` }],
  });
}

const words: Readonly<Record<BlacklistKind, string>> = {
  card_bin: 'card BIN of 6 to 8 digits',
  country: 'country of two letters',
  state: 'state such as US-IL',
  email: 'e-mail address',
  phone: 'phone number',
  ip: 'IP address',
};
