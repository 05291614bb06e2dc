import { join } from 'node:path';
import { catalog } from '@daybook/contracts';
import { removeScratch, scratchFolder, startOwnPostgres } from '@daybook/testing';
import { filterColumns } from '../store/filter-columns';
import type { ActivityFilter, ColumnCondition } from '../store/summary-store';
import { loadBench } from './bench-load';
import { plainConditions, plainTable } from './bench-plain';
import { END_US } from './bench-rows';
import { ColumnBench } from './column-bench';
import { ReportBench } from './report-bench';

/** `npm run bench:report -- --rows 1000000`: the report's totals beside plain DuckDB over the same rows. */
const flag = process.argv.indexOf('--rows');
const ROWS = flag < 0 ? 1_000_000 : Number(process.argv[flag + 1]);
const ROUNDS = 15;
const columns = filterColumns();
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const single = (column: string, ...keys: number[]): ColumnCondition => ({ column, many: false, keys });

const filters: readonly { name: string; conditions: ColumnCondition[]; notes?: ActivityFilter['notes'] }[] = [
  { name: 'none', conditions: [] },
  { name: 'hot campaign', conditions: [single('campaign_key', 1)] },
  { name: 'user', conditions: [single('user_key', 40)] },
  { name: 'category', conditions: [single('campaign_category_key', 3)] },
  { name: 'product', conditions: [{ column: 'product_keys', many: true, keys: [5] }] },
  {
    name: 'country + currency',
    conditions: [single('country_key', 2), single('currency_key', 1)],
  },
  {
    name: 'call center + level',
    conditions: [single('call_center_key', 1), single('access_level_key', 2)],
  },
  {
    name: 'ten users, notes only',
    conditions: [single('user_key', ...Array.from({ length: 10 }, (_, at) => at + 1))],
    notes: 'only',
  },
  {
    name: 'three actions + categories, no notes',
    conditions: [single('type_key', 2, 3, 4), single('campaign_category_key', 1, 2, 3)],
    notes: 'without',
  },
];

async function main(): Promise<void> {
  const postgres = await startOwnPostgres();
  process.env['DAYBOOK_TEST_POSTGRES_URL'] = postgres.url;
  const bench = await ReportBench.start();
  const store = new ColumnBench(bench);
  const folder = scratchFolder('bench');
  try {
    const loading = Date.now();
    await loadBench(bench, ROWS);
    say(`rows ${ROWS}; into PostgreSQL ${seconds(loading)} s (COPY, without bodies)`);
    const building = Date.now();
    store.start();
    const position = await store.caughtUp(600_000);
    say(`DuckDB anew from PostgreSQL ${seconds(building)} s`);
    const plain = await plainTable(join(folder, 'plain.duckdb'), ROWS, columns);
    const rss = Math.round(process.memoryUsage().rss / 1_048_576);
    say(
      `memory of the process ${rss} MB\n\n| days | filter | plain DuckDB ms | Daybook ms | ratio |\n|---|---|---|---|---|`,
    );
    for (const days of [365, 30, 1]) {
      for (const one of filters) {
        const filter = filterOf(days, one.conditions, one.notes);
        const where = plainConditions(filter);
        await compare(
          `${days} | ${one.name}`,
          () => plain.runAndReadAll(`select type_key, count(*) from plain where ${where} group by 1`),
          () => store.store.actions(filter, position),
        );
      }
    }
    const year = filterOf(365, []);
    const where = plainConditions(year);
    const groups = catalog.activities.map(({ key }) => ({ name: key, types: [key] }));
    await compare(
      '365 | distinct customers and orders',
      () =>
        plain.runAndReadAll(
          `select type_key, count(distinct customer), count(distinct order_number) from plain where ${where} group by 1`,
        ),
      () => store.store.distinct(year, position, groups),
    );
    await compare(
      '365 | custom-field summary',
      () =>
        plain.runAndReadAll(
          `select user_key, field, count(*) n from plain where field is not null and ${where} group by 1, 2 order by n desc limit 10001`,
        ),
      () => store.store.customFields(year, position, 10_001),
    );
    plain.closeSync();
  } finally {
    await store.remove();
    await bench.stop();
    await postgres.stop();
    removeScratch(folder);
  }
}

function filterOf(
  days: number,
  conditions: ColumnCondition[],
  notes: ActivityFilter['notes'] = 'with',
): ActivityFilter {
  const to = END_US / 1_000;
  return {
    from: new Date(to - days * 86_400_000).toISOString(),
    to: new Date(to).toISOString(),
    conditions,
    notes,
    usersOnly: false,
  };
}

/** Medians of both, taken in turns. That they count the same is proven by the property test, not here. */
async function compare(
  name: string,
  plain: () => Promise<unknown>,
  ours: () => Promise<unknown>,
): Promise<void> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, ask] of [plain, ours].entries()) {
      const began = performance.now();
      await ask();
      times[at as 0 | 1].push(performance.now() - began);
    }
  }
  const [base, own] = times.map(median) as [number, number];
  say(`| ${name} | ${base.toFixed(1)} | ${own.toFixed(1)} | ${(own / base).toFixed(2)} |`);
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1_000).toFixed(1);
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
});
