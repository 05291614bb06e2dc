import type { SearchCustomersInput } from '@daybook/contracts';
import { fold, foldedWords, foldPostalCode, readPhoneSearch } from '@daybook/persistence';
import type { SqlPart } from './customer.scope';
import type { TermKind } from './search-terms';

/** Fewer digits in a free search are not taken for a phone number. */
const LEAST_PHONE_DIGITS = 6;

/**
 * The customers that fit every condition given, as `customer_id` and `score`: SQL for a common table expression.
 * Each condition scores from 0 to 1. Null where nothing was asked for.
 */
export function searchOf(input: SearchCustomersInput): SqlPart | null {
  const conditions = [
    input.query === undefined ? null : anything(input.query),
    input.name === undefined ? null : named(input.name),
    input.email === undefined ? null : email(input.email),
    input.phone === undefined ? null : phone(input.phone, 1),
    input.orderNumber === undefined ? null : orderNumber(input.orderNumber),
    input.cardLastFour === undefined ? null : cardLastFour(input.cardLastFour),
    input.city === undefined ? null : begins('city', fold(input.city)),
    input.postalCode === undefined ? null : begins('postal_code', foldPostalCode(input.postalCode)),
    input.country === undefined ? null : begins('country', input.country.toUpperCase()),
  ].filter((condition) => condition !== null);
  if (conditions.length === 0) return null;
  return {
    // Every condition holds where as many found the customer as there are.
    sql: `select customer_id, round(sum(score)::numeric, 4) as score
          from (${conditions.map(({ sql }) => best(sql)).join(' union all ')}) as held
          group by customer_id having count(*) = ${conditions.length}`,
    params: conditions.flatMap(({ params }) => params),
  };
}

/** Whatever the text may be: a name, an e-mail address, a phone number, an order number, a card's last four digits. */
function anything(text: string): SqlPart {
  const looksLikePhone = /^[\d\s()+.\-/]+$/.test(text);
  const ways = [
    // An e-mail address is no name, though the words in it may be somebody's.
    ...(text.includes('@') ? [] : [named(text)]),
    email(text),
    orderNumber(text),
    ...(looksLikePhone ? [phone(text, LEAST_PHONE_DIGITS)] : []),
    ...(/^\s*\d{4}\s*$/.test(text) ? [cardLastFour(text.trim())] : []),
  ];
  return {
    sql: ways.map(({ sql }) => sql).join(' union all '),
    params: ways.flatMap(({ params }) => params),
  };
}

function best(sql: string): string {
  return `select customer_id, max(score) as score from (${sql}) as found group by customer_id`;
}

function named(text: string): SqlPart {
  const words = foldedWords(text);
  if (words.length === 0) return nobody;
  return {
    sql: 'select customer_id, score from customers_named(array(select jsonb_array_elements_text(?::jsonb)))',
    params: [JSON.stringify(words)],
  };
}

/** Exactly, by how it begins, or (three characters at least) by any part of it. */
function email(text: string): SqlPart {
  const sought = text.trim().toLowerCase();
  if (sought === '') return nobody;
  const part = sought.length < 3 ? `${like(sought)}%` : `%${like(sought)}%`;
  return {
    sql: `select customer_id,
            (case when value = ? then 1.0 when starts_with(value, ?) then 0.8 else 0.5 end)::real as score
          from customer_term where kind = 'email' and value like ?`,
    params: [sought, sought, part],
  };
}

function phone(text: string, least: number): SqlPart {
  const sought = readPhoneSearch(text, least);
  if (sought === null) return nobody;
  return {
    sql: `select customer_id,
            (case when value = ? then 1.0 when starts_with(value, ?) then 0.9 else 0.6 end)::real as score
          from customer_term where kind = 'phone' and (value like ? or value like ?)`,
    params: [sought.whole, sought.whole, `${sought.whole}%`, `${sought.subscriber ?? sought.whole}%`],
  };
}

function orderNumber(text: string): SqlPart {
  const sought = text.trim().replace(/^#/, '');
  return {
    sql: `select customer_id, 1.0::real as score from customer_context
          where order_numbers && array[?, ?, ?]::text[]`,
    params: [sought, sought.toUpperCase(), sought.toLowerCase()],
  };
}

function cardLastFour(digits: string): SqlPart {
  return {
    sql: `select customer_id, 0.7::real as score from customer_context where card_last_fours @> array[?]::text[]`,
    params: [digits],
  };
}

function begins(kind: TermKind, value: string): SqlPart {
  if (value === '') return nobody;
  return {
    sql: `select customer_id, (case when value = ? then 1.0 else 0.7 end)::real as score
          from customer_term where kind = '${kind}' and value like ?`,
    params: [value, `${like(value)}%`],
  };
}

const nobody: SqlPart = { sql: 'select null::uuid as customer_id, 0::real as score where false', params: [] };

function like(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
