import { loadavg } from 'node:os';
import { newId, type Actor, type Call, type SearchCustomersInput } from '@daybook/contracts';
import { columnsOf, rows, UnitOfWork } from '@daybook/persistence';
import { bootService, startKeptPostgres, startNats, startOwnPostgres, testActor } from '@daybook/testing';
import { Customer } from '../../../apps/customers/src/customers/customer.entity';
import { CustomersQueries } from '../../../apps/customers/src/customers/customers.queries';
import { CustomersModule } from '../../../apps/customers/src/customers.module';
import { databaseAt, loadCustomers, type Database } from './search-load';

/**
 * `npm run bench:search -- --rows 1000000 --home <folder>`: searches of customers beside the plain indexed query that
 * finds one by the id. The folder keeps the customers for the next run.
 */
const ROWS = Number(argument('--rows') ?? 1_000_000);
const ROUNDS = Number(argument('--rounds') ?? 40);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What is known of a customer who is looked for. */
interface Person {
  id: string;
  first: string;
  last: string;
  email: string;
  phone: string;
  address: string;
  city: string;
  state: string;
  postal_code: string;
  country: string;
  card: string;
  order_number: string;
}

type Sought = Omit<SearchCustomersInput, 'limit'>;

/** What is asked of somebody picked at random, so that common names are asked for as often as they are borne. */
const searches: readonly { name: string; of: (person: Person) => Sought; actor?: () => Actor }[] = [
  { name: 'query: whole name', of: ({ first, last }) => ({ query: `${first} ${last}` }) },
  {
    name: 'query: name with a typing error',
    of: ({ first, last }) => ({ query: `${first} ${mistyped(last)}` }),
  },
  { name: 'query: first name misspelt', of: ({ first }) => ({ query: mistyped(first) }) },
  { name: 'query: first name', of: ({ first }) => ({ query: first }) },
  { name: 'query: last name', of: ({ last }) => ({ query: last }) },
  { name: 'query: smith', of: () => ({ query: 'smith' }) },
  { name: 'query: maria', of: () => ({ query: 'maria' }) },
  { name: 'query: maria smith', of: () => ({ query: 'Maria Smith' }) },
  { name: 'query: maria smiht', of: () => ({ query: 'Maria Smiht' }) },
  { name: 'query: li wu', of: () => ({ query: 'Li Wu' }) },
  { name: 'query: al', of: () => ({ query: 'al' }) },
  { name: 'query: m', of: () => ({ query: 'm' }) },
  { name: 'query: m smith', of: () => ({ query: 'm smith' }) },
  { name: 'query: while typing', of: ({ first, last }) => ({ query: `${first} ${last.slice(0, 3)}` }) },
  { name: 'query: nobody', of: () => ({ query: 'qxzvw hjkqz' }) },
  { name: 'query: e-mail address', of: ({ email }) => ({ query: email }) },
  { name: 'query: phone, as people write it', of: ({ phone }) => ({ query: written(phone) }) },
  { name: 'query: order number', of: ({ order_number }) => ({ query: order_number }) },
  { name: 'query: card, last four', of: ({ card }) => ({ query: card }) },
  { name: 'name', of: ({ first, last }) => ({ name: `${last} ${first}` }) },
  { name: 'firstName', of: ({ first }) => ({ firstName: first }) },
  { name: 'lastName', of: ({ last }) => ({ lastName: last }) },
  { name: 'firstName, lastName', of: ({ first, last }) => ({ firstName: first, lastName: last }) },
  { name: 'email, how it begins', of: ({ email }) => ({ email: email.slice(0, 6) }) },
  { name: 'email, the domain', of: ({ email }) => ({ email: email.split('@')[1] }) },
  { name: 'phone, the last seven digits', of: ({ phone }) => ({ phone: written(phone).slice(-8) }) },
  { name: 'orderNumber', of: ({ order_number }) => ({ orderNumber: order_number }) },
  { name: 'cardLastFour', of: ({ card }) => ({ cardLastFour: card }) },
  { name: 'address', of: ({ address }) => ({ address }) },
  { name: 'city', of: ({ city }) => ({ city }) },
  { name: 'state', of: ({ state }) => ({ state }) },
  { name: 'postalCode', of: ({ postal_code }) => ({ postalCode: postal_code }) },
  { name: 'postalCode, how it begins', of: ({ postal_code }) => ({ postalCode: postal_code.slice(0, 3) }) },
  { name: 'country', of: ({ country }) => ({ country }) },
  {
    name: 'lastName, city, state, country',
    of: ({ last, city, state, country }) => ({ lastName: last, city, state, country }),
  },
  {
    name: 'a first name and a street that begin so',
    of: ({ first, address }) => ({ firstName: first.slice(0, 2), address: address.slice(0, -1) }),
  },
  {
    name: 'query: smith, of a rare campaign',
    of: () => ({ query: 'smith' }),
    actor: () => testActor({ campaignIds: ['01890000-0000-7000-9000-000000000099'] }),
  },
];

async function main(): Promise<void> {
  const home = argument('--home');
  const postgres = home === undefined ? await startOwnPostgres() : await startKeptPostgres(home);
  const nats = await startNats();
  try {
    const url = await loaded(postgres.url);
    const service = await bootService({ module: CustomersModule }, { database: { url }, nats });
    await measure(service.app.get(CustomersQueries), service.app.get(UnitOfWork), databaseAt(url));
    await service.stop();
  } finally {
    await nats.stop();
    await postgres.stop();
  }
}

/** The address of the database with the customers; it has its name once it is whole. */
async function loaded(server: string): Promise<string> {
  const [all, name] = [databaseAt(server), `customers_${ROWS}`];
  const draft = `${name}_draft`;
  const at = (database: string): string => server.replace(/\/postgres$/, `/${database}`);
  const found = await all.query('select from pg_database where datname = $1', [name]);
  if (found.length > 0) return at(name);
  await all.query(`drop database if exists ${draft} with (force)`);
  await all.query(`create database ${draft}`);
  const nats = await startNats();
  const service = await bootService({ module: CustomersModule }, { database: { url: at(draft) }, nats });
  await service.stop();
  await nats.stop();
  const began = Date.now();
  await loadCustomers(databaseAt(at(draft)), ROWS);
  await all.query(`alter database ${draft} rename to ${name}`);
  say(`${ROWS} customers, loaded in ${Math.round((Date.now() - began) / 1_000)} s`);
  return at(name);
}

async function measure(queries: CustomersQueries, work: UnitOfWork, database: Database): Promise<void> {
  const people = await database.query<Person>(SOMEBODY, [ROUNDS]);
  say(`${ROWS} customers, ${ROUNDS} searches each, pages of 20; load ${loadavg()[0]?.toFixed(1)}\n`);
  say('| search | found | by id, ms, median | ms, median | ms, 95 % | ratio |\n|---|---|---|---|---|---|');
  const slowest: number[] = [];
  for (const { name, of, actor } of searches) {
    const [base, own, found]: [number[], number[], number[]] = [[], [], []];
    for (const person of people) {
      const plain = await work.read((em) => Promise.resolve(columnsOf(em, Customer, 'c')));
      const statement = { name: 'bench-plain', text: `select ${plain} from customer c where c.id = $1` };
      base.push(await timeOf(() => work.read((em) => rows(em, statement, [person.id]))));
      const call = callBy(actor?.() ?? testActor());
      own.push(
        await timeOf(async () => {
          found.push((await queries.search({ ...of(person), limit: 20 }, call)).items.length);
        }),
      );
    }
    const [byId, median, late] = [at(base, 0.5), at(own, 0.5), at(own, 0.95)];
    slowest.push(late);
    const times = [byId, median, late].map((time) => time.toFixed(2)).join(' | ');
    say(`| ${name} | ${at(found, 0.5)} | ${times} | ${(median / byId).toFixed(1)} |`);
  }
  say(`\nslowest 95 %: ${Math.max(...slowest).toFixed(1)} ms; load ${loadavg()[0]?.toFixed(1)}`);
}

/** People from all over the table. */
const SOMEBODY = `
  select c.id, lower(split_part(c.name, ' ', 1)) as first, lower(split_part(c.name, ' ', 2)) as last,
    c.emails -> 0 ->> 'address' as email, c.phones -> 0 ->> 'entered' as phone,
    a ->> 'line1' as address, a ->> 'city' as city, a ->> 'state' as state, a ->> 'postalCode' as postal_code,
    a ->> 'country' as country, x.card_last_fours[1] as card, x.order_numbers[1] as order_number
  from generate_series(1, $1::int) as nth
  join customer c on c.id = ('01890000-0000-7000-8000-' || lpad(to_hex(1 + (nth * 15485863::bigint) % ${ROWS}), 12, '0'))::uuid
  join customer_context x on x.customer_id = c.id, lateral (select c.addresses -> 0 as a) as address`;

/** Two neighbours swapped in the middle. */
function mistyped(word: string): string {
  const middle = Math.max(1, Math.floor(word.length / 2));
  return `${word.slice(0, middle - 1)}${word[middle] ?? ''}${word[middle - 1] ?? ''}${word.slice(middle + 1)}`;
}

function written(digits: string): string {
  return `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`;
}

function callBy(actor: Actor): Call {
  const id = newId();
  return { actor, requestId: id, correlationId: id, operation: 'customers.search', input: {} };
}

async function timeOf(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}

function at(values: number[], part: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * part)] ?? 0;
}

function argument(name: string): string | undefined {
  const index = process.argv.indexOf(name);
  return index < 0 ? undefined : process.argv[index + 1];
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
});
