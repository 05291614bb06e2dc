import { setTimeout as delay } from 'node:timers/promises';
import { EngineClient } from '../clients/engine-client';
import { Tally } from './tally';
import { ReportChecker } from './report-checker';
import { AgentSession, type LoadContext } from './agent-session';
import { LoadEngine } from './load-engine';
import { LoadHouse } from './load-house';
import { Measurements } from './measurements';
import type { LoadOptions } from './load-options';
import { RateLimiter } from './rate-limiter';
import { agentSteps, countOf, outsideSteps, planDay } from './load-plan';
import { Progress } from './progress';
import { NightlyRefunds } from './nightly-refunds';
import { planned, setUp, tearDown, type LoadSetup } from './load-setup';

/** What came of a day. */
export interface LoadResult {
  measurements: Measurements;
  stories: number;
  /** Activities that were done. */
  activities: number;
  seconds: number;
  /** What the report does not show as it was done. */
  faults: string[];
  /** Seconds from the last act until the report showed everything. */
  shownAfter: number;
}

const NIGHTS = 3;
const HOUSE_WITHIN_MS = 60_000;
const SHOWN_WITHIN_MS = 60_000;
/** Agents are busy for this share of their time; the rest is reserve against slow answers. */
const BUSY = 0.8;

/** Plays a day of a call center and checks what the report shows of it. */
export async function runLoad(options: LoadOptions, say: (sentence: string) => void): Promise<LoadResult> {
  const tally = new Tally();
  const measurements = new Measurements();
  const house = new LoadHouse(tally, measurements);
  try {
    const setup = await setUp(options, await house.listen(options.houseHost));
    house.open(options.gateway, setup.house);
    say(
      `Run ${setup.mark}: ${setup.agents.length} agents, ${setup.campaigns.length} campaigns, seed ${options.seed}.`,
    );
    const client = await EngineClient.connect(options.nats, setup.engine);
    try {
      return await play(options, setup, client, tally, measurements, house, say);
    } finally {
      await client.close();
      await tearDown(setup);
    }
  } finally {
    house.close();
  }
}

async function play(
  options: LoadOptions,
  setup: LoadSetup,
  client: EngineClient,
  tally: Tally,
  measurements: Measurements,
  house: LoadHouse,
  say: (sentence: string) => void,
): Promise<LoadResult> {
  const catalog = planned(setup, options.processor !== undefined);
  const stories = planDay(options.seed, Math.round(options.minutes * 60 * options.rate), catalog);
  const byAgents = stories.reduce((sum, story) => sum + countOf(agentSteps(story, catalog)), 0);
  const outside = stories.reduce((sum, story) => sum + outsideSteps(story, catalog), 0);
  const agentRate = (options.rate * byAgents) / (byAgents + outside);
  const engine = new LoadEngine(client, tally, measurements);
  const refunds = new NightlyRefunds(setup.lead, options.processor, tally, measurements);
  const thinkMs = (1_000 * BUSY * setup.agents.length) / agentRate;
  const limiter = new RateLimiter(agentRate);
  const context: LoadContext = {
    setup,
    catalog,
    tally,
    measurements,
    limiter,
    engine,
    house,
    refunds,
    thinkMs,
  };
  const progress = new Progress(
    byAgents + outside,
    () => measurements.done,
    () => measurements.errors.size,
  );
  const started = performance.now();
  progress.start();
  try {
    const nights: Promise<void>[] = [];
    const night = (): Promise<void> => Promise.all([engine.night(), refunds.night()]).then(() => undefined);
    let served = 0;
    const queue = stories.values();
    await Promise.all(
      setup.agents.map(async (agent) => {
        for (const story of queue) {
          await new AgentSession(context, agent, story).serve();
          served += 1;
          if (served % Math.ceil(stories.length / NIGHTS) === 0) nights.push(night());
        }
      }),
    );
    await Promise.all(nights);
    await night();
    await untilIdle(house, measurements);
  } finally {
    progress.stop();
  }
  const seconds = (performance.now() - started) / 1_000;
  say('Checking what the report shows…');
  const ended = performance.now();
  const faults = await new ReportChecker(setup, tally, options.seed).untilShown(SHOWN_WITHIN_MS);
  const shownAfter = (performance.now() - ended) / 1_000;
  return { measurements, stories: stories.length, activities: tally.size, seconds, faults, shownAfter };
}

async function untilIdle(house: LoadHouse, measurements: Measurements): Promise<void> {
  const end = Date.now() + HOUSE_WITHIN_MS;
  while (house.busy > 0) {
    if (Date.now() > end) {
      measurements.fault(
        `${house.busy} orders did not come to the house within ${HOUSE_WITHIN_MS / 1_000} s`,
      );
      return;
    }
    await delay(100);
  }
}
