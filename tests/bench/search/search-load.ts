import { Client } from 'pg';
import { namesOf } from './search-names';

/** A database that statements are run in. */
export interface Database {
  query<Row extends object = object>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}

/** The database at an address. */
export function databaseAt(url: string): Database {
  return {
    query: async <Row extends object>(sql: string, parameters: unknown[] = []) => {
      const client = new Client({ connectionString: url });
      await client.connect();
      try {
        return (await client.query<Row>(sql, parameters)).rows;
      } finally {
        await client.end();
      }
    },
  };
}

/** A part of 0 to 1 that belongs to customer `n`, the same at every run; another `salt` gives another one. */
const part = (salt: number): string => `((hashint4extended(n, ${salt}) & 2147483647) / 2147483648.0)`;
/** Of `count` things the `n`th customer's; the first ones are much commoner than the last. */
const uneven = (salt: number, count: number): string => `floor(${count} * pow(${part(salt)}, 3))::int`;

const STREETS =
  'Main Oak Park Elm High Church Lake Hill Maple Cedar Pine Washington Second Third River Station Mill School King Queen'.split(
    ' ',
  );
const STATES =
  'CA TX FL NY PA IL OH GA NC MI NJ VA WA AZ MA TN IN MD MO WI CO MN SC AL LA KY OR OK CT UT IA NV AR MS KS NM NE ID WV HI NH ME MT RI DE SD ND AK VT WY'.split(
    ' ',
  );
const COUNTRIES = 'US US US US US US GB CA AU DE FR ES IT MX BR NL SE PL'.split(' ');

/**
 * Puts customers straight into the tables, with all that they are found by and an order each; indexes are made
 * afterwards, as a restored backup makes them.
 */
export async function loadCustomers(database: Database, count: number): Promise<void> {
  const indexes = await database.query<{ indexname: string; indexdef: string }>(
    `select indexname, indexdef from pg_indexes
     where tablename in ('customer_search', 'customer_context', 'name_word') and indexname not like '%_pkey'`,
  );
  for (const { indexname } of indexes) await database.query(`drop index ${indexname}`);
  await database.query('alter table customer_context disable trigger all');
  for (const kind of ['first', 'last'] as const) {
    await database.query(
      `create table bench_${kind} as select (nth - 1)::int as nth, name ->> 'value' as value, (name ->> 'upTo')::float8 as up_to
       from jsonb_array_elements($1::jsonb) with ordinality e(name, nth)`,
      [JSON.stringify(namesOf(kind))],
    );
    await database.query(`create unique index on bench_${kind} (nth)`);
  }
  await database.query(
    `create table bench_customer as
     with bounds as materialized (
       select (select array_agg(up_to order by nth) from bench_first) as first,
         (select array_agg(up_to order by nth) from bench_last) as last
     ), people as materialized (
       select n, ('01890000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id,
         width_bucket(${part(1)}::float8, bounds.first) as first_nth,
         width_bucket(${part(2)}::float8, bounds.last) as last_nth
       from generate_series(1, ${count}) n, bounds
     )
     select n, id, f.value as first, l.value as last,
       f.value || '.' || l.value || n % 1000 || '@mail' || ${uneven(3, 500)} || '.example' as email,
       lpad((2000000000 + ((n::bigint * 7919) % 7999999999))::text, 10, '0') as digits,
       ${uneven(4, 3000)} as city,
       (array['${STATES.join("','")}'])[1 + ${uneven(5, STATES.length)}] as state,
       (array['${COUNTRIES.join("','")}'])[1 + floor(${COUNTRIES.length} * ${part(6)})::int] as country,
       (1 + floor(2000 * ${part(7)})::int)::text as house,
       (array['${STREETS.join("','")}'])[1 + ${uneven(8, STREETS.length)}] as street,
       (10000 + floor(80000 * ${part(9)})::int)::text as postal_code,
       lpad(floor(10000 * ${part(10)})::int::text, 4, '0') as card,
       ('01890000-0000-7000-9000-' || lpad(${uneven(11, 100)}::text, 12, '0'))::uuid as campaign
     from people
     join bench_first f on f.nth = least(first_nth, (select max(nth) from bench_first))
     join bench_last l on l.nth = least(last_nth, (select max(nth) from bench_last))`,
  );
  await database.query(
    `insert into customer (id, name, emails, phones, addresses, tags, created_at, updated_at)
     select id, initcap(first || ' ' || last),
       jsonb_build_array(jsonb_build_object('address', email, 'primary', true)),
       jsonb_build_array(jsonb_build_object('entered', digits, 'number', '+1' || digits)),
       jsonb_build_array(jsonb_build_object('id', id, 'purpose', 'shipping', 'line1', house || ' ' || street || ' St',
         'city', 'City ' || city, 'state', state, 'postalCode', postal_code, 'country', country)),
       '[]', now(), now()
     from bench_customer order by n`,
  );
  await database.query(
    `insert into customer_search (customer_id, terms)
     select id, array_to_tsvector(array['n' || first, 'n' || last, 'f' || first, 'l' || last, 'j' || first || last,
       'i' || left(first, 1), 'i' || left(last, 1),
       'e' || email, 'x' || split_part(email, '.', 2) || '.example', 'x' || split_part(email, '@', 2),
       'p' || reverse('1' || digits), 'a' || house, 'a' || lower(street), 'ast',
       'ccity ' || city, 's' || lower(state), 'z' || postal_code, 'k' || country, 'd' || card, 'g' || campaign])
     from bench_customer order by n`,
  );
  await database.query(
    'insert into name_word select first from bench_customer union select last from bench_customer',
  );
  await database.query(
    `insert into customer_context (customer_id, order_numbers, card_last_fours, campaign_ids)
     select id, array['D-' || n], array[card], array[campaign] from bench_customer order by n`,
  );
  await database.query('drop table bench_customer, bench_first, bench_last');
  await database.query('alter table customer_context enable trigger all');
  for (const { indexdef } of indexes) await database.query(indexdef);
  await database.query('vacuum analyze');
}
