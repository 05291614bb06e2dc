import { setTimeout as delay } from 'node:timers/promises';
import { EngineClient } from '../clients/engine-client';
import { Account } from './tally';
import { Checker } from './report-checker';
import { Desk, type Floor } from './agent-session';
import { Engine } from './load-engine';
import { House } from './load-house';
import { Meter } from './measurements';
import type { DemoOptions } from './load-options';
import { Pacer } from './rate-limiter';
import { agentSteps, countOf, outsideSteps, planDay } from './load-plan';
import { Progress } from './progress';
import { RefundDesk } from './nightly-refunds';
import { planned, setStage, strikeStage, type Stage } from './load-setup';

/** What came of a day. */
export interface DayResult {
  meter: Meter;
  stories: number;
  /** Activities that were done. */
  deeds: number;
  seconds: number;
  /** What the report does not show as it was done. */
  faults: string[];
  /** Seconds from the last act until the report showed everything. */
  shownAfter: number;
}

const NIGHTS = 3;
const HOUSE_WITHIN_MS = 60_000;
const SHOWN_WITHIN_MS = 60_000;
/** Agents are at the desk for this share of their time; the rest is reserve against slow answers. */
const BUSY = 0.8;

/** Plays a day of a call center and checks what the report shows of it. */
export async function playDay(options: DemoOptions, say: (sentence: string) => void): Promise<DayResult> {
  const account = new Account();
  const meter = new Meter();
  const house = new House(account, meter);
  try {
    const stage = await setStage(options, await house.listen(options.houseHost));
    house.open(options.gateway, stage.house);
    say(
      `Stage ${stage.mark}: ${stage.agents.length} agents, ${stage.campaigns.length} campaigns, seed ${options.seed}.`,
    );
    const client = await EngineClient.connect(options.nats, stage.engine);
    try {
      return await play(options, stage, client, account, meter, house, say);
    } finally {
      await client.close();
      await strikeStage(stage);
    }
  } finally {
    house.close();
  }
}

async function play(
  options: DemoOptions,
  stage: Stage,
  client: EngineClient,
  account: Account,
  meter: Meter,
  house: House,
  say: (sentence: string) => void,
): Promise<DayResult> {
  const catalog = planned(stage, options.processor !== undefined);
  const stories = planDay(options.seed, Math.round(options.minutes * 60 * options.rate), catalog);
  const atDesks = stories.reduce((sum, story) => sum + countOf(agentSteps(story, catalog)), 0);
  const outside = stories.reduce((sum, story) => sum + outsideSteps(story, catalog), 0);
  const agentRate = (options.rate * atDesks) / (atDesks + outside);
  const engine = new Engine(client, account, meter);
  const refunds = new RefundDesk(stage.lead, options.processor, account, meter);
  const thinkMs = (1_000 * BUSY * stage.agents.length) / agentRate;
  const pacer = new Pacer(agentRate);
  const floor: Floor = { stage, catalog, account, meter, pacer, engine, house, refunds, thinkMs };
  const progress = new Progress(
    atDesks + outside,
    () => meter.done,
    () => meter.errors.size,
  );
  const started = performance.now();
  progress.start();
  try {
    const nights: Promise<void>[] = [];
    const night = (): Promise<void> => Promise.all([engine.night(), refunds.night()]).then(() => undefined);
    let served = 0;
    const queue = stories.values();
    await Promise.all(
      stage.agents.map(async (agent) => {
        for (const story of queue) {
          await new Desk(floor, agent, story).serve();
          served += 1;
          if (served % Math.ceil(stories.length / NIGHTS) === 0) nights.push(night());
        }
      }),
    );
    await Promise.all(nights);
    await night();
    await untilIdle(house, meter);
  } finally {
    progress.stop();
  }
  const seconds = (performance.now() - started) / 1_000;
  say('Checking what the report shows…');
  const ended = performance.now();
  const faults = await new Checker(stage, account, options.seed).untilShown(SHOWN_WITHIN_MS);
  const shownAfter = (performance.now() - ended) / 1_000;
  return { meter, stories: stories.length, deeds: account.size, seconds, faults, shownAfter };
}

async function untilIdle(house: House, meter: Meter): Promise<void> {
  const end = Date.now() + HOUSE_WITHIN_MS;
  while (house.busy > 0) {
    if (Date.now() > end) {
      meter.fault(`${house.busy} orders did not come to the house within ${HOUSE_WITHIN_MS / 1_000} s`);
      return;
    }
    await delay(100);
  }
}
