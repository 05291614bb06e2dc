import { forEach } from './demo-client';
import { makePerson, seeded } from './demo-people';
import { setUpSeller } from './demo-seller';
import { playStory } from './demo-stories';
import type { DemoTarget } from './load-demo-once';

const CUSTOMERS = 40;
const AT_ONCE = 6;
const SOURCES = ['TV', 'Web', 'Radio', 'Friend'];

/**
 * Loads a small realistic data set through the public interfaces alone: a seller with campaigns, products, people, a
 * fulfillment house and a billing engine, and customers who order, are billed, get parcels and ask for help. The same
 * at each load; one that was interrupted goes on where it was.
 */
export async function loadDemo(target: DemoTarget): Promise<void> {
  const seller = await setUpSeller(target);
  const draw = seeded(2026);
  const stories = Array.from({ length: CUSTOMERS }, (_, index) => {
    const campaign = index % seller.campaigns.length;
    return {
      index,
      person: makePerson(index, campaign === 1 ? 'EU' : 'US', draw),
      campaign,
      product: draw(seller.products.length),
      agent: draw(seller.agents.length),
      source: SOURCES[draw(SOURCES.length)],
    };
  });
  await forEach(stories, AT_ONCE, (story) => playStory(seller, story));
}
