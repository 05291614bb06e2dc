import type { SearchOrdersInput } from '@daybook/contracts';
import { fold, foldedWords, foldPostalCode, readPhoneSearch } from '@daybook/persistence';

/** The contacts that an order is found by; each also finds the orders of the customers whom it finds. */
export const contacts = ['name', 'email', 'phone'] as const;

/** Customers found by each contact that was given. */
export type CustomersFound = ReadonlyMap<(typeof contacts)[number], readonly string[]>;

type Condition = object;

/** Nothing has it. */
const NONE: Condition = { id: { $in: [] } };
/** Fewer digits find too much. */
const LEAST_PHONE_DIGITS = 4;

/** The conditions of a search, all of which must hold. */
export function conditionsOf(input: SearchOrdersInput, customers: CustomersFound): Condition[] {
  const { orderNumber, campaignId, productId, status, customerId, cardLast4, from, to } = input;
  const given: (Condition | null)[] = [
    orderNumber === undefined ? null : { orderNumber: begins(orderNumber.trim().toUpperCase()) },
    campaignId === undefined ? null : { campaignId: { $in: campaignId } },
    productId === undefined ? null : { productIds: { $overlap: productId } },
    status === undefined ? null : { status: { $in: status } },
    customerId === undefined ? null : { customerId },
    cardLast4 === undefined ? null : { cardLast4 },
    from === undefined ? null : { orderedAt: { $gte: new Date(from) } },
    to === undefined ? null : { orderedAt: { $lt: new Date(to) } },
    ...contacts.map((contact) => contactCondition(contact, input, customers)),
    input.address === undefined ? null : wordsIn('address', input.address),
    input.city === undefined ? null : text('city', fold(input.city)),
    input.state === undefined ? null : text('state', fold(input.state)),
    input.postalCode === undefined ? null : text('postalCode', foldPostalCode(input.postalCode)),
    input.country === undefined ? null : { country: input.country },
  ];
  return given.filter((condition) => condition !== null);
}

function contactCondition(
  contact: (typeof contacts)[number],
  input: SearchOrdersInput,
  customers: CustomersFound,
): Condition | null {
  const sought = input[contact];
  if (sought === undefined) return null;
  const ids = customers.get(contact) ?? [];
  const own = ownCondition(contact, sought);
  return ids.length === 0 ? own : { $or: [own, { customerId: { $in: [...ids] } }] };
}

function ownCondition(contact: (typeof contacts)[number], sought: string): Condition {
  if (contact === 'name') return wordsIn('name', sought);
  if (contact === 'email') return text('email', sought.trim().toLowerCase());
  const phone = readPhoneSearch(sought, LEAST_PHONE_DIGITS);
  if (phone === null) return NONE;
  const ways = [phone.whole, phone.subscriber].filter((way) => way !== null);
  return { $or: ways.map((way) => ({ terms: { phone: begins(way) } })) };
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
  return { $like: `${value.replace(/[\\%_]/g, '\\$&')}%` };
}
