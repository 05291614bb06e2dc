import { CancelFulfillment, ChangeFulfillmentHouse, newId, TestHouse } from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { eventually, throughout } from '@daybook/testing';
import { FulfillmentFixture } from '../testing/fulfillment-fixture';

const HOUR_MS = 3_600_000;

/** The next Friday, at three in the afternoon. */
function nextFriday(): Date {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() + 7 - ((day.getUTCDay() + 2) % 7));
  day.setUTCHours(15, 0, 0, 0);
  return day;
}

describe('What a house can do, and when', () => {
  let service: FulfillmentFixture;

  beforeAll(async () => {
    service = await FulfillmentFixture.start({ HOUSE_TIMEOUT_MS: '30000' });
  });
  afterAll(() => service?.stop());
  afterEach(() => clock.set(new Date()));

  it('decides when it is sent an order: one after the cut-off waits for the next working day', async () => {
    const friday = nextFriday();
    const monday = new Date(friday.getTime() + 57 * HOUR_MS);
    clock.set(friday);
    const house = await service.addHouse('weekdays', { cutOff: '14:00', workingDays: [1, 2, 3, 4, 5] });
    const made = await service.ordered({ campaignId: house.campaignId });
    expect(made.sendings).toMatchObject([{ status: 'waiting', nextTryAt: monday.toISOString() }]);
    clock.advance(40 * HOUR_MS);
    await throughout('nothing is sent on a Sunday', 300, () => house.double.requests === 0);
    clock.set(new Date(monday.getTime() + 1_000));
    await service.becomes(made.id, 'pending');
  });

  it('decides what becomes of a cancellation: one that cannot cancel is not asked', async () => {
    const house = await service.addHouse('stubborn', { cancels: false });
    const made = await service.ordered({ campaignId: house.campaignId });
    await service.becomes(made.id, 'pending');
    expect(
      await service.caller.refusal(CancelFulfillment, { id: made.id, reason: 'Changed their mind' }),
    ).toBe('fulfillment.house_cannot_cancel');
    const cancelled = () =>
      service.emit('billing.order.cancelled', {
        attributes: { orderId: made.orderId, reason: 'Changed their mind' },
        context: { orderId: made.orderId, customerId: made.customerId, productIds: [], customFields: {} },
      });
    await cancelled();
    await eventually('it has failed', async () =>
      (await service.typesOf(made.id)).includes('fulfillment.cancel_failed'),
    );
    await cancelled();
    await service.ordered();
    expect(await service.typesOf(made.id)).toEqual(['export.succeeded', 'fulfillment.cancel_failed']);
    expect(house.double.of(made.id, 'fulfillment.cancel')).toEqual([]);
  });

  it('decides what is unexpected: what it said it does not do', async () => {
    const made = await service.ordered();
    await service.becomes(made.id, 'pending');
    const { id } = service.house;
    await service.caller.call(ChangeFulfillmentHouse, { id, holdsAddresses: false });
    await service.post('address_hold', made.id, { reason: 'No such street' });
    expect(await service.view(made.id)).toMatchObject({ status: 'address_hold', unexpected: true });
    await service.caller.call(ChangeFulfillmentHouse, { id, holdsAddresses: true });
  });

  it('decides among those that serve a campaign: the oldest that ships to the country gets the order', async () => {
    const [abroad, here] = [
      await service.addHouse('abroad', { countries: ['CA'] }),
      await service.addHouse('here', { countries: ['US'] }),
    ];
    const { campaignId } = abroad;
    const { caller } = service;
    const alone = await service.ordered({ campaignId });
    expect(alone.houseName).toBe('abroad');
    await caller.call(ChangeFulfillmentHouse, { id: here.id, campaignIds: [campaignId] });
    expect((await service.ordered({ campaignId })).houseName).toBe('here');
    await caller.call(ChangeFulfillmentHouse, { id: here.id, retired: true });
    expect((await service.ordered({ campaignId })).houseName).toBe('abroad');
  });

  it('is tried out by a message that asks for nothing: whether it is there, and takes our signature', async () => {
    const { caller, double, house } = service;
    const test = () => caller.call(TestHouse, { id: house.id });
    double.answer = 'hello';
    expect(await test()).toMatchObject({ taken: true, status: 202, answer: 'hello', url: double.url });
    double.answer = '';
    const { secret } = double;
    double.secret = 'whsec_' + Buffer.alloc(24, 9).toString('base64');
    expect(await test()).toMatchObject({ taken: false, status: 401 });
    double.secret = secret;
    const gone = await service.addHouse('gone');
    await gone.double.stop();
    const unheard = await caller.call(TestHouse, { id: gone.id });
    expect([unheard.taken, unheard.status, unheard.error]).toEqual([
      false,
      undefined,
      expect.stringContaining('ECONNREFUSED'),
    ]);
    expect(await caller.refusal(TestHouse, { id: newId() })).toBe('fulfillment.not_found');
  });
});
