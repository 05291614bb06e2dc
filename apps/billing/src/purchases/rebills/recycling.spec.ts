import { ChangeCampaign, CreateRecycleProfile, newId, ReadCampaign } from '@daybook/contracts';
import { clock } from '@daybook/messaging';
import { nextFifteenth, testActor } from '@daybook/testing';
import type { BillingFixture } from '../../testing/billing-fixture';
import { PurchaseFixture, USD } from '../../testing/purchase-fixture';

/** The clock is turned only forward, and begins on a day that every month has. */
describe('A declined cycle', () => {
  let fixture: PurchaseFixture;
  let billing: BillingFixture;

  beforeAll(async () => {
    clock.set(nextFifteenth());
    fixture = await PurchaseFixture.open();
    billing = fixture.billing;
    await billing.addReplica();
  }, 60_000);
  afterEach(() => (billing.processor.mood = 'answers'));
  afterAll(async () => {
    clock.set(new Date());
    await fixture.stop();
  });

  const recycled = async (): Promise<string> => {
    const profile = await billing.caller.call(CreateRecycleProfile, {
      name: `Patient ${newId().slice(-8)}`,
      tries: [{ afterDays: 2 }, { afterDays: 3, percentOff: 50 }, { afterDays: 4, amountOff: USD('39.00') }],
      minimumPrice: USD('5.00'),
    });
    return fixture.campaignWith({ recycleProfileId: profile.id });
  };

  it('gives up a soft decline at once where the campaign has no recycle profile', async () => {
    const bought = await fixture.billedByUs();
    billing.processor.declines.set(bought.orderNumber, 'soft');
    fixture.turnTo(bought.nextBillAt);
    await fixture.until(bought, 'rebill.failed');
    expect((await fixture.read(bought.id)).status).toBe('recycle_failed');
    const [, fact] = await fixture.reported(bought);
    expect(fact?.data.attributes).toMatchObject({ processor: 'processor', responseCode: '51' });
  });

  it('tries a declined cycle again as the recycle profile says, for less each time, and saves it', async () => {
    const campaignId = await recycled();
    const bought = await fixture.billedByUs(fixture.shop.monthly, { campaignId });
    billing.processor.declines.set(bought.orderNumber, 'soft');
    fixture.turnTo(bought.nextBillAt);
    await fixture.until(bought, 'recycle.started');
    let now = await fixture.read(bought.id);
    expect(now.status).toBe('recycle_billing');
    fixture.turnTo(now.retryAt);
    await fixture.until(bought, 'recycle.failed');
    billing.processor.declines.delete(bought.orderNumber);
    now = await fixture.read(bought.id);
    fixture.turnTo(now.retryAt);
    await fixture.until(bought, 'recycle.saved');
    expect(await fixture.typesOf(bought)).toEqual([
      'rebill.started',
      'rebill.failed',
      'recycle.started',
      'recycle.failed',
      'recycle.saved',
    ]);
    expect(fixture.chargesOf(bought)).toEqual(['39.90', '19.95']);
    const saved = await fixture.read(bought.id);
    // Saved five days late, it falls due on its own day again.
    expect(saved).toMatchObject({ status: 'active', cycle: 2 });
    expect(saved.nextBillAt?.slice(8, 10)).toBe(bought.startedAt.slice(8, 10));
  });

  it('gives up after the last try of the profile, which asked for its minimum', async () => {
    const campaignId = await recycled();
    const bought = await fixture.billedByUs(fixture.shop.monthly, { campaignId });
    billing.processor.declines.set(bought.orderNumber, 'soft');
    fixture.turnTo(bought.nextBillAt);
    await fixture.until(bought, 'recycle.started');
    for (const tries of [1, 2, 3]) {
      fixture.turnTo((await fixture.read(bought.id)).retryAt);
      await fixture.until(bought, 'recycle.failed', tries);
    }
    const given = await fixture.read(bought.id);
    expect(given.status).toBe('recycle_failed');
    expect(given.retryAt).toBeUndefined();
    const asked = await billing.database.query<{ amount: string }>(
      'select amount from payment_transaction where purchase_id = $1 order by attempt',
      [bought.id],
    );
    expect(asked.map(({ amount }) => Number(amount))).toEqual([39.9, 39.9, 19.95, 5]);
  });

  it('lets a campaign choose only a profile that exists, is in use, and in its currency', async () => {
    const { version } = await billing.caller.call(ReadCampaign, { id: fixture.shop.campaignId });
    const euro = await billing.caller.call(CreateRecycleProfile, {
      name: `Euro ${newId().slice(-8)}`,
      tries: [{ afterDays: 1, amountOff: { amount: '1.00', currency: 'EUR' } }],
    });
    const choose = (recycleProfileId: string) =>
      billing.caller.refusal(ChangeCampaign, { id: fixture.shop.campaignId, recycleProfileId }, testActor(), {
        ifMatch: version,
      });
    expect(await choose(newId())).toBe('billing.unknown_reference');
    expect(await choose(euro.id)).toBe('billing.currency_mismatch');
    expect(
      await billing.caller.refusal(CreateRecycleProfile, {
        name: `Both ${newId().slice(-8)}`,
        tries: [{ afterDays: 1, percentOff: 10, amountOff: USD('1.00') }],
      }),
    ).toBe('billing.recycle_profile_invalid');
  });
});
