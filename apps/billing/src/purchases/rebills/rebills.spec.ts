import {
  AnswerConsent,
  CancelPurchase,
  CreateDiscount,
  CreateProduct,
  DowngradePurchase,
  newId,
  PausePurchase,
  RequestConsent,
  ResumePurchase,
  SkipTrial,
} from '@daybook/contracts';
import { clock } from '@daybook/messaging';
import { eventually } from '@daybook/testing';
import type { BillingFixture } from '../../testing/billing-fixture';
import { PurchaseFixture, USD } from '../../testing/purchase-fixture';

/** The clock is turned once the service stands still at what it has to do now, and only forward. */
describe('What we bill ourselves', () => {
  let fixture: PurchaseFixture;
  let billing: BillingFixture;

  beforeAll(async () => {
    fixture = await PurchaseFixture.open();
    billing = fixture.billing;
    await billing.addReplica();
  }, 60_000);
  afterEach(() => (billing.processor.mood = 'answers'));
  afterAll(async () => {
    clock.set(new Date());
    await fixture.stop();
  });

  it('falls due, is billed once by several replicas, and again a month later', async () => {
    const bought = await fixture.billedByUs();
    fixture.turnTo(bought.nextBillAt);
    await fixture.until(bought, 'rebill.succeeded');
    const after = await fixture.read(bought.id);
    expect(after).toMatchObject({ status: 'active', cycle: 2 });
    fixture.turnTo(after.nextBillAt);
    await fixture.until(bought, 'rebill.succeeded', 2);
    expect(await fixture.typesOf(bought)).toEqual([
      'rebill.started',
      'rebill.succeeded',
      'rebill.started',
      'rebill.succeeded',
    ]);
    expect(fixture.chargesOf(bought)).toEqual(['39.90', '39.90', '39.90']);
    const [, fact] = await fixture.reported(bought);
    expect(fact).toMatchObject({
      actortype: 'system',
      data: {
        attributes: {
          productName: bought.productName,
          amount: USD('39.90'),
          shipment: {
            run: 1,
            cycle: 2,
            item: { productName: bought.productName, quantity: 1, shipped: true },
          },
        },
        personal: { shippingAddress: { country: 'US' } },
      },
    });
  });

  it('is billed by another replica where the one that had begun was killed', async () => {
    const bought = await fixture.billedByUs();
    const taken = new Date(Date.parse(bought.nextBillAt ?? '') + 60_000);
    await billing.database.query('update purchase set work_at = $2 where id = $1', [bought.id, taken]);
    fixture.turnTo(taken.toISOString());
    await fixture.until(bought, 'rebill.succeeded');
    expect(fixture.chargesOf(bought)).toEqual(['39.90', '39.90']);
  });

  it('completes a trial when its first full cycle is billed', async () => {
    const bought = await fixture.billedByUs(fixture.shop.trial);
    expect(bought).toMatchObject({ status: 'trial', cycle: 0 });
    fixture.turnTo(bought.trialEndsAt);
    await fixture.until(bought, 'trial.completed');
    expect(await fixture.typesOf(bought)).toEqual(['rebill.started', 'rebill.succeeded', 'trial.completed']);
    expect(await fixture.read(bought.id)).toMatchObject({ status: 'active', cycle: 1 });
    expect(fixture.chargesOf(bought)).toEqual(['1.00', '39.90']);
  });

  it('bills a skipped trial at once, and completes no trial by it', async () => {
    const bought = await fixture.billedByUs(fixture.shop.trial);
    await billing.caller.call(SkipTrial, { id: bought.id });
    await fixture.until(bought, 'rebill.succeeded');
    expect(await fixture.typesOf(bought)).toEqual(['trial.skipped', 'rebill.started', 'rebill.succeeded']);
  });

  it('tells of a trial that failed when its first full cycle is declined for good', async () => {
    const bought = await fixture.billedByUs(fixture.shop.trial);
    billing.processor.declines.set(bought.orderNumber, 'hard');
    fixture.turnTo(bought.trialEndsAt);
    await fixture.until(bought, 'trial.failed');
    expect(await fixture.typesOf(bought)).toEqual(['rebill.started', 'rebill.failed', 'trial.failed']);
    const failed = await fixture.read(bought.id);
    expect(failed.status).toBe('recycle_failed');
    expect(failed.nextBillAt).toBeUndefined();
  });

  it('is completed by its last cycle', async () => {
    const bought = await fixture.billedByUs();
    await billing.database.query(
      `update purchase set terms = terms || '{"finalCycle": 2}', version = version + 1 where id = $1`,
      [bought.id],
    );
    fixture.turnTo(bought.nextBillAt);
    await fixture.until(bought, 'rebill.completed');
    expect(await fixture.read(bought.id)).toMatchObject({ status: 'complete', cycle: 2 });
  });

  it('takes the discount off as many billings as it holds for', async () => {
    const discount = await billing.caller.call(CreateDiscount, {
      name: `Spring ${newId().slice(-8)}`,
      percentOff: 10,
      occurrences: 2,
    });
    const items = [
      {
        productId: fixture.shop.productId,
        pricePointId: fixture.shop.monthly,
        quantity: 1,
        discountId: discount.id,
      },
    ];
    const bought = await fixture.billedByUs(fixture.shop.monthly, { items });
    fixture.turnTo(bought.nextBillAt);
    await fixture.until(bought, 'rebill.succeeded');
    fixture.turnTo((await fixture.read(bought.id)).nextBillAt);
    await fixture.until(bought, 'rebill.succeeded', 2);
    expect(fixture.chargesOf(bought)).toEqual(['35.91', '35.91', '39.90']);
    const billed = (await fixture.reported(bought)).filter(({ type }) => type === 'billing.rebill.succeeded');
    expect(billed.map(({ data }) => data.attributes)).toMatchObject([
      { discountName: discount.name, discountOccurrence: 2, amount: USD('35.91') },
      { amount: USD('39.90') },
    ]);
    expect(billed[1]?.data.attributes).not.toHaveProperty('discountName');
  });

  it('pauses and ends the pause on its days, and is billed when the pause is over', async () => {
    const bought = await fixture.billedByUs();
    await billing.caller.call(PausePurchase, { id: bought.id, months: 2 });
    fixture.turnTo(bought.nextBillAt);
    await fixture.until(bought, 'purchase.paused');
    const paused = await fixture.read(bought.id);
    expect(paused).toMatchObject({ status: 'paused', scheduled: {}, pause: { since: bought.nextBillAt } });
    fixture.turnTo(paused.pause?.until);
    await fixture.until(bought, 'rebill.succeeded');
    expect(await fixture.typesOf(bought)).toEqual([
      'purchase.pause_scheduled',
      'purchase.paused',
      'purchase.pause_ended',
      'rebill.started',
      'rebill.succeeded',
    ]);
  });

  it('downgrades at the next date and bills the new price', async () => {
    const bought = await fixture.billedByUs();
    await billing.caller.call(DowngradePurchase, { id: bought.id, ...fixture.choice(0) });
    fixture.turnTo(bought.nextBillAt);
    await fixture.until(bought, 'rebill.succeeded');
    expect(await fixture.typesOf(bought)).toEqual([
      'purchase.downgrade_scheduled',
      'purchase.product_changed',
      'rebill.started',
      'rebill.succeeded',
    ]);
    expect(fixture.chargesOf(bought)).toEqual(['39.90', '20.00']);
    expect(await fixture.read(bought.id)).toMatchObject({ productId: fixture.other.id, scheduled: {} });
  });

  it('cancels at the next date instead of billing, although a pause and a downgrade wait for it too', async () => {
    const bought = await fixture.billedByUs();
    const { id } = bought;
    await billing.caller.call(PausePurchase, { id, months: 2 });
    await billing.caller.call(DowngradePurchase, { id, ...fixture.choice(0) });
    await billing.caller.call(CancelPurchase, { id, reason: 'Too much of it', when: 'next_date' });
    fixture.turnTo(bought.nextBillAt);
    await fixture.until(bought, 'rebill.cancelled');
    const cancelled = await fixture.read(id);
    expect(cancelled).toMatchObject({ status: 'cancelled', scheduled: {}, cancelReason: 'Too much of it' });
    expect(fixture.chargesOf(bought)).toEqual(['39.90']);
    expect((await fixture.reported(bought)).at(-1)).toMatchObject({
      type: 'billing.rebill.cancelled',
      actortype: 'system',
      data: { personal: { text: 'Too much of it' } },
    });
  });

  it('bills nothing without the consent that the campaign asks for, and what fell due once it is there', async () => {
    const campaignId = await fixture.campaignWith({ expressConsent: true });
    const bought = await fixture.billedByUs(fixture.shop.monthly, { campaignId });
    const { id } = bought;
    fixture.turnTo(new Date(Date.parse(bought.nextBillAt ?? '') - 2 * 86_400_000).toISOString());
    await fixture.until(bought, 'consent.requested');
    await billing.caller.call(AnswerConsent, { id, answer: 'denied' });
    const witness = await fixture.billedByUs();
    fixture.turnTo(witness.nextBillAt);
    await fixture.until(witness, 'rebill.succeeded');
    expect(fixture.chargesOf(bought)).toEqual(['39.90']);
    await billing.caller.call(RequestConsent, { id });
    await billing.caller.call(AnswerConsent, { id, answer: 'received' });
    await fixture.until(bought, 'rebill.succeeded');
    expect(await fixture.typesOf(bought)).toEqual([
      'consent.requested',
      'consent.denied',
      'consent.requested',
      'consent.received',
      'rebill.started',
      'rebill.succeeded',
    ]);
    expect(await billing.caller.refusal(RequestConsent, { id: witness.id })).toBe(
      'billing.consent_not_asked',
    );
  });

  it.each(['acts silently', 'loses requests'] as const)(
    'is billed once although the processor %s',
    async (mood) => {
      const bought = await fixture.billedByUs();
      billing.processor.mood = mood;
      fixture.turnTo(bought.nextBillAt);
      await eventually('the outcome is unknown', async () => {
        const [row] = await billing.database.query<{ outcome: string }>(
          'select outcome from payment_transaction where purchase_id = $1',
          [bought.id],
        );
        return row?.outcome === 'unknown';
      });
      expect(await billing.caller.refusal(PausePurchase, { id: bought.id, months: 1 })).toBe(
        'billing.payment_in_progress',
      );
      billing.processor.mood = 'answers';
      billing.lookUpPayments();
      await fixture.until(bought, 'rebill.succeeded');
      expect(fixture.chargesOf(bought)).toEqual(['39.90', '39.90']);
    },
  );

  /** A purchase of something that is billed each week and not shipped. */
  const boughtWeekly = async () => {
    const { caller } = billing;
    const product = await caller.call(CreateProduct, {
      name: `Weekly ${newId().slice(-8)}`,
      sku: 'WEEK-1',
      shipped: false,
      pricePoints: [{ name: 'Weekly', unitPrice: USD('7.00'), cycle: { unit: 'day', count: 7 } }],
    });
    const items = [{ productId: product.id, pricePointId: product.pricePoints[0]?.id, quantity: 1 }];
    return fixture.billedByUs(fixture.shop.monthly, { items });
  };

  it('comes out of a pause of months on the day on which the pause ends, also where cycles are weeks', async () => {
    const { caller } = billing;
    // The week and the month that follow are counted over the end of a short month.
    clock.set(new Date('2031-01-27T10:00:00Z'));
    const bought = await boughtWeekly();
    await caller.call(PausePurchase, { id: bought.id, months: 1 });
    fixture.turnTo(bought.nextBillAt);
    await fixture.until(bought, 'purchase.paused');
    const paused = await fixture.read(bought.id);
    expect(paused.nextBillAt).toBe(paused.pause?.until);
    expect(paused.nextBillAt?.slice(0, 10)).toBe('2031-03-03');
    fixture.turnTo(paused.pause?.until);
    await fixture.until(bought, 'rebill.succeeded');
    expect((await fixture.read(bought.id)).nextBillAt?.slice(0, 10)).toBe('2031-03-10');
    const billed = (await fixture.reported(bought)).at(-1);
    // Its product is not shipped.
    expect(billed?.data.attributes).not.toHaveProperty('shipment');
    expect(billed?.data.personal).not.toHaveProperty('shippingAddress');
  });

  it('uses what was paid for after a pause that ends early, also where a month has no such day', async () => {
    clock.set(new Date('2031-12-24T10:00:00Z'));
    const bought = await boughtWeekly();
    expect(bought.nextBillAt?.slice(0, 10)).toBe('2031-12-31');
    clock.set(new Date('2031-12-30T10:00:00Z'));
    const paused = await billing.caller.call(PausePurchase, { id: bought.id, months: 2, when: 'now' });
    expect(paused.nextBillAt?.slice(0, 10)).toBe('2032-02-29');
    const resumed = await billing.caller.call(ResumePurchase, { id: bought.id });
    expect([resumed.status, resumed.nextBillAt?.slice(0, 10)]).toEqual(['active', '2031-12-31']);
  });
});
