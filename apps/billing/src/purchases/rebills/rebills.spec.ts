import {
  AnswerConsent,
  CancelPurchase,
  CreateDiscount,
  DowngradePurchase,
  newId,
  PausePurchase,
  RequestConsent,
  SkipTrial,
} from '@daybook/contracts';
import { clock } from '@daybook/messaging';
import { eventually } from '@daybook/testing';
import type { BillingFixture } from '../../testing/billing-fixture';
import { PurchaseFixture, USD } from '../../testing/purchase-fixture';

/** The clock is turned once the service stands still at what it has to do now, and only forward. */
describe('What we bill ourselves', () => {
  let stage: PurchaseFixture;
  let billing: BillingFixture;

  beforeAll(async () => {
    stage = await PurchaseFixture.open();
    billing = stage.billing;
    await billing.addReplica();
  }, 60_000);
  afterEach(() => (billing.processor.mood = 'answers'));
  afterAll(async () => {
    clock.set(new Date());
    await stage.stop();
  });

  it('falls due, is billed once by several replicas, and again a month later', async () => {
    const bought = await stage.billedByUs();
    stage.turnTo(bought.nextBillAt);
    await stage.until(bought, 'rebill.succeeded');
    const after = await stage.read(bought.id);
    expect(after).toMatchObject({ status: 'active', cycle: 2 });
    stage.turnTo(after.nextBillAt);
    await stage.until(bought, 'rebill.succeeded', 2);
    expect(await stage.typesOf(bought)).toEqual([
      'rebill.started',
      'rebill.succeeded',
      'rebill.started',
      'rebill.succeeded',
    ]);
    expect(stage.chargesOf(bought)).toEqual(['39.90', '39.90', '39.90']);
    const [, fact] = await stage.told(bought);
    expect(fact).toMatchObject({
      actortype: 'system',
      data: { attributes: { productName: bought.productName, amount: USD('39.90') } },
    });
  });

  it('is billed by another replica where the one that had begun was killed', async () => {
    const bought = await stage.billedByUs();
    const taken = new Date(Date.parse(bought.nextBillAt ?? '') + 60_000);
    await billing.database.query('update purchase set work_at = $2 where id = $1', [bought.id, taken]);
    stage.turnTo(taken.toISOString());
    await stage.until(bought, 'rebill.succeeded');
    expect(stage.chargesOf(bought)).toEqual(['39.90', '39.90']);
  });

  it('completes a trial when its first full cycle is billed', async () => {
    const bought = await stage.billedByUs(stage.shop.trial);
    expect(bought).toMatchObject({ status: 'trial', cycle: 0 });
    stage.turnTo(bought.trialEndsAt);
    await stage.until(bought, 'trial.completed');
    expect(await stage.typesOf(bought)).toEqual(['rebill.started', 'rebill.succeeded', 'trial.completed']);
    expect(await stage.read(bought.id)).toMatchObject({ status: 'active', cycle: 1 });
    expect(stage.chargesOf(bought)).toEqual(['1.00', '39.90']);
  });

  it('bills a skipped trial at once, and completes no trial by it', async () => {
    const bought = await stage.billedByUs(stage.shop.trial);
    await billing.caller.call(SkipTrial, { id: bought.id });
    await stage.until(bought, 'rebill.succeeded');
    expect(await stage.typesOf(bought)).toEqual(['trial.skipped', 'rebill.started', 'rebill.succeeded']);
  });

  it('tells of a trial that failed when its first full cycle is declined for good', async () => {
    const bought = await stage.billedByUs(stage.shop.trial);
    billing.processor.declines.set(bought.orderNumber, 'hard');
    stage.turnTo(bought.trialEndsAt);
    await stage.until(bought, 'trial.failed');
    expect(await stage.typesOf(bought)).toEqual(['rebill.started', 'rebill.failed', 'trial.failed']);
    const failed = await stage.read(bought.id);
    expect(failed.status).toBe('recycle_failed');
    expect(failed.nextBillAt).toBeUndefined();
  });

  it('is completed by its last cycle', async () => {
    const bought = await stage.billedByUs();
    await billing.database.query(
      `update purchase set terms = terms || '{"finalCycle": 2}', version = version + 1 where id = $1`,
      [bought.id],
    );
    stage.turnTo(bought.nextBillAt);
    await stage.until(bought, 'rebill.completed');
    expect(await stage.read(bought.id)).toMatchObject({ status: 'complete', cycle: 2 });
  });

  it('takes the discount off as many billings as it holds for', async () => {
    const discount = await billing.caller.call(CreateDiscount, {
      name: `Spring ${newId().slice(-8)}`,
      percentOff: 10,
      occurrences: 2,
    });
    const items = [
      {
        productId: stage.shop.productId,
        pricePointId: stage.shop.monthly,
        quantity: 1,
        discountId: discount.id,
      },
    ];
    const bought = await stage.billedByUs(stage.shop.monthly, { items });
    stage.turnTo(bought.nextBillAt);
    await stage.until(bought, 'rebill.succeeded');
    stage.turnTo((await stage.read(bought.id)).nextBillAt);
    await stage.until(bought, 'rebill.succeeded', 2);
    expect(stage.chargesOf(bought)).toEqual(['35.91', '35.91', '39.90']);
    const billed = (await stage.told(bought)).filter(({ type }) => type === 'billing.rebill.succeeded');
    expect(billed.map(({ data }) => data.attributes)).toMatchObject([
      { discountName: discount.name, discountOccurrence: 2, amount: USD('35.91') },
      { amount: USD('39.90') },
    ]);
    expect(billed[1]?.data.attributes).not.toHaveProperty('discountName');
  });

  it('pauses and ends the pause on its days, and is billed when the pause is over', async () => {
    const bought = await stage.billedByUs();
    await billing.caller.call(PausePurchase, { id: bought.id, months: 2 });
    stage.turnTo(bought.nextBillAt);
    await stage.until(bought, 'purchase.paused');
    const paused = await stage.read(bought.id);
    expect(paused).toMatchObject({ status: 'paused', scheduled: {}, pause: { since: bought.nextBillAt } });
    stage.turnTo(paused.pause?.until);
    await stage.until(bought, 'rebill.succeeded');
    expect(await stage.typesOf(bought)).toEqual([
      'purchase.pause_scheduled',
      'purchase.paused',
      'purchase.pause_ended',
      'rebill.started',
      'rebill.succeeded',
    ]);
  });

  it('downgrades at the next date and bills the new price', async () => {
    const bought = await stage.billedByUs();
    await billing.caller.call(DowngradePurchase, { id: bought.id, ...stage.choice(0) });
    stage.turnTo(bought.nextBillAt);
    await stage.until(bought, 'rebill.succeeded');
    expect(await stage.typesOf(bought)).toEqual([
      'purchase.downgrade_scheduled',
      'purchase.product_changed',
      'rebill.started',
      'rebill.succeeded',
    ]);
    expect(stage.chargesOf(bought)).toEqual(['39.90', '20.00']);
    expect(await stage.read(bought.id)).toMatchObject({ productId: stage.other.id, scheduled: {} });
  });

  it('cancels at the next date instead of billing, although a pause and a downgrade wait for it too', async () => {
    const bought = await stage.billedByUs();
    const { id } = bought;
    await billing.caller.call(PausePurchase, { id, months: 2 });
    await billing.caller.call(DowngradePurchase, { id, ...stage.choice(0) });
    await billing.caller.call(CancelPurchase, { id, reason: 'Too much of it', when: 'next_date' });
    stage.turnTo(bought.nextBillAt);
    await stage.until(bought, 'rebill.cancelled');
    const cancelled = await stage.read(id);
    expect(cancelled).toMatchObject({ status: 'cancelled', scheduled: {}, cancelReason: 'Too much of it' });
    expect(stage.chargesOf(bought)).toEqual(['39.90']);
    expect((await stage.told(bought)).at(-1)).toMatchObject({
      type: 'billing.rebill.cancelled',
      actortype: 'system',
      data: { personal: { text: 'Too much of it' } },
    });
  });

  it('bills nothing without the consent that the campaign asks for, and what fell due once it is there', async () => {
    const campaignId = await stage.campaignWith({ expressConsent: true });
    const bought = await stage.billedByUs(stage.shop.monthly, { campaignId });
    const { id } = bought;
    stage.turnTo(new Date(Date.parse(bought.nextBillAt ?? '') - 2 * 86_400_000).toISOString());
    await stage.until(bought, 'consent.requested');
    await billing.caller.call(AnswerConsent, { id, answer: 'denied' });
    const witness = await stage.billedByUs();
    stage.turnTo(witness.nextBillAt);
    await stage.until(witness, 'rebill.succeeded');
    expect(stage.chargesOf(bought)).toEqual(['39.90']);
    await billing.caller.call(RequestConsent, { id });
    await billing.caller.call(AnswerConsent, { id, answer: 'received' });
    await stage.until(bought, 'rebill.succeeded');
    expect(await stage.typesOf(bought)).toEqual([
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
      const bought = await stage.billedByUs();
      billing.processor.mood = mood;
      stage.turnTo(bought.nextBillAt);
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
      await stage.until(bought, 'rebill.succeeded');
      expect(stage.chargesOf(bought)).toEqual(['39.90', '39.90']);
    },
  );
});
