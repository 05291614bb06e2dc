import { join } from 'node:path';
import { once } from 'node:events';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { catalog } from '@daybook/contracts';
import { removeScratch, scratchFolder, startOwnPostgres } from '@daybook/testing';
import { fieldMember } from '../store/fields';
import { filterColumns } from '../store/filter-columns';
import { Partitions } from '../store/partitions';
import type { ActivityFilter, ColumnCondition } from '../store/summary-store';
import { plainConditions, plainTable } from './bench-plain';
import { benchRows, copyLine, END_US, START_US, world } from './bench-rows';
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
    await load(bench);
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

async function load(bench: ReportBench): Promise<void> {
  const months = Array.from({ length: 14 }, (_, at) => new Date(START_US / 1_000 + at * 28 * 86_400_000));
  await new Partitions(bench.sql.transact).ensureFor(months.map((month) => month.toISOString()));
  const members = [
    ...catalog.activities.slice(0, world.types).map(({ key }, at) => ['type', at + 1, key]),
    ...Array.from({ length: world.users }, (_, at) => ['user', at + 1, `user ${at + 1}`]),
    ...Array.from({ length: world.fields }, (_, at) => [
      'custom_field',
      at + 1,
      fieldMember('Field', String(at)),
    ]),
  ];
  await bench.database.query(
    `insert into dimension_member (dimension, key, value, name)
     select d, k, v, v from unnest($1::text[], $2::integer[], $3::text[]) as m (d, k, v)`,
    [0, 1, 2].map((part) => members.map((member) => member[part])),
  );
  const names = columns.map(({ column }) => column);
  const client = new Client({ connectionString: bench.database.url });
  await client.connect();
  const copy = client.query(
    copyFrom(
      `copy activity (id, occurred_at, recorded_at, customer_id, order_id, actor_kind, is_note, fields_set, ${names.join(', ')}) from stdin`,
    ),
  );
  let lines: string[] = [];
  const flush = async (): Promise<void> => {
    if (!copy.write(`${lines.join('\n')}\n`)) await once(copy, 'drain');
    lines = [];
  };
  for (const row of benchRows(ROWS)) {
    lines.push(copyLine(row, columns));
    if (lines.length === 5_000) await flush();
  }
  if (lines.length > 0) await flush();
  copy.end();
  await once(copy, 'finish');
  await client.query('update report_position set position = $1', [ROWS]);
  await client.query('analyze activity');
  await client.end();
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1_000).toFixed(1);
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
});
