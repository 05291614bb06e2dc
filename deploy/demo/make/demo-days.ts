import { setTimeout as delay } from 'node:timers/promises';
import { forEach } from '../../clients/demo-client';
import { CustomerLife } from './customer-life';
import { DAY_MS, HOUR_MS, type DemoWorld } from './demo-world';
import { Draw } from './draw';
import { ACCOUNT_EPISODES } from './episodes/account-episodes';
import type { Episode } from './episodes/episode';
import { ORDER_EPISODES } from './episodes/order-episodes';
import { PARCEL_EPISODES } from './episodes/parcel-episodes';
import { PURCHASE_EPISODES } from './episodes/purchase-episodes';
import { SERVICE_EPISODES } from './episodes/service-episodes';
import { HouseWork } from './house-work';
import { drawArrival, goOn, liveCustomer } from './organic-life';

const EPISODES: Readonly<Record<string, Episode>> = {
  ...ORDER_EPISODES,
  ...PURCHASE_EPISODES,
  ...PARCEL_EPISODES,
  ...ACCOUNT_EPISODES,
  ...SERVICE_EPISODES,
};
const AT_ONCE = 8;
/** What is due within so much is done together. */
const TOGETHER_MS = 10 * 60_000;
/** The longest step of the clock where nothing is planned. */
const STEP_MS = 2 * HOUR_MS;
/** Milliseconds that an hour of the demonstration takes at least: what is scheduled in the services needs its time. */
const HOUR_TAKES_MS = 60;
/** Milliseconds after which every process knows that its clock was turned. */
const TURN_TAKES_MS = 60;

/** How much is lived. */
export interface DemoSize {
  readonly days: number;
  readonly customers: number;
  readonly seed: number;
}

/** Plans who comes when. Every episode happens, also within the last thirty days; the other customers go their way. */
export function planDays(world: DemoWorld, { days, customers, seed }: DemoSize): void {
  const from = world.now;
  const draw = new Draw(seed);
  new HouseWork(world, new Draw(seed + 1)).plan(from);
  let number = 0;
  const come = (at: number, live: (own: Draw, index: number) => Promise<void>): void => {
    const index = ++number;
    world.agenda.add(at, () => live(new Draw(seed * 1_000_003 + index), index));
  };
  const rounds = days < 45 ? 1 : Math.max(1, Math.round(customers / 300));
  for (const chosen of Object.values(EPISODES))
    for (let round = 0; round < rounds; round++) {
      const [early, late] =
        days < 45 ? [0.02, 0.5] : round < 2 ? [1 - 27 / days, 1 - 5 / days] : [0.05, 0.65];
      const at = drawArrival(draw, from + early * days * DAY_MS, from + late * days * DAY_MS);
      come(at, (own, index) => liveEpisode(world, chosen, own, index));
    }
  const episodes = number;
  while (number < customers) {
    const at = drawArrival(draw, from + HOUR_MS, world.end - HOUR_MS);
    // Where the episodes are many among few, the last weeks have enough of them.
    if (rounds === 1 && at > world.end - 27 * DAY_MS && draw.chance((100 * episodes) / customers)) continue;
    come(at, (own, index) => liveCustomer(world, index, own));
  }
}

/** Lives all of it, hour by hour. @param progress is told which day it is */
export async function liveDays(world: DemoWorld, progress: (day: number) => void): Promise<void> {
  const from = world.now;
  for (let day = 0; ;) {
    const began = Date.now();
    const until = Math.min(world.agenda.next + TOGETHER_MS, world.now + STEP_MS);
    if (until >= world.end) break;
    const tasks = world.agenda.take(until);
    const at = tasks.at(-1)?.at ?? until;
    const passed = Math.max(0, at - world.now);
    world.clock.turnTo(new Date(at));
    await delay(TURN_TAKES_MS);
    await forEach(tasks, AT_ONCE, (task) => world.attempt(task.run));
    await world.attempt(() => world.housesAreQuiet());
    await delay(Math.max(0, (passed / HOUR_MS) * HOUR_TAKES_MS - (Date.now() - began)));
    const today = Math.floor((world.now - from) / DAY_MS);
    if (today > day) progress((day = today));
  }
  world.clock.turnTo(new Date(world.end));
}

async function liveEpisode(
  world: DemoWorld,
  { choice, run }: Episode,
  draw: Draw,
  index: number,
): Promise<void> {
  const life = new CustomerLife(world, index, draw, choice);
  await life.arrive();
  await life.buy();
  await run(life);
  if (life.offer.engine === undefined && life.order.status === 'pending') await goOn(life);
}
