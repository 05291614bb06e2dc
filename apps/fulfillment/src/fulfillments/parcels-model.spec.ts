import fc from 'fast-check';
import { CreateFulfillmentHouse, newId } from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { FulfillmentFixture } from '../testing/fulfillment-fixture';
import { parcelStep, ParcelStory } from '../testing/parcel-story';

const RUNS = process.env['DAYBOOK_FULL_TESTS'] === '1' ? 100 : 4;
const DAY = 86_400_000;

describe('The parcels of an order', () => {
  let service: FulfillmentFixture;
  let story: () => Promise<ParcelStory>;

  beforeAll(async () => {
    service = await FulfillmentFixture.start();
    const campaignId = newId();
    // It is sent what waits when its next day begins: so the story says when.
    const house = await service.caller.call(CreateFulfillmentHouse, {
      name: 'nightly',
      url: service.double.url,
      campaignIds: [campaignId],
      cutOff: '00:00',
    });
    service.double.secret = house.orderSecret;
    story = async () => {
      const noon = new Date(clock.now().getTime() + DAY);
      noon.setUTCHours(12, 0, 0, 0);
      clock.set(noon);
      const begun = new ParcelStory(service, campaignId, house.webhookSecret);
      await begun.begin();
      return begun;
    };
  });

  afterAll(async () => {
    clock.set(new Date());
    await service?.stop();
  });

  it('have none packed again that left though it was told to have failed', async () => {
    const parcels = await story();
    await parcels.take({ act: 'night' });
    const tellings = (['failed', 'shipped'] as const).map((kind) => ({
      kind,
      parcel: null,
      ago: 0,
      quantity: 1,
    }));
    await parcels.take({ act: 'tell', which: 0, tellings, again: 0 });
    await parcels.end();
  });

  it('end as the plain rules say, whatever is told, done and billed in whatever order and however often', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(parcelStep, { minLength: 6, maxLength: 16 }), async (steps) => {
        const parcels = await story();
        for (const each of steps) await parcels.take(each);
        await parcels.end();
      }),
      { numRuns: RUNS },
    );
  }, 900_000);
});
