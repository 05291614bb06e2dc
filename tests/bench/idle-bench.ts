import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { startSystemForTests, type TestSystem } from '@daybook/testing';
import { load, median, type Figure } from './bench-figures';

/** How long it is left alone before it is looked at, and how long that takes. */
const SETTLE_S = 90;
const WINDOW_S = 30;

/** Ticks of a processor's time a second, on every Linux that Node runs on. */
const TICKS = 100;

/** How often a service is killed. */
const KILLS = 3;

/**
 * What the whole system takes while nothing happens: time of processors, memory, transactions. And how soon a service
 * that was killed answers again, and everything after a second start. Linux only: it reads `/proc`.
 */
export async function benchIdle(): Promise<Figure[]> {
  let system = await startSystemForTests();
  try {
    const figures = [...(await quiet(system)), await killed(system)];
    const before = load();
    await system.stop();
    const began = performance.now();
    system = await startSystemForTests({ home: system.home });
    const seconds = (performance.now() - began) / 1_000;
    return [...figures, most('a second start, until everything is ready', seconds, 's', 4, before)];
  } finally {
    await system.discard();
  }
}

/** A figure that is better the less it is. */
function most(what: string, value: number, unit: string, target: number, before: number): Figure {
  return { bench: 'idle', what, value, unit, target, targetIsMost: true, load: [before, load()] };
}

async function quiet(system: TestSystem): Promise<Figure[]> {
  process.stdout.write(`Idle: ${SETTLE_S} s until it is quiet, then ${WINDOW_S} s\n`);
  await delay(SETTLE_S * 1_000);
  const client = new Client({ connectionString: system.postgresUrl });
  await client.connect();
  try {
    const before = { load: load(), ticks: ticksOf(family()), commits: await commits(client) };
    await delay(WINDOW_S * 1_000);
    const spent = ticksOf(family()) - before.ticks;
    return [
      most('all processes, of one core', (spent / TICKS / WINDOW_S) * 100, '%', 5, before.load),
      most('memory, what is shared counted once', megabytesOf(family()), 'MB', 750, before.load),
      most('transactions', ((await commits(client)) - before.commits) / WINDOW_S, '/s', 10, before.load),
    ];
  } finally {
    await client.end();
  }
}

async function killed(system: TestSystem): Promise<Figure> {
  const before = load();
  const times: number[] = [];
  for (let at = 0; at < KILLS; at++) {
    const starts = system.starts('customers');
    const began = performance.now();
    system.kill('customers');
    while (system.starts('customers') === starts) await delay(10);
    await system.untilReady();
    times.push((performance.now() - began) / 1_000);
  }
  return most('a service that was killed answers again', median(times), 's', 3, before);
}

async function commits(client: Client): Promise<number> {
  const { rows } = await client.query<{ done: string }>(
    'select sum(xact_commit + xact_rollback) done from pg_stat_database',
  );
  return Number(rows[0]?.done);
}

/** The processes that this one started, and those that they did. */
function family(): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    const parent = statOf(Number(name))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const found = new Set<number>();
  const below = (pid: number): void => {
    for (const [child, parent] of parents) {
      if (parent !== pid || found.has(child)) continue;
      found.add(child);
      below(child);
    }
  };
  below(process.pid);
  return [...found];
}

/** The fields of a process's `stat` from its state on; undefined where it has ended. */
function statOf(pid: number): string[] | undefined {
  const text = textOf(pid, 'stat');
  return text?.slice(text.lastIndexOf(')') + 2).split(' ');
}

function ticksOf(pids: readonly number[]): number {
  return pids
    .map((pid) => statOf(pid))
    .reduce((sum, stat) => sum + Number(stat?.[11] ?? 0) + Number(stat?.[12] ?? 0), 0);
}

function megabytesOf(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) =>
    Number(/^Pss:\s+(\d+)/m.exec(textOf(pid, 'smaps_rollup') ?? '')?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1_024;
}

function textOf(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined; // it has ended meanwhile
  }
}
