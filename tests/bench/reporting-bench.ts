import { Client } from 'pg';
import { connect } from 'nats';
import {
  startNats,
  startOwnPostgres,
  testActorPublicKey,
  type TestDatabase,
  type TestNats,
} from '@daybook/testing';
import { ensureStream } from '@daybook/messaging';
import { eventually } from '@daybook/testing';
import { freePort } from '../../deploy/local/processes/ports';
import { Child } from './bench-child';
import { makeFacts } from './bench-facts';
import { load, median, type Figure } from './bench-figures';

const FACTS = 45_000;
/** Of them for warming up; the rest is measured. */
const WARM = 5_000;
const ROUNDS = 3;
const TARGET = 0.8;

/** A reporting service alone, with a NATS server and a database of its own. */
export interface ReportingAlone {
  nats: TestNats;
  database: TestDatabase;
  start(): Promise<void>;
  /** Ends the service; `start` starts it again. */
  pause(): Promise<void>;
  stop(): Promise<void>;
}

/** Prepares what a reporting service needs; it is not started yet. */
export async function reportingAlone(): Promise<ReportingAlone> {
  const nats = await startNats();
  const postgres = await startOwnPostgres();
  const database = await postgres.createDatabase();
  let service: Child | undefined;
  return {
    nats,
    database,
    start: async () => {
      const port = await freePort();
      service = Child.start('apps/reporting/src/main.js', {
        DATABASE_URL: database.url,
        NATS_URL: nats.url,
        HTTP_PORT: String(port),
        ACTOR_PUBLIC_KEY: testActorPublicKey,
        LOG_LEVEL: 'error',
      });
      await eventually(
        'reporting is ready',
        async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok,
        { timeout: 60_000 },
      );
    },
    pause: async () => service?.stop(),
    stop: async () => {
      await service?.stop();
      await nats.stop();
      await postgres.stop();
    },
  };
}

/** Stream → committed activities a second, against a bare consumer that writes the same rows with unnest and the same indexes. */
export async function benchIntake(): Promise<Figure[]> {
  const before = load();
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [our, bare] = await measureBoth();
    ours.push(our);
    theirs.push(bare);
  }
  const ratios = ours.map((our, at) => our / (theirs[at] ?? Number.NaN));
  return [
    {
      bench: 'intake',
      what: 'stream → committed activities',
      value: median(ours),
      unit: 'rows/s',
      baseline: median(theirs),
      ratio: median(ratios),
      ratios,
      target: TARGET,
      load: [before, load()],
    },
  ];
}

/** One after the other on the same stream and server; each finds the stream whole, as after an outage. */
async function measureBoth(): Promise<[number, number]> {
  const alone = await reportingAlone();
  try {
    await alone.start(); // makes the tables
    await alone.database.query('create table bare_activity (like activity including all)');
    await alone.database.query('create table bare_activity_body (like activity_body including all)');
    await alone.database.query('create table bare_customer (like report_customer including all)');
    await alone.database.query('create table bare_position as select 0::bigint as position');
    await alone.pause();
    await publish(alone.nats);
    const our = rateOf(alone.database, 'report_position');
    await alone.start();
    const ourRate = await our;
    await alone.pause();
    const bare = Child.start('tests/bench/bare-consumer-process.js', {
      NATS_URL: alone.nats.url,
      DATABASE_URL: alone.database.url,
    });
    const bareRate = await rateOf(alone.database, 'bare_position');
    await bare.stop();
    return [ourRate, bareRate];
  } finally {
    await alone.stop();
  }
}

async function publish(nats: TestNats): Promise<void> {
  const connection = await connect({ servers: nats.url });
  await ensureStream(await connection.jetstreamManager(), 'EVENTS', 1);
  const stream = connection.jetstream();
  const facts = makeFacts(FACTS);
  for (let at = 0; at < facts.length; at += 500) {
    await Promise.all(
      facts
        .slice(at, at + 500)
        .map((fact) => stream.publish(`events.${fact.type}`, JSON.stringify(fact), { msgID: fact.id })),
    );
  }
  await connection.close();
}

/** Watches a position grow: rows a second after the warm-up. */
async function rateOf(database: TestDatabase, table: string): Promise<number> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    let from: { position: number; at: number } | undefined;
    return await eventually(
      `${table} reaches the end`,
      async () => {
        const { rows } = await client.query<{ position: string }>(`select position from ${table}`);
        const [position, at] = [Number(rows[0]?.position), performance.now()];
        if (position >= WARM) from ??= { position, at };
        if (from === undefined || position < FACTS) return null;
        return ((position - from.position) * 1_000) / (at - from.at);
      },
      { timeout: 180_000, interval: 10 },
    );
  } finally {
    await client.end();
  }
}
