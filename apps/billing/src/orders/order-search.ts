import type { SearchOrdersInput } from '@daybook/contracts';
import {
  conditionsOf,
  fold,
  foldedWords,
  foldPostalCode,
  likePattern,
  mayBePhone,
  readPhoneSearch,
} from '@daybook/persistence';

/** The contacts that an order is found by; each also finds the orders of the customers whom it finds. */
export const contacts = ['name', 'email', 'phone', 'query'] as const;

/** Customers found by each contact that was given. */
export type CustomersFound = ReadonlyMap<(typeof contacts)[number], readonly string[]>;

type Condition = object;

/** Nothing has it. */
const NONE: Condition = { id: { $in: [] } };
const NUMBER_SIGN = /^#\s*/;
/** Fewer digits find too much. */
const LEAST_PHONE_DIGITS = 4;

/** The conditions of a search, all of which must hold. */
export function orderConditions(input: SearchOrdersInput, customers: CustomersFound): Condition[] {
  const byContact = (contact: (typeof contacts)[number]) => (sought: string) =>
    contactCondition(contact, sought, customers);
  return conditionsOf<SearchOrdersInput, Condition>(input, {
    orderNumber: numbered,
    query: byContact('query'),
    callCenterId: (ids) => ({ callCenterId: { $in: ids } }),
    campaignId: (ids) => ({ campaignId: { $in: ids } }),
    productId: (ids) => ({ productIds: { $overlap: ids } }),
    status: (status) => ({ status: { $in: status } }),
    customerId: (customerId) => ({ customerId }),
    cardLast4: (cardLast4) => ({ cardLast4 }),
    from: (from) => ({ orderedAt: { $gte: new Date(from) } }),
    to: (to) => ({ orderedAt: { $lt: new Date(to) } }),
    name: byContact('name'),
    email: byContact('email'),
    phone: byContact('phone'),
    address: (address) => wordsIn('address', address),
    city: (city) => text('city', fold(city)),
    state: (state) => text('state', fold(state)),
    postalCode: (code) => text('postalCode', foldPostalCode(code)),
    country: (country) => ({ country }),
  });
}

function contactCondition(
  contact: (typeof contacts)[number],
  sought: string,
  customers: CustomersFound,
): Condition {
  const ids = customers.get(contact) ?? [];
  const own = ownCondition(contact, sought);
  return ids.length === 0 ? own : { $or: [own, { customerId: { $in: [...ids] } }] };
}

function ownCondition(contact: (typeof contacts)[number], sought: string): Condition {
  if (contact === 'query') return anything(sought);
  if (contact === 'name') return wordsIn('name', sought);
  if (contact === 'email') return text('email', sought.trim().toLowerCase());
  const phone = readPhoneSearch(sought, LEAST_PHONE_DIGITS);
  if (phone === null) return NONE;
  const ways = [phone.whole, phone.subscriber].filter((way) => way !== null);
  return { $or: ways.map((way) => ({ terms: { phone: begins(way) } })) };
}

/** Whatever a text may be. An e-mail address is no name, though the words in it may be somebody's. */
function anything(sought: string): Condition {
  const typed = sought.trim().replace(NUMBER_SIGN, '');
  const oneWord = !/\s/.test(typed);
  return {
    $or: [
      ...(typed.includes('@') ? [] : [wordsIn('name', typed)]),
      ...(oneWord ? [ownCondition('email', typed), numbered(typed)] : []),
      ...(mayBePhone(typed) ? [ownCondition('phone', typed)] : []),
    ],
  };
}

/** An order number as people write it: with or without `D-`, and a number sign before it. */
function numbered(written: string): Condition {
  const number = written.trim().replace(NUMBER_SIGN, '').toUpperCase();
  return { orderNumber: begins(/^\d/.test(number) ? `D-${number}` : number) };
}

/** Every word begins one of the text's. */
function wordsIn(term: 'name' | 'address', sought: string): Condition {
  const words = foldedWords(sought);
  if (words.length === 0) return NONE;
  return { $and: words.map((word) => ({ terms: { [term]: { $like: `% ${word}%` } } })) };
}

function text(term: 'email' | 'city' | 'state' | 'postalCode', sought: string): Condition {
  return sought === '' ? NONE : { terms: { [term]: begins(sought) } };
}

function begins(value: string): { $like: string } {
  return { $like: `${likePattern(value)}%` };
}
