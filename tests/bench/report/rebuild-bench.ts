import { Client } from 'pg';
import { catalog, newId, producers, type DaybookEvent, type JournalRead } from '@daybook/contracts';
import { Bus, serviceLogger } from '@daybook/messaging';
import { startNats, startOwnPostgres } from '@daybook/testing';
import { runRebuild } from '../../../apps/reporting/src/rebuild/rebuild-run';
import { filterColumns } from '../../../apps/reporting/src/store/model/filter-columns';
import { TestJournals } from '../../../apps/reporting/src/testing/events';
import { ReportHarness } from '../../../apps/reporting/src/testing/report-harness';

/**
 * `npm run bench:rebuild -- --rows 100000`: how many events of the journals a rebuild takes in a second, from the first
 * to the change of places. The journals are played in this process, so their part of the work is in the figure.
 */
const flag = process.argv.indexOf('--rows');
const ROWS = flag < 0 ? 100_000 : Number(process.argv[flag + 1]);
const SLICE = 500;

async function main(): Promise<void> {
  const [postgres, nats] = await Promise.all([startOwnPostgres(), startNats()]);
  process.env['DAYBOOK_TEST_POSTGRES_URL'] = postgres.url;
  const bench = await ReportHarness.start();
  const logger = serviceLogger('bench', { logLevel: 'warn', logFormat: 'json' });
  const bus = await Bus.connect('reporting', { natsUrl: nats.url }, logger);
  const client = new Client({ connectionString: bench.database.url });
  try {
    playJournals(bus);
    await client.connect();
    const id = newId();
    await client.query('insert into report_rebuild (id, asked_by, asked_at) values ($1, $2, now())', [
      id,
      'bench',
    ]);
    const began = performance.now();
    await runRebuild(client, id, {
      databaseUrl: bench.database.url,
      connection: bus.connection,
      catalog,
      columns: filterColumns(),
      consumer: 'report',
      now: () => new Date(),
      signal: new AbortController().signal,
      logger,
    });
    const seconds = (performance.now() - began) / 1_000;
    const [row] = await bench.database.query<{ rows: string }>('select count(*) as rows from activity');
    process.stdout.write(
      `${row?.rows} rows of ${ROWS} events in ${seconds.toFixed(1)} s: ${Math.round(ROWS / seconds)}/s; ` +
        `10 million in ${((10_000_000 * seconds) / ROWS / 60).toFixed(1)} minutes at that rate\n`,
    );
  } finally {
    await client.end();
    await bus.close();
    await bench.stop();
    await nats.stop();
    await postgres.stop();
  }
}

/** Four producers have a fourth of the events each; they are made when they are read: ten million fit into no memory. */
function playJournals(bus: Bus): void {
  const types = new Map(
    producers.map((producer) => [producer, catalog.activities.filter(({ key }) => key.startsWith(producer))]),
  );
  const each = Math.ceil(ROWS / 4);
  for (const producer of producers) {
    const own = types.get(producer) ?? [];
    const count = own.length === 0 ? 0 : each;
    const head = {
      producer,
      epochs: [{ epoch: 1, sequence: count }],
      pending: 0,
      time: new Date().toISOString(),
    };
    const journals = new TestJournals();
    const eventAt = (at: number): DaybookEvent =>
      journals.next({
        sequence: at + 1,
        type: own[at % own.length]?.key ?? '',
        time: new Date(Date.UTC(2026, at % 11, 1) + at * 1_000).toISOString(),
        actor: { actortype: 'user', actorid: userOf(at), actorname: 'anna', actorlevel: 'cs_agent' },
        context: { customerId: customerOf(at), orderNumber: String(at), currency: 'USD', country: 'US' },
        attributes: { productName: 'Tea', cycle: 3, amount: { amount: '39.90', currency: 'USD' } },
        personal: { text: `Called about parcel ${at}, wants it sent again` },
      });
    bus.connection.subscribe(`journal.read.${producer}`, {
      callback: (_error, message) => {
        const { after, limit } = message.json<JournalRead>();
        const number = Math.min(limit, SLICE, count - after);
        const events = Array.from({ length: number }, (_, offset) => eventAt(after + offset));
        message.respond(JSON.stringify({ events, head }));
      },
    });
  }
}

function userOf(at: number): string {
  return `0192f0c1-0001-7000-8000-${String(at % 1_000).padStart(12, '0')}`;
}

function customerOf(at: number): string {
  return `0192f0c1-0002-7000-8000-${String((at * 7_919) % 100_000).padStart(12, '0')}`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
});
