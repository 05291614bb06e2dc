import type { EntityManager } from '@mikro-orm/postgresql';
import { fold, foldedWords, foldPostalCode, rows } from '@daybook/persistence';
import type { Customer } from './customer.entity';
import { phoneTerm } from './phone-numbers';

/** Kinds of terms that customers are found by. */
export type TermKind = 'name' | 'email' | 'phone' | 'city' | 'postal_code' | 'country';

/** Writes down the terms a customer is found by, in the place of those before. */
export async function writeSearchTerms(em: EntityManager, customer: Customer): Promise<void> {
  const terms = termsOf(customer);
  const before = await namesIn(em, customer.id);
  await rows(em, 'delete from customer_term where customer_id = ?', [customer.id]);
  await rows(
    em,
    `insert into customer_term (customer_id, kind, value)
     select ?::uuid, t.kind, t.value from jsonb_to_recordset(?::jsonb) as t(kind text, value text)
     on conflict do nothing`,
    [customer.id, JSON.stringify(terms)],
  );
  const words = terms.filter(({ kind }) => kind === 'name').map(({ value }) => value);
  await keepWords(em, words.sort());
  await forgetWords(
    em,
    before.filter((word) => !words.includes(word)),
  );
}

/** Takes away the terms a customer is found by. */
export async function eraseSearchTerms(em: EntityManager, customerId: string): Promise<void> {
  const before = await namesIn(em, customerId);
  await rows(em, 'delete from customer_term where customer_id = ?', [customerId]);
  await forgetWords(em, before);
}

async function namesIn(em: EntityManager, customerId: string): Promise<string[]> {
  const found = await rows<{ value: string }>(
    em,
    `select value from customer_term where customer_id = ? and kind = 'name' order by value`,
    [customerId],
  );
  return found.map(({ value }) => value);
}

/**
 * Keeps words, sorted, so that two who bring the same new ones never wait for each other crosswise, and shares a lock on
 * them, so that nobody forgets a word while it is taken up.
 */
async function keepWords(em: EntityManager, words: readonly string[]): Promise<void> {
  const given = JSON.stringify(words);
  for (let kept = -1; kept < words.length;) {
    await rows(
      em,
      'insert into name_word select jsonb_array_elements_text(?::jsonb) on conflict do nothing',
      [given],
    );
    const held = await rows(
      em,
      `select 1 from name_word where value in (select jsonb_array_elements_text(?::jsonb)) order by value for key share`,
      [given],
    );
    kept = held.length;
  }
}

/** Forgets words that nobody is called by any more: one may have been the name of a single person. */
async function forgetWords(em: EntityManager, words: readonly string[]): Promise<void> {
  if (words.length === 0) return;
  const given = JSON.stringify(words);
  await rows(
    em,
    `select 1 from name_word where value in (select jsonb_array_elements_text(?::jsonb)) order by value for update`,
    [given],
  );
  await rows(
    em,
    `delete from name_word w where value in (select jsonb_array_elements_text(?::jsonb))
       and not exists (select from customer_term t where t.kind = 'name' and t.value = w.value)`,
    [given],
  );
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
