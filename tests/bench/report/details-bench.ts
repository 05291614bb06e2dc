import { rows } from '@daybook/persistence';
import { startOwnPostgres } from '@daybook/testing';
import { filterColumns } from '../../../apps/reporting/src/store/model/filter-columns';
import { customerRows } from '../../../apps/reporting/src/store/postgres/detail-rows';
import { addBodies, loadBench } from './bench-load';
import { FallbackStore } from '../../../apps/reporting/src/store/fallback/fallback-store';
import { PostgresStore } from '../../../apps/reporting/src/store/postgres/postgres-store';
import { DuckDbHarness } from '../../../apps/reporting/src/testing/duckdb-harness';
import { ReportHarness } from '../../../apps/reporting/src/testing/report-harness';
import type { RowKey } from '../../../apps/reporting/src/store/model/detail-row';
import type {
  ActivityFilter,
  ColumnCondition,
} from '../../../apps/reporting/src/store/model/activity-filter';

/**
 * `npm run bench:details -- --rows 1000000`: the Details' first page, and the page after
 * as many rows as the filter has, up to a million, beside `select 1` on the same connection.
 */
const flag = process.argv.indexOf('--rows');
const ROWS = flag < 0 ? 1_000_000 : Number(process.argv[flag + 1]);
const ROUNDS = 21;
const PAGE = 51;
const DEPTH = 1_000_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const paged = new Set(filterColumns().flatMap(({ column, paged: one }) => (one ? [column] : [])));
const keys = (column: string, ...list: number[]): ColumnCondition => ({
  column,
  many: column.endsWith('_keys'),
  keys: list,
  paged: paged.has(column),
});

const filters: readonly {
  name: string;
  conditions: ColumnCondition[];
  notes?: ActivityFilter['notes'];
  usersOnly?: true;
}[] = [
  { name: 'date alone', conditions: [] },
  { name: 'user', conditions: [keys('user_key', 40)] },
  { name: 'a user who did little', conditions: [keys('user_key', 990)] },
  { name: 'action', conditions: [keys('type_key', 3)] },
  { name: 'action of three keys', conditions: [keys('type_key', 2, 30, 40)] },
  { name: 'campaign', conditions: [keys('campaign_key', 1)] },
  { name: 'notes only', conditions: [], notes: 'only' },
  { name: 'a rare product', conditions: [keys('product_keys', 1_990)] },
  { name: 'country + currency', conditions: [keys('country_key', 150), keys('currency_key', 7)] },
  { name: 'user + action', conditions: [keys('user_key', 40), keys('type_key', 20)] },
  { name: 'custom field', conditions: [keys('custom_field_keys', 7)] },
  { name: 'nothing fits', conditions: [keys('type_key', 1), keys('user_key', 3)], notes: 'without' },
];

async function main(): Promise<void> {
  const postgres = await startOwnPostgres();
  process.env['DAYBOOK_TEST_POSTGRES_URL'] = postgres.url;
  const bench = await ReportHarness.start();
  const columns = new DuckDbHarness(bench);
  try {
    await loadBench(bench, ROWS);
    await addBodies(bench);
    columns.start();
    const position = await columns.caughtUp(600_000);
    const { read } = bench.sql;
    const store = new FallbackStore(new PostgresStore(read), columns.store, columns.follower, read);
    say(
      `rows ${ROWS}, with their events\n\n| filter | first page ms | deep page ms | at depth |\n|---|---|---|---|`,
    );
    say(`| select 1 | ${await median(() => read((em) => rows(em, 'select 1')))} | | |`);
    for (const { name, conditions, notes = 'with', usersOnly = false } of filters) {
      const filter: ActivityFilter = { from: null, to: null, conditions, notes, usersOnly };
      const { key, depth } = await deepest(columns, filter, position);
      const first = await median(() => store.page(filter, position, null, PAGE));
      const deep = key === null ? '' : await median(() => store.page(filter, position, key, PAGE));
      say(`| ${name} | ${first} | ${deep} | ${depth} |`);
    }
    const [busiest] = await bench.database.query<{ id: string }>(
      'select customer_id as id from activity group by 1 order by count(*) desc limit 1',
    );
    const asked = { customerId: String(busiest?.id), orderId: null, from: null, to: null, types: null };
    say(`| customer | ${await median(() => read((em) => customerRows(em, asked, null, PAGE)))} | | |`);
  } finally {
    await columns.remove();
    await bench.stop();
    await postgres.stop();
  }
}

/** The key after as many rows as there are, up to the depth; found by the column store, in one look. */
async function deepest(
  { store }: DuckDbHarness,
  filter: ActivityFilter,
  position: number,
): Promise<{ key: RowKey | null; depth: number }> {
  const found = await store.rowKeys(filter, position, null, DEPTH);
  const depth = Math.max(0, Math.min(DEPTH, found.length - PAGE));
  return { key: found[depth - 1] ?? null, depth };
}

async function median(ask: () => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    await ask();
    times.push(performance.now() - began);
  }
  return (times.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0).toFixed(1);
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
});
