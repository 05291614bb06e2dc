import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { reportActions, type ActionSummaryView, type CompletenessView } from '@daybook/contracts';
import { backUp } from '../../backup/backup';
import { packDemo } from '../dump/pack-demo';
import { HttpClient } from '../../clients/http-client';
import { LocalSystem } from '../../local/system/system';
import { SystemClock } from '../../local/system/system-clock';
import { liveDays, planDays, type DemoSize } from './demo-days';
import { setUpWorld } from './demo-set-up';
import { DAY_MS, DemoWorld, HOUR_MS, soon } from './demo-world';

/** In the night of most of its people, so that what falls due is done and little of the next day is missing. */
const ENDS_AT_HOUR = 6;
/** Seconds between the tries of a house that is out of order: by them it is given up before the day ends. */
const RETRY_SECONDS = '5,300,1800,7200';

/**
 * Lives the demonstration in a system of its own whose clocks are turned, and writes it into a file.
 *
 * @throws Error naming the actions that did not occur, or what the system did not get done
 */
export async function makeDemo(
  home: string,
  size: DemoSize,
  file: string,
  report: (sentence: string) => void,
): Promise<void> {
  const end = Math.floor((Date.now() - ENDS_AT_HOUR * HOUR_MS) / DAY_MS) * DAY_MS + ENDS_AT_HOUR * HOUR_MS;
  const clock = new SystemClock(join(home, 'clock'), new Date(end - size.days * DAY_MS));
  const system = new LocalSystem({
    ...{ home, durable: false, readyTimeout: 180_000 },
    env: { all: clock.env, fulfillment: { HOUSE_RETRY_SECONDS: RETRY_SECONDS } },
    onMessage: report,
  });
  await system.start();
  try {
    const { gateway, sandbox, mail } = system.urls;
    const authorization = `Bearer ${system.secrets.password('processor-key')}`;
    const world = new DemoWorld(
      clock,
      await HttpClient.stayIn(gateway, 'admin', system.adminPassword),
      new HttpClient(sandbox),
      new HttpClient(sandbox, { authorization }),
      new HttpClient(mail),
      end,
    );
    await setUpWorld(world, { gateway, sandbox, nats: system.natsUrl });
    planDays(world, size);
    const began = Date.now();
    await liveDays(world, (day) =>
      report(`Day ${day} of ${size.days}, ${Math.round((Date.now() - began) / 1000)} s`),
    );
    for (const [what, times] of [...world.refusals].sort(([, a], [, b]) => b - a))
      report(`  ${times} × ${what}`);
    await untilComplete(world);
    const folder = join(home, 'backup');
    await backUp({ to: folder, withSecrets: false, environment: { DAYBOOK_HOME: home } });
    const begins = new Date(end - size.days * DAY_MS);
    await packDemo({
      ...{ backup: folder, sandbox: join(home, 'sandbox'), begins, ends: new Date(end), file },
      totals: await totalsOf(world, size.days),
    });
    rmSync(folder, { recursive: true });
    report(`${file} holds it in ${(statSync(file).size / 1024 / 1024).toFixed(1)} MB.`);
    await refuseMissing(world, size, report);
  } finally {
    await system.stop();
  }
}

/** The report must have everything that the services have. */
async function untilComplete(world: DemoWorld): Promise<void> {
  await soon(async () => {
    const seen = await world.admin.get<CompletenessView>('/reports/customer-service/completeness');
    return seen.state === 'complete' ? true : undefined;
  }, 600);
}

async function refuseMissing(
  world: DemoWorld,
  { days }: DemoSize,
  report: (sentence: string) => void,
): Promise<void> {
  for (const span of [days, Math.min(days, 30)]) {
    const totals = await totalsOf(world, span);
    const missing = reportActions.filter(({ key }) => (totals[key] ?? 0) === 0).map(({ label }) => label);
    const total = Object.values(totals).reduce((sum, each) => sum + each, 0);
    report(`${total} actions in ${span} days`);
    if (missing.length > 0)
      throw new Error(`These actions did not occur in ${span} days: ${missing.join(', ')}`);
  }
}

/** How often each action occurred in the last of the days that were lived. */
async function totalsOf({ admin, end }: DemoWorld, days: number): Promise<Record<string, number>> {
  const query = `from=${new Date(end - days * DAY_MS).toISOString()}&to=${new Date(end).toISOString()}`;
  const { items } = await admin.get<ActionSummaryView>(`/reports/customer-service/actions?${query}`);
  return Object.fromEntries(items.map(({ action, total }) => [action, total]));
}
