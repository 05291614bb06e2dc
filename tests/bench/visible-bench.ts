import { setTimeout as delay } from 'node:timers/promises';
import { newId, ReadActionSummary } from '@daybook/contracts';
import { startOwnPostgres, TestCaller } from '@daybook/testing';
import { Child } from './bench-child';
import { load, share, type Figure } from './bench-figures';
import { reportingAlone } from './reporting-bench';

/** Facts a second that are asked for; the second one is more than many machines can commit. */
const RATES = [1_000, 5_000];
const SECONDS = 10;
const LOOK_EVERY_MS = 10;
const WITHIN_MS = 60_000;

/** Fact committed by its service → counted by the report, through journal, relay, stream and projector, at steady rates. */
export async function benchVisible(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const rate of RATES) figures.push(...(await visibleAt(rate)));
  return figures;
}

async function visibleAt(rate: number): Promise<Figure[]> {
  const before = load();
  const alone = await reportingAlone();
  const postgres = await startOwnPostgres();
  let facts: Child | undefined;
  let caller: TestCaller | undefined;
  try {
    await alone.start();
    const database = await postgres.createDatabase();
    const campaignId = newId();
    facts = Child.start(
      'tests/bench/facts-process.js',
      { NATS_URL: alone.nats.url, DATABASE_URL: database.url },
      String(rate),
      String(SECONDS),
      campaignId,
    );
    caller = await TestCaller.connect(alone.nats);
    const { warm } = await facts.next<{ warm: number }>();
    const done = facts.next<{ each: number; committed: number[]; seconds: number }>();
    const seen = await watch(caller, campaignId, warm + rate * SECONDS);
    const { each, committed, seconds } = await done;
    const latencies = committed.map((at, batch) => {
      const total = warm + (batch + 1) * each;
      return Math.max(0, (seen.find((look) => look.total >= total)?.at ?? Number.NaN) - at);
    });
    const of = (what: string, value: number, unit: string): Figure => ({
      bench: 'report',
      what,
      value,
      unit,
      load: [before, load()],
    });
    return [
      of(`facts committed, of ${rate}/s asked for`, (committed.length * each) / seconds, 'facts/s'),
      of('fact → visible in the report, p50', share(latencies, 0.5), 'ms'),
      of('fact → visible in the report, p99', share(latencies, 0.99), 'ms'),
      of('fact → visible in the report, max', Math.max(...latencies), 'ms'),
    ];
  } finally {
    await caller?.close();
    await facts?.stop();
    await alone.stop();
    await postgres.stop();
  }
}

/** Asks the report for its total again and again until it is whole. */
async function watch(
  caller: TestCaller,
  campaignId: string,
  whole: number,
): Promise<{ total: number; at: number }[]> {
  const seen: { total: number; at: number }[] = [];
  const end = Date.now() + WITHIN_MS;
  for (;;) {
    const { total } = await caller.call(ReadActionSummary, { campaignId: [campaignId] });
    seen.push({ total, at: Date.now() });
    if (total >= whole) return seen;
    if (Date.now() > end) throw new Error(`the report shows ${total} of ${whole} facts`);
    await delay(LOOK_EVERY_MS);
  }
}
