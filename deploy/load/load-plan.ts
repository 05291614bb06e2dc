import { seeded } from '../local/seeded';
import { makePerson, type LoadPerson } from './load-people';

/** How the sale ends. `foreign`: to a country that the campaign does not serve; `none`: nothing is ordered. */
export type Sale = 'paid' | 'soft' | 'hard' | 'partial' | 'completed-later' | 'foreign' | 'none';

/** What an agent does about a paid order afterwards. */
export type After = 'nothing' | 'cancel-order' | 'cancel-purchase' | 'void' | 'refund';

/** What the house does with the parcel. */
export type Parcel = 'waits' | 'shipped' | 'delivered' | 'returned';

/** What the engine tells of a purchase that is billed again. */
export type Billing = 'succeeds' | 'twice' | 'saved' | 'lost' | 'hard';

/** One customer's part of the day: all that will happen, drawn beforehand. */
export interface Story {
  index: number;
  person: LoadPerson;
  campaign: number;
  product: number;
  quantity: number;
  source: string;
  sale: Sale;
  after: After;
  parcel: Parcel;
  billing: Billing;
  searched: boolean;
  notes: number;
  updated: boolean;
  case: 'none' | 'open' | 'resolved';
  phoned: boolean;
  looked: boolean;
  /** Shares of the usual time that the agent thinks before each step, 0.2 to 1.8. */
  think: number[];
}

/** What of the catalog decides what can happen. */
export interface Catalog {
  campaigns: readonly { captureAt: string; countries: readonly string[] }[];
  products: readonly { recurring: boolean; trial: boolean }[];
  /** Whether payments can be settled, so that they can be refunded. */
  settles: boolean;
}

const SOURCES = ['TV', 'Web', 'Radio', 'Friend'];
const MOST_STEPS = 20;

/** Draws stories until they come to so many actions. The same seed draws the same. */
export function planDay(seed: number, actions: number, catalog: Catalog): Story[] {
  const stories: Story[] = [];
  for (let planned = 0; planned < actions;) {
    const story = drawStory(seed, stories.length, catalog);
    stories.push(story);
    planned += countOf(agentSteps(story, catalog)) + outsideSteps(story, catalog);
  }
  return stories;
}

function drawStory(seed: number, index: number, catalog: Catalog): Story {
  const draw = seeded(seed * 1_000_003 + index);
  // Close seeds begin alike.
  for (let round = 0; round < 5; round++) draw(2);
  const chance = (percent: number): boolean => draw(100) < percent;
  const campaign = draw(catalog.campaigns.length);
  const product = draw(catalog.products.length);
  const serves = catalog.campaigns[campaign]?.countries ?? [];
  const sale = pick<Sale>(draw(100), [
    [64, 'paid'],
    [8, 'soft'],
    [5, 'hard'],
    [7, 'partial'],
    [6, 'completed-later'],
    [3, serves.length > 0 ? 'foreign' : 'none'],
    [7, 'none'],
  ]);
  const after = afterOf(draw(100), catalog, campaign, product);
  const story: Omit<Story, 'think'> = {
    index,
    person: makePerson(index, campaign === 1 ? 'EU' : 'US', draw),
    campaign,
    product,
    quantity: 1 + draw(3),
    source: SOURCES[draw(SOURCES.length)],
    sale,
    after,
    parcel:
      after === 'void' || after === 'cancel-order'
        ? 'waits'
        : pick<Parcel>(draw(100), [
            [25, 'waits'],
            [30, 'shipped'],
            [38, 'delivered'],
            [7, 'returned'],
          ]),
    billing: pick<Billing>(draw(100), [
      [60, 'succeeds'],
      [20, 'twice'],
      [9, 'saved'],
      [7, 'lost'],
      [4, 'hard'],
    ]),
    searched: chance(60),
    notes: chance(55) ? 1 + draw(2) : 0,
    updated: chance(15),
    case: chance(25) ? (chance(75) ? 'resolved' : 'open') : 'none',
    phoned: chance(12),
    looked: chance(35),
  };
  return { ...story, think: Array.from({ length: MOST_STEPS }, () => 0.2 + draw(161) / 100) };
}

function afterOf(drawn: number, catalog: Catalog, campaign: number, product: number): After {
  const authorised = catalog.campaigns[campaign]?.captureAt === 'shipment';
  return pick<After>(drawn, [
    [5, 'cancel-order'],
    [6, catalog.products[product]?.recurring === true ? 'cancel-purchase' : 'nothing'],
    [6, authorised ? 'void' : catalog.settles ? 'refund' : 'nothing'],
    [83, 'nothing'],
  ]);
}

/** Whether the order is paid in the end. */
export function isPaid({ sale }: Pick<Story, 'sale'>): boolean {
  return sale === 'paid' || sale === 'completed-later';
}

/** Whether the engine bills the purchase again. */
export function isBilled(story: Story, catalog: Catalog): boolean {
  return (
    isPaid(story) &&
    catalog.products[story.product]?.recurring === true &&
    !['cancel-order', 'cancel-purchase', 'void'].includes(story.after)
  );
}

/** What an agent does, in this order. A refund waits until the payment has settled. */
export const agentStep = [
  'search',
  'create',
  'update',
  'order',
  'complete',
  'note',
  'look',
  'open-case',
  'take-case',
  'reply',
  'resolve',
  'start-record',
  'end-record',
  'after',
] as const;
export type AgentStep = (typeof agentStep)[number];

/** How often the agent does each step of a story; refunds are done at night. */
export function agentSteps(story: Story, catalog: Catalog): Record<AgentStep, number> {
  const opened = story.case === 'none' ? 0 : 1;
  const here = story.after !== 'nothing' && story.after !== 'refund';
  return {
    search: story.searched ? 1 : 0,
    create: 1,
    update: story.updated ? 1 : 0,
    order: story.sale === 'none' ? 0 : 1,
    complete: story.sale === 'completed-later' ? 1 : 0,
    note: story.notes,
    look: story.looked ? 1 : 0,
    'open-case': opened,
    'take-case': opened,
    reply: opened,
    resolve: story.case === 'resolved' ? 1 : 0,
    'start-record': story.phoned ? 1 : 0,
    'end-record': story.phoned ? 1 : 0,
    after: isPaid(story) && here && catalog.campaigns.length > 0 ? 1 : 0,
  };
}

/** How many acts of engine, house and the nightly refunds a story has. */
export function outsideSteps(story: Story, catalog: Catalog): number {
  if (!isPaid(story)) return 0;
  const parcels = { waits: 0, shipped: 1, delivered: 2, returned: 3 }[story.parcel];
  const cancelled = story.after === 'cancel-order' ? 1 : 0;
  const refunded = story.after === 'refund' ? 2 : 0;
  const trial = catalog.products[story.product]?.trial === true ? 1 : 0;
  const reported = { succeeds: 2, twice: 4, saved: 3, lost: 3, hard: 2 }[story.billing] + trial;
  return parcels + cancelled + refunded + (isBilled(story, catalog) ? reported : 0);
}

/** How many steps these are together. */
export function countOf(steps: Record<string, number>): number {
  return Object.values(steps).reduce((sum, each) => sum + each, 0);
}

function pick<T>(drawn: number, weighted: readonly (readonly [number, T])[]): T {
  let left = drawn;
  for (const [weight, choice] of weighted) {
    if (left < weight) return choice;
    left -= weight;
  }
  throw new Error('the weights come to less than 100');
}
