import { newId, type Call, type SearchCustomersInput } from '@daybook/contracts';
import { rows, UnitOfWork } from '@daybook/persistence';
import { startOwnPostgres, testActor } from '@daybook/testing';
import { customerColumns } from '../customers/customer.view';
import { CustomersQueries } from '../customers/customers.queries';
import { CustomersFixture } from './customers.fixture';
import { loadCustomers, nameOf } from './search-load';

/** `npm run bench:search -- --rows 1000000`: searches of customers beside the plain indexed query that finds one by e-mail. */
const flag = process.argv.indexOf('--rows');
const ROWS = flag < 0 ? 1_000_000 : Number(process.argv[flag + 1]);
const ROUNDS = 60;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What is asked about customer `n`. */
const searches: readonly { name: string; of: (n: number) => Omit<SearchCustomersInput, 'limit'> }[] = [
  { name: 'query: whole name', of: (n) => ({ query: nameOf(n).join(' ') }) },
  { name: 'query: name with a typing error', of: (n) => ({ query: mistyped(n) }) },
  { name: 'query: e-mail address', of: (n) => ({ query: `user${n}@mail${n % 500}.example` }) },
  { name: 'query: phone, as people write it', of: (n) => ({ query: written(n) }) },
  { name: 'query: order number', of: (n) => ({ query: `D-${n}` }) },
  { name: 'name', of: (n) => ({ name: nameOf(n).join(' ') }) },
  { name: 'email, how it begins', of: (n) => ({ email: `user${n}@` }) },
  { name: 'phone, the last seven digits', of: (n) => ({ phone: written(n).slice(-8) }) },
  {
    name: 'name, city and country',
    of: (n) => ({ name: nameOf(n)[1], city: `City ${n % 3000}`, country: 'US' }),
  },
];

async function main(): Promise<void> {
  const postgres = await startOwnPostgres();
  process.env['DAYBOOK_TEST_POSTGRES_URL'] = postgres.url;
  const fixture = await CustomersFixture.start();
  try {
    const loading = Date.now();
    await loadCustomers(fixture.database, ROWS);
    say(`${ROWS} customers, loaded in ${Math.round((Date.now() - loading) / 1_000)} s\n`);
    const [service] = fixture.services;
    if (service === undefined) throw new Error('the service did not start');
    const [queries, work] = [service.app.get(CustomersQueries), service.app.get(UnitOfWork)];
    const plainly = (n: number): Promise<unknown> =>
      work.read((em) =>
        rows(
          em,
          `select ${customerColumns} from customer_term t join customer c on c.id = t.customer_id
           where t.kind = 'email' and t.value = ?`,
          [`user${n}@mail${n % 500}.example`],
        ),
      );
    say('| search | plain query ms, median | ms, median | ms, 95 % | ratio |\n|---|---|---|---|---|');
    for (const { name, of } of searches) {
      const [base, own]: [number[], number[]] = [[], []];
      for (let round = 0; round < ROUNDS; round++) {
        const n = 1 + ((round * 15_485_863) % ROWS);
        base.push(await timeOf(() => plainly(n)));
        own.push(await timeOf(() => queries.search({ ...of(n), limit: 20 }, call())));
      }
      const [plain, median, late] = [at(base, 0.5), at(own, 0.5), at(own, 0.95)];
      say(
        `| ${name} | ${plain.toFixed(2)} | ${median.toFixed(2)} | ${late.toFixed(2)} | ${(median / plain).toFixed(1)} |`,
      );
    }
  } finally {
    await fixture.stop();
    await postgres.stop();
  }
}

/** Two neighbours swapped in the middle of the last name. */
function mistyped(n: number): string {
  const [first = '', last = ''] = nameOf(n);
  const middle = Math.floor(last.length / 2);
  const [a = '', b = ''] = [last[middle - 1], last[middle]];
  return `${first} ${last.slice(0, middle - 1)}${b}${a}${last.slice(middle + 1)}`;
}

/** As the loaded number is written in its country. */
function written(n: number): string {
  const digits = String(2_000_000_000 + ((n * 7_919) % 7_999_999_999)).padStart(10, '0');
  return `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`;
}

function call(): Call {
  const id = newId();
  return { actor: testActor(), requestId: id, correlationId: id, operation: 'customers.search', input: {} };
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function at(values: number[], part: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * part)] ?? 0;
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
});
