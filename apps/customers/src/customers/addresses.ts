import { isDeepStrictEqual } from 'node:util';
import { DomainError, newId, type CustomerAddress } from '@daybook/contracts';

/** An address as it is kept. */
export type KeptAddress = CustomerAddress & { id: string };

const fields = ['purpose', 'recipient', 'line1', 'line2', 'city', 'state', 'postalCode', 'country'] as const;

/**
 * The addresses a customer has from now on. One that names no id is the old one of the same content, else the
 * old one of the same purpose, else a new one.
 * @throws DomainError `customers.address_unknown` for an id that is none of the customer's
 */
export function replaceAddresses(
  old: readonly KeptAddress[],
  given: readonly CustomerAddress[],
): KeptAddress[] {
  const free = new Map(old.map((address) => [address.id, address]));
  const ids = given.map(({ id }, index) => {
    if (id === undefined) return undefined;
    if (!free.delete(id)) {
      throw new DomainError('customers.address_unknown', {
        errors: [{ field: `addresses.${index}.id`, message: 'is none of this customer’s addresses' }],
      });
    }
    return id;
  });
  const claim = (fits: (address: KeptAddress) => boolean): string | undefined => {
    const found = [...free.values()].find(fits);
    if (found !== undefined) free.delete(found.id);
    return found?.id;
  };
  given.forEach((address, index) => {
    ids[index] ??= claim((candidate) => isDeepStrictEqual(contentOf(candidate), contentOf(address)));
  });
  return given.map((address, index) => ({
    id: ids[index] ?? claim((candidate) => candidate.purpose === address.purpose) ?? newId(),
    ...contentOf(address),
  }));
}

/** Names of the fields in which addresses differ; those of an added or removed address are the ones it fills. */
export function changedAddressFields(old: readonly KeptAddress[], now: readonly KeptAddress[]): string[] {
  const before = new Map(old.map((address) => [address.id, address]));
  const after = new Map(now.map((address) => [address.id, address]));
  const changed = fields.filter((field) =>
    [...new Set([...before.keys(), ...after.keys()])].some(
      (id) => before.get(id)?.[field] !== after.get(id)?.[field],
    ),
  );
  const reordered = !isDeepStrictEqual([...before.keys()], [...after.keys()]);
  return changed.length === 0 && reordered ? ['order'] : changed;
}

function contentOf(address: CustomerAddress): Omit<CustomerAddress, 'id'> {
  const filled = fields.filter((field) => address[field] !== undefined && address[field] !== null);
  return Object.fromEntries(filled.map((field) => [field, address[field]])) as Omit<CustomerAddress, 'id'>;
}
