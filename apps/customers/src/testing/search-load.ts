import type { TestDatabase } from '@daybook/testing';

const SYLLABLES =
  'ba be bo da de du fa fi ga go ha ka ke la le li lo ma me mi mo na ne no ra re ri ro sa se so ta te to va vi wa za'.split(
    ' ',
  );
const FIRST_NAMES = 1_500;
const LAST_NAMES = 40_000;

/** First and last name of customer `n`, as the loader makes them. */
export function nameOf(n: number): [first: string, last: string] {
  return [word(n % FIRST_NAMES, 2), word((n * 31) % LAST_NAMES, 3)];
}

function word(number: number, syllables: number): string {
  let [left, made] = [number, ''];
  for (let nth = 0; nth < syllables; nth++) {
    made += SYLLABLES[left % SYLLABLES.length];
    left = Math.floor(left / SYLLABLES.length);
  }
  // The rest keeps words apart that have the same syllables.
  return left === 0 ? `${made}n` : `${made}${SYLLABLES[left % SYLLABLES.length]}`;
}

/**
 * Puts customers straight into the tables, with all that they are found by and an order each; indexes are made
 * afterwards, as a restored backup makes them.
 */
export async function loadCustomers(database: TestDatabase, count: number): Promise<void> {
  const words = (much: number, syllables: number): string =>
    JSON.stringify(Array.from({ length: much }, (_, at) => word(at, syllables)));
  const indexes = await database.query<{ indexname: string; indexdef: string }>(
    `select indexname, indexdef from pg_indexes
     where tablename in ('customer_term', 'customer_context', 'name_word') and indexname not like '%_pkey'`,
  );
  for (const { indexname } of indexes) await database.query(`drop index ${indexname}`);
  await database.query('alter table customer_term drop constraint customer_term_pkey');
  await database.query('alter table customer_term drop constraint customer_term_customer_id_fkey');
  for (const [table, given] of [
    ['bench_first', words(FIRST_NAMES, 2)],
    ['bench_last', words(LAST_NAMES, 3)],
  ]) {
    await database.query(
      `create table ${table} as
       select (nth - 1)::int as nth, value from jsonb_array_elements_text($1::jsonb) with ordinality e(value, nth)`,
      [given],
    );
  }
  await database.query(
    `create table bench_customer as
     select n, ('01890000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id, f.value as first, l.value as last,
       'user' || n || '@mail' || (n % 500) || '.example' as email,
       lpad((2000000000 + ((n::bigint * 7919) % 7999999999))::text, 10, '0') as digits
     from generate_series(1, ${count}) n
     join bench_first f on f.nth = n % ${FIRST_NAMES}
     join bench_last l on l.nth = (n::bigint * 31) % ${LAST_NAMES}`,
  );
  await database.query(
    `insert into customer (id, name, emails, phones, addresses, tags, created_at, updated_at)
     select id, initcap(first || ' ' || last),
       jsonb_build_array(jsonb_build_object('address', email, 'primary', true)),
       jsonb_build_array(jsonb_build_object('entered', digits, 'number', '+1' || digits)),
       jsonb_build_array(jsonb_build_object('id', id, 'purpose', 'shipping', 'line1', n || ' Main St',
         'city', 'City ' || (n % 3000), 'postalCode', (10000 + n % 80000)::text, 'country', 'US')),
       '[]', now(), now()
     from bench_customer`,
  );
  await database.query(
    `insert into customer_term (customer_id, kind, value)
     select id, kind, value from bench_customer, lateral (values
       ('name', first), ('name', last), ('name', first || last), ('email', email), ('phone', reverse('1' || digits)),
       ('city', 'city ' || (n % 3000)), ('postal_code', (10000 + n % 80000)::text), ('country', 'US')) t(kind, value)`,
  );
  await database.query(`insert into name_word select distinct value from customer_term where kind = 'name'`);
  await database.query(
    `insert into customer_context (customer_id, order_numbers, card_last_fours)
     select id, array['D-' || n], array[lpad((n % 10000)::text, 4, '0')] from bench_customer`,
  );
  await database.query('drop table bench_customer, bench_first, bench_last');
  await database.query('alter table customer_term add primary key (customer_id, kind, value)');
  for (const { indexdef } of indexes) await database.query(indexdef);
  await database.query('vacuum analyze');
}
