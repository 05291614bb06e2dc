import { once } from 'node:events';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { startOwnPostgres } from '@daybook/testing';
import { addBodies, loadBench } from './bench-load';
import { ReportHarness, viewer } from '../../../apps/reporting/src/testing/report-harness';

/**
 * `npm run bench:export -- --rows 1000000`: the Details as CSV and as a workbook beside PostgreSQL's COPY TO STDOUT of
 * what they are made from, and the most memory that the process held above what it held before.
 */
const flag = process.argv.indexOf('--rows');
const ROWS = flag < 0 ? 1_000_000 : Number(process.argv[flag + 1]);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const MB = 1_048_576;

/** What a file of the Details needs of the store, in its order. */
const COPY = `
  copy (select a.occurred_at, a.id, a.is_note, b.event, b.personal, u.name, c.name
          from activity a
          join activity_body b on b.customer_id = a.customer_id and b.occurred_at = a.occurred_at and b.id = a.id
          left join dimension_member u on u.dimension = 'user' and u.key = a.user_key
          left join report_customer c on c.customer_id = a.customer_id
         order by a.occurred_at desc, a.id desc) to stdout`;

async function main(): Promise<void> {
  const postgres = await startOwnPostgres();
  process.env['DAYBOOK_TEST_POSTGRES_URL'] = postgres.url;
  const bench = await ReportHarness.start();
  try {
    await loadBench(bench, ROWS);
    await addBodies(bench);
    say(
      `rows ${ROWS}\n\n| what | s | CPU s of this process | rows/s | bytes | memory MB |\n|---|---|---|---|---|---|`,
    );
    const ways: [string, () => Promise<number>][] = [
      ['COPY TO STDOUT', () => copied(bench.database.url)],
      ['Details as CSV', () => exported(bench, 'csv')],
      ['Details as XLSX', () => exported(bench, 'xlsx')],
    ];
    for (const [name, way] of ways) await measured(name, way);
  } finally {
    await bench.stop();
    await postgres.stop();
  }
}

async function measured(name: string, way: () => Promise<number>): Promise<void> {
  global.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const look = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 50);
  const began = performance.now();
  const used = process.cpuUsage();
  const bytes = await way();
  const seconds = (performance.now() - began) / 1_000;
  clearInterval(look);
  const { user, system } = process.cpuUsage(used);
  const cpu = ((user + system) / 1_000_000).toFixed(1);
  const rate = Math.round(ROWS / seconds);
  say(
    `| ${name} | ${seconds.toFixed(1)} | ${cpu} | ${rate} | ${bytes} | ${Math.round((most - before) / MB)} |`,
  );
}

async function copied(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  let bytes = 0;
  const stream = client.query(copyTo(COPY));
  stream.on('data', (chunk: Buffer) => (bytes += chunk.length));
  await once(stream, 'end');
  await client.end();
  return bytes;
}

async function exported(bench: ReportHarness, format: 'csv' | 'xlsx'): Promise<number> {
  let bytes = 0;
  const { chunks } = await bench.exports.export({ part: 'details', format }, viewer());
  for await (const chunk of chunks) bytes += chunk.length;
  return bytes;
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
});
