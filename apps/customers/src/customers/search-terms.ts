import type { EntityManager } from '@mikro-orm/postgresql';
import { rows } from '@daybook/persistence';
import type { Customer } from './customer.entity';
import { fold, foldedWords } from './folded-text';
import { phoneTerm } from './phone-numbers';

/** Kinds of terms that customers are found by. */
export type TermKind = 'name' | 'email' | 'phone' | 'city' | 'postal_code' | 'country';

/** Writes down the terms a customer is found by, in the place of those before. */
export async function writeSearchTerms(em: EntityManager, customer: Customer): Promise<void> {
  const terms = termsOf(customer);
  await rows(em, 'delete from customer_term where customer_id = ?', [customer.id]);
  await rows(
    em,
    `insert into customer_term (customer_id, kind, value)
     select ?::uuid, t.kind, t.value from jsonb_to_recordset(?::jsonb) as t(kind text, value text)
     on conflict do nothing`,
    [customer.id, JSON.stringify(terms)],
  );
  const words = terms.filter(({ kind }) => kind === 'name').map(({ value }) => value);
  // Sorted, so that two who bring the same new words never wait for each other crosswise.
  await rows(em, 'insert into name_word select jsonb_array_elements_text(?::jsonb) on conflict do nothing', [
    JSON.stringify(words.sort()),
  ]);
}

function termsOf(customer: Customer): { kind: TermKind; value: string }[] {
  const words = foldedWords(customer.name);
  const values: Record<TermKind, string[]> = {
    // Together as one word as well: "vander berg" and "van der Berg" are one name to whoever heard it.
    name: words.length > 1 ? [...words, words.join('').slice(0, 60)] : words,
    email: customer.emails.map((email) => email.address.toLowerCase()),
    phone: customer.phones.map(phoneTerm),
    city: customer.addresses.map((address) => fold(address.city)),
    postal_code: customer.addresses.map((address) => foldPostalCode(address.postalCode ?? '')),
    country: customer.addresses.map((address) => address.country),
  };
  return (Object.entries(values) as [TermKind, string[]][]).flatMap(([kind, found]) =>
    found.filter((value) => value !== '').map((value) => ({ kind, value })),
  );
}

/** A postal code as it is compared: spaces and dashes are written by some and left out by others. */
export function foldPostalCode(text: string): string {
  return fold(text).replaceAll(' ', '');
}
