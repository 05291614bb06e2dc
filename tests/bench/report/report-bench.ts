import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { catalog } from '@daybook/contracts';
import { removeScratch, scratchFolder } from '@daybook/testing';
import { rowsOf } from '../../../apps/reporting/src/store/duckdb/file/duckdb-file';
import { filterColumns } from '../../../apps/reporting/src/store/model/filter-columns';
import { Partitions } from '../../../apps/reporting/src/store/postgres/partitions';
import { plainConditions, plainTable } from './bench-plain';
import { questionsOf, yearsEnd } from './bench-questions';
import { BenchSystem } from './bench-system';
import { BenchTurns, medianOf } from './bench-turns';
import { DuckDbHarness } from '../../../apps/reporting/src/testing/duckdb-harness';
import { whateverIsStored } from './stored-bench';

/**
 * `npm run bench:report -- --rows 10000000 [--home <folder>] [--parts fill,http]`: the running system's report over
 * HTTP, and its column store, beside plain DuckDB with the same rows in this process, in turns. The folder keeps the
 * data for the next run; without the part `fill`, the column store's file too.
 */
const ROWS = Number(argument('--rows') ?? 1_000_000);
const HOME = argument('--home');
const ALL = ['fill', 'http', 'long', 'arriving', 'process', 'stored'] as const;
const PARTS = argument('--parts')?.split(',') ?? ALL;
const LONG_ONES = 8;
const ARRIVING = 2_000;

async function main(): Promise<void> {
  const folder = scratchFolder('bench');
  const wants = (part: (typeof ALL)[number]): boolean => PARTS.includes(part);
  const system = await BenchSystem.start(ROWS, HOME, wants('fill'));
  let plain: DuckDBConnection | undefined;
  try {
    plain = await plainTable(join(HOME ?? folder, `plain-${ROWS}.duckdb`), ROWS, filterColumns());
    const turns = new BenchTurns(ROWS);
    if (system.filledIn !== null)
      turns.note('DuckDB anew from PostgreSQL', system.filledIn, 's', { most: (90 * ROWS) / 10_000_000 });
    turns.note('its file', system.fileMb, 'MB', {});
    if (wants('http')) await overHttp(turns, system, plain);
    if (wants('long')) await whileLongOnesRun(turns, system);
    if (wants('arriving')) await whileEventsArrive(turns, system);
    turns.note('memory of reporting, at most', system.memoryMb, 'MB', { most: 1_024 });
    if (wants('stored')) await whateverIsStored(turns, system, ROWS);
    if (wants('process')) {
      await system.holdReporting();
      await inProcess(turns, system, plain);
    }
    turns.keep();
  } finally {
    plain?.closeSync();
    await system.stop(HOME !== undefined);
    removeScratch(folder);
  }
}

/** The Action Summary, with its amounts and completeness, beside bare totals. */
async function overHttp(turns: BenchTurns, system: BenchSystem, plain: DuckDBConnection): Promise<void> {
  await system.warmUp();
  for (const days of [365, 30, 1]) {
    for (const { name, filter, parameters } of questionsOf(days)) {
      const where = plainConditions(filter);
      const long = { ratio: name === 'product' ? 1 : 0.5, most: 60 };
      await turns.compare(
        `${days} days, ${name}, over HTTP`,
        days === 365 ? long : { ratio: 1, plus: 5 },
        () => rowsOf(plain, `select type_key, count(*) from plain where ${where} group by 1`),
        () => system.report('actions', parameters),
        // A list of products is searched through for more than a second.
        days === 365 && name === 'product' ? 5 : 15,
      );
    }
  }
}

async function whileLongOnesRun(turns: BenchTurns, system: BenchSystem): Promise<void> {
  const [, { parameters }] = questionsOf(1);
  const year = questionsOf(365)[0].parameters;
  await system.warmUp();
  const alone = await timesOf(15, () => system.report('actions', parameters));
  let over = false;
  let refused = 0;
  const long = Array.from({ length: LONG_ONES }, async () => {
    while (!over) {
      // Who waits in line for too long is told so; that is part of what is measured.
      await system.report('actions', [...year, ['distinct', 'true']]).catch((error: unknown) => {
        if (!String(error).includes('504')) throw error;
        refused += 1;
      });
    }
  });
  const beside = await timesOf(15, () => system.report('actions', parameters));
  over = true;
  await Promise.all(long);
  turns.say(`(${refused} of the long ones got no answer in time and were told so)`);
  turns.note(
    `1 day beside ${LONG_ONES} long ones, over HTTP; alone`,
    medianOf(beside),
    'ms',
    { ratio: 3 },
    medianOf(alone),
  );
}

/** Rows are committed as the projector commits them: some at once, under the position's lock, of this moment. */
async function whileEventsArrive(turns: BenchTurns, system: BenchSystem): Promise<void> {
  const { parameters } = questionsOf(365)[1];
  const quiet = await timesOf(15, () => system.report('actions', parameters));
  const names = [
    ...['recorded_at', 'customer_id', 'order_id', 'actor_kind', 'is_note', 'fields_set', 'amount'],
    ...['amount_currency', ...filterColumns().map(({ column }) => column)],
  ].join(', ');
  await new Partitions(system.sql.transact).ensureFor([new Date().toISOString()]);
  let over = false;
  let arrived = 0;
  const began = Date.now();
  const arriving = (async () => {
    while (!over) {
      const due = Math.floor(((Date.now() - began) / 1_000) * ARRIVING) - arrived;
      if (due > 0) {
        const from = 1 + ((arrived * 7) % (ROWS / 2));
        await system.client.query(
          `with moved as (update report_position set position = position + ${due} returning position)
           insert into activity (id, occurred_at, ${names})
           select (select position from moved) - row_number() over () + 1,
                  now(), ${names}
             from activity where id >= ${from} and id < ${from + due}`,
        );
        arrived += due;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  const times = await timesOf(41, () => system.report('actions', parameters));
  over = true;
  await arriving;
  turns.note(
    `365 days, hot campaign, while ${Math.round(arrived / ((Date.now() - began) / 1_000))} rows/s arrive; quiet`,
    medianOf(times),
    'ms',
    { most: 60 },
    medianOf(quiet),
  );
}

/** What is not asked over HTTP by the figures' definition. */
async function inProcess(turns: BenchTurns, system: BenchSystem, plain: DuckDBConnection): Promise<void> {
  const columns = new DuckDbHarness(system, { path: system.file });
  columns.start();
  try {
    const position = await columns.caughtUp(120_000);
    await columns.rolledUp(60_000);
    const year = yearsEnd(365);
    const where = plainConditions(year);
    await plain.run(
      `create or replace temp table pairs as
       select moment, user_key, field from plain where field is not null order by moment`,
    );
    await turns.compare(
      '365 days, custom-field summary; over a pairs table',
      { ratio: 1 },
      () =>
        rowsOf(
          plain,
          `select user_key, field, count(*) n from pairs where ${where} group by 1, 2 order by n desc limit 10001`,
        ),
      () => columns.store.customFields(year, position, 10_001),
      31,
    );
    const groups = catalog.activities.map(({ key }) => ({ name: key, types: [key] }));
    await turns.compare(
      '365 days, distinct customers and orders; count(distinct)',
      { ratio: 0.5 },
      () =>
        rowsOf(
          plain,
          `select type_key, count(distinct customer), count(distinct order_number) from plain where ${where} group by 1`,
        ),
      () => columns.store.distinct(year, position, groups),
      3,
    );
    await turns.compare(
      '365 days by day in Kolkata; each row converted',
      { ratio: 0.1 },
      () =>
        rowsOf(
          plain,
          `select date_trunc('day', timezone('Asia/Kolkata', make_timestamptz(moment))) as day, count(*)
             from plain where ${where} group by 1`,
        ),
      () => columns.store.quarters(year, position),
      5,
    );
  } finally {
    await columns.remove();
  }
}

async function timesOf(rounds: number, ask: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    await ask();
    times.push(performance.now() - began);
  }
  return times;
}

function argument(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
    process.exit(1);
  },
);
