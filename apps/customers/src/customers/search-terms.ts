import type { EntityManager } from '@mikro-orm/postgresql';
import type { UpdateCustomerInput } from '@daybook/contracts';
import { fold, foldedWords, foldPostalCode, rows } from '@daybook/persistence';
import type { Customer } from './customer.entity';
import { phoneTerm } from './phone-numbers';

/** Kinds of terms that customers are found by; the letter stands in front of the text. */
export const termKinds = {
  /** A word of the name. */
  word: 'n',
  /** The first letter of a word: so many begin with it that they are not searched one by one. */
  initial: 'i',
  firstName: 'f',
  lastName: 'l',
  /** Words of the name run together, from each of them on: who heard a name does not know where it is parted. */
  joined: 'j',
  email: 'e',
  /** An e-mail address from each of its parts on. */
  emailPart: 'x',
  /** Digits, backwards. */
  phone: 'p',
  /** A word of an address's lines. */
  address: 'a',
  city: 'c',
  state: 's',
  postalCode: 'z',
  country: 'k',
  /** The user or key that created the customer. */
  creator: 'u',
  /** Told by billing, and written down by a trigger on its copy: see migration 014. */
  card: 'd',
  campaign: 'g',
} as const;

/** A kind of terms. */
export type TermKind = keyof typeof termKinds;
type Terms = Partial<Record<TermKind, readonly (string | null | undefined)[]>>;

/** An e-mail address with more parts than people give it is not found by each of them. */
const MOST_EMAIL_PARTS = 8;

/** Writes down the terms a customer is found by, in the place of those before. */
export async function writeSearchTerms(em: EntityManager, customer: Customer): Promise<void> {
  await replaceTerms(em, customer.id, termsOf(customer), foldedWords(customer.name));
}

/** Takes away the terms a customer is found by, but for what billing tells. */
export async function eraseSearchTerms(em: EntityManager, customerId: string): Promise<void> {
  await replaceTerms(em, customerId, [], []);
}

async function replaceTerms(
  em: EntityManager,
  customerId: string,
  terms: readonly string[],
  words: readonly string[],
): Promise<void> {
  const before = await wordsBefore(em, customerId);
  await rows(
    em,
    `insert into customer_search as s (customer_id, terms)
     values ($1, array_to_tsvector($2::text[]))
     on conflict (customer_id) do update set terms = terms_of_orders(s.terms) || excluded.terms`,
    [customerId, terms],
  );
  await keepWords(em, [...words].sort());
  await forgetWords(
    em,
    before.filter((word) => !words.includes(word)),
  );
}

async function wordsBefore(em: EntityManager, customerId: string): Promise<string[]> {
  const found = await rows<{ word: string }>(
    em,
    `select substr(term, 2) as word from customer_search, unnest(tsvector_to_array(terms)) as term
     where customer_id = $1 and left(term, 1) = '${termKinds.word}'`,
    [customerId],
  );
  return found.map(({ word }) => word);
}

/**
 * Keeps words, sorted, so that two who bring the same new ones never wait for each other crosswise, and shares a lock on
 * them, so that nobody forgets a word while it is taken up.
 */
async function keepWords(em: EntityManager, words: readonly string[]): Promise<void> {
  for (let kept = -1; kept < words.length;) {
    await rows(em, 'insert into name_word select unnest($1::text[]) on conflict do nothing', [words]);
    const held = await rows(
      em,
      `select 1 from name_word where value = any($1::text[]) order by value for key share`,
      [words],
    );
    kept = held.length;
  }
}

/** Forgets words that nobody is called by any more: one may have been the name of a single person. */
async function forgetWords(em: EntityManager, words: readonly string[]): Promise<void> {
  if (words.length === 0) return;
  await rows(em, `select 1 from name_word where value = any($1::text[]) order by value for update`, [words]);
  await rows(
    em,
    `delete from name_word w where value = any($1::text[]) and not exists (
       select from customer_search where terms @@ ('''${termKinds.word}' || w.value || '''')::tsquery)`,
    [words],
  );
}

/** All that the profile is found by. */
export function termsOf(customer: Customer): string[] {
  const [words, emails] = [
    foldedWords(customer.name),
    customer.emails.map(({ address }) => address.toLowerCase()),
  ];
  const { addresses } = customer;
  const byField: Record<Exclude<keyof UpdateCustomerInput, 'id'>, Terms> = {
    name: {
      word: words,
      initial: [...new Set(words.map((word) => word.slice(0, 1)))],
      firstName: words.slice(0, 1),
      lastName: words.length > 1 ? words.slice(1) : words,
      joined: words.length > 1 ? words.slice(0, -1).map((_, from) => joinedWords(words.slice(from))) : [],
    },
    emails: { email: emails, emailPart: emails.flatMap(partsOf) },
    phones: { phone: customer.phones.map(phoneTerm) },
    addresses: {
      address: addresses.flatMap(({ line1, line2 }) => foldedWords(`${line1} ${line2 ?? ''}`)),
      city: addresses.map(({ city }) => fold(city)),
      state: addresses.map(({ state }) => fold(state ?? '')),
      postalCode: addresses.map(({ postalCode }) => foldPostalCode(postalCode ?? '')),
      country: addresses.map(({ country }) => country),
    },
    // Nobody is looked for by these.
    language: {},
    timeZone: {},
    tags: {},
    birthday: {},
    ownerId: {},
    marketingConsent: {},
  };
  const terms: Terms[] = [...Object.values(byField), { creator: [customer.createdBy] }];
  return terms
    .flatMap((found) => Object.entries(found) as [TermKind, Terms[TermKind]][])
    .flatMap(([kind, values = []]) =>
      values.filter((value) => value).map((value) => `${termKinds[kind]}${value}`),
    );
}

/** Words run together, as they are compared. */
export function joinedWords(words: readonly string[]): string {
  return words.join('').slice(0, 60);
}

function partsOf(email: string): string[] {
  return [...email.matchAll(/[^\p{L}\p{N}](?=[\p{L}\p{N}])/gu)]
    .map(({ index }) => email.slice(index + 1))
    .slice(0, MOST_EMAIL_PARTS);
}
