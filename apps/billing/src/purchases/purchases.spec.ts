import {
  CancelOrder,
  CancelPurchase,
  ChangePurchase,
  DowngradePurchase,
  newId,
  PausePurchase,
  RefundOrder,
  RenewPurchase,
  RestartBilling,
  RestartPurchase,
  RestartTrial,
  ResumePurchase,
  SkipTrial,
  StopTrial,
  WithdrawCancellation,
  WithdrawDowngrade,
  WithdrawPause,
} from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import type { BillingFixture } from '../testing/billing-fixture';
import { PurchaseFixture } from '../testing/purchase-fixture';

describe('A purchase that an engine bills', () => {
  let fixture: PurchaseFixture;
  let billing: BillingFixture;

  beforeAll(async () => {
    fixture = await PurchaseFixture.open();
    billing = fixture.billing;
  }, 60_000);
  afterAll(() => fixture.stop());

  describe('in its trial', () => {
    it('begins the trial anew', async () => {
      const before = await fixture.billedByEngine(fixture.shop.trial);
      const after = await billing.caller.call(RestartTrial, { id: before.id, reason: 'Parcel was late' });
      expect(after.status).toBe('trial');
      expect(Date.parse(after.trialEndsAt ?? '')).toBeGreaterThan(Date.parse(before.trialEndsAt ?? ''));
      const [fact] = await fixture.reported(before);
      expect(fact).toMatchObject({
        type: 'billing.trial.restarted',
        data: {
          attributes: { endsOn: after.trialEndsAt?.slice(0, 10) },
          personal: { text: 'Parcel was late' },
        },
      });
    });

    it('skips it, and is active and due at once', async () => {
      const before = await fixture.billedByEngine(fixture.shop.trial);
      const after = await billing.caller.call(SkipTrial, { id: before.id });
      expect(after.status).toBe('active');
      expect(Date.parse(after.nextBillAt ?? '')).toBeLessThanOrEqual(Date.now());
      expect(await fixture.typesOf(before)).toEqual(['trial.skipped']);
      expect(await fixture.instructionsOf(before)).toMatchObject([
        { type: 'purchase.changed', data: { changed: ['trial_skipped'], nextBillAt: after.nextBillAt } },
      ]);
    });

    it('stops it, and nothing is billed any more', async () => {
      const before = await fixture.billedByEngine(fixture.shop.trial);
      const after = await billing.caller.call(StopTrial, { id: before.id, reason: 'Not wanted' });
      expect(after).toMatchObject({ status: 'cancelled', cancelReason: 'Not wanted' });
      expect(after.nextBillAt).toBeUndefined();
      expect(await fixture.typesOf(before)).toEqual(['trial.stopped']);
      expect(await fixture.instructionsOf(before)).toMatchObject([{ type: 'purchase.cancelled' }]);
    });

    it('is begun anew after it was stopped, unless its order was cancelled', async () => {
      const { id, orderId } = await fixture.billedByEngine(fixture.shop.trial);
      await billing.caller.call(StopTrial, { id, reason: 'Too early' });
      const after = await billing.caller.call(RestartTrial, { id });
      expect(after).toMatchObject({ status: 'trial' });
      expect(after.cancelReason).toBeUndefined();
      expect((await fixture.instructionsOf({ id })).map(({ type }) => type)).toEqual([
        'purchase.cancelled',
        'purchase.resumed',
        'purchase.changed',
      ]);
      await billing.caller.call(CancelOrder, { id: orderId, reason: 'Moved away' });
      expect(await billing.caller.refusal(RestartTrial, { id })).toBe('billing.order_not_open');
    });

    it('has no other: what has no trial is refused', async () => {
      const { id } = await fixture.billedByEngine();
      for (const operation of [RestartTrial, SkipTrial]) {
        expect(await billing.caller.refusal(operation, { id })).toBe('billing.purchase_not_live');
      }
      expect(await billing.caller.refusal(StopTrial, { id, reason: 'No' })).toBe('billing.purchase_not_live');
    });
  });

  describe('is scheduled', () => {
    it('to pause, to be downgraded and to be cancelled, all at once, and all of it is withdrawn again', async () => {
      const before = await fixture.billedByEngine();
      const { id } = before;
      await billing.caller.call(PausePurchase, { id, months: 3 });
      await billing.caller.call(DowngradePurchase, { id, ...fixture.choice(0) });
      const scheduled = await billing.caller.call(CancelPurchase, {
        id,
        reason: 'Too dear',
        when: 'next_date',
      });
      expect(scheduled).toMatchObject({
        status: 'active',
        productId: before.productId,
        scheduled: {
          pause: { months: 3, dueAt: before.nextBillAt },
          downgrade: { productId: fixture.other.id, dueAt: before.nextBillAt },
          cancellation: { dueAt: before.nextBillAt },
        },
      });
      await billing.caller.call(WithdrawCancellation, { id });
      await billing.caller.call(WithdrawDowngrade, { id });
      const after = await billing.caller.call(WithdrawPause, { id });
      expect(after).toMatchObject({ status: 'active', scheduled: {}, nextBillAt: before.nextBillAt });
      expect(after.cancelReason).toBeUndefined();
      const day = before.nextBillAt?.slice(0, 10);
      expect(
        (await fixture.reported(before)).map(({ type, data }) => [type, data.attributes.scheduledDate]),
      ).toEqual([
        ['billing.purchase.pause_scheduled', day],
        ['billing.purchase.downgrade_scheduled', day],
        ['billing.purchase.cancellation_scheduled', day],
        ['billing.purchase.cancellation_withdrawn', undefined],
        ['billing.purchase.downgrade_withdrawn', undefined],
        ['billing.purchase.pause_withdrawn', undefined],
      ]);
      expect((await fixture.instructionsOf(before)).map(({ type }) => type)).toEqual([
        'purchase.paused',
        'purchase.changed',
        'purchase.cancelled',
        'purchase.resumed',
        'purchase.changed',
        'purchase.resumed',
      ]);
    });

    it('once each, and neither to pause nor to be downgraded once it is going to be cancelled', async () => {
      const { id } = await fixture.billedByEngine();
      await billing.caller.call(PausePurchase, { id, months: 1 });
      await billing.caller.call(DowngradePurchase, { id, ...fixture.choice(0) });
      const twice = async () => [
        await billing.caller.refusal(PausePurchase, { id, months: 2 }),
        await billing.caller.refusal(DowngradePurchase, { id, ...fixture.choice(0) }),
      ];
      expect(await twice()).toEqual(['billing.already_scheduled', 'billing.already_scheduled']);
      await billing.caller.call(WithdrawPause, { id });
      await billing.caller.call(WithdrawDowngrade, { id });
      await billing.caller.call(CancelPurchase, { id, reason: 'x', when: 'next_date' });
      expect(await twice()).toEqual(['billing.already_scheduled', 'billing.already_scheduled']);
    });

    it('and moves with its billing date', async () => {
      const before = await fixture.billedByEngine();
      await billing.caller.call(PausePurchase, { id: before.id, months: 1 });
      const after = await billing.caller.call(
        ChangePurchase,
        { id: before.id, nextBillDate: '2031-01-31' },
        testActor(),
        { ifMatch: (await fixture.read(before.id)).version },
      );
      expect(after.scheduled.pause?.dueAt).toBe(after.nextBillAt);
    });

    it('for nothing dearer, and nothing that was not scheduled is withdrawn', async () => {
      const { id, productId, pricePointId } = await fixture.billedByEngine();
      expect(await billing.caller.refusal(DowngradePurchase, { id, productId, pricePointId })).toBe(
        'billing.not_a_downgrade',
      );
      expect(await billing.caller.refusal(DowngradePurchase, { id, ...fixture.choice(1) })).toBe(
        'billing.not_a_downgrade',
      );
      for (const operation of [WithdrawPause, WithdrawCancellation, WithdrawDowngrade]) {
        expect(await billing.caller.refusal(operation, { id })).toBe('billing.nothing_scheduled');
      }
    });
  });

  it('pauses now, keeps what was paid for, and ends the pause early', async () => {
    const before = await fixture.billedByEngine();
    const paused = await billing.caller.call(PausePurchase, { id: before.id, months: 2, when: 'now' });
    expect(paused).toMatchObject({ status: 'paused', pause: { months: 2 } });
    const resumed = await billing.caller.call(ResumePurchase, { id: before.id });
    expect(resumed.status).toBe('active');
    // Nothing was used of the cycle while it was paused for a moment: it falls due on the day it did before.
    expect(resumed.nextBillAt?.slice(0, 10)).toBe(before.nextBillAt?.slice(0, 10));
    expect(await fixture.typesOf(before)).toEqual(['purchase.paused', 'purchase.pause_ended_early']);
    expect(await billing.caller.refusal(ResumePurchase, { id: before.id })).toBe('billing.purchase_not_live');
  });

  it('is cancelled with a reason, refuses what only living ones do, and restarts', async () => {
    const before = await fixture.billedByEngine();
    const { id } = before;
    await billing.caller.call(CancelPurchase, { id, reason: 'Moved away' });
    expect(await billing.caller.refusal(CancelPurchase, { id, reason: 'Again' })).toBe(
      'billing.purchase_not_live',
    );
    expect(await billing.caller.refusal(PausePurchase, { id, months: 1 })).toBe('billing.purchase_not_live');
    expect(await billing.caller.refusal(RestartBilling, { id })).toBe('billing.purchase_not_live');
    const restarted = await billing.caller.call(RestartPurchase, { id, reason: 'Moved back' });
    // What is paid for is used first.
    expect(restarted).toMatchObject({ status: 'active', cycle: 1, nextBillAt: before.nextBillAt });
    expect(await billing.caller.refusal(RestartPurchase, { id })).toBe('billing.purchase_not_stopped');
    expect(await fixture.typesOf(before)).toEqual(['rebill.cancelled', 'rebill.restarted']);
    expect((await fixture.instructionsOf(before)).map(({ type }) => type)).toEqual([
      'purchase.cancelled',
      'purchase.resumed',
    ]);
  });

  it('begins its cycles anew', async () => {
    const before = await fixture.billedByEngine();
    const after = await billing.caller.call(RestartBilling, { id: before.id });
    expect(after).toMatchObject({ status: 'active', cycle: 0, nextBillAt: before.nextBillAt });
    expect(await fixture.typesOf(before)).toEqual(['purchase.billing_restarted']);
  });

  it('is renewed for as many cycles again, where it has a final one', async () => {
    const trial = await fixture.billedByEngine(fixture.shop.trial);
    await billing.caller.call(SkipTrial, { id: trial.id });
    const once = await billing.caller.call(RenewPurchase, { id: trial.id });
    const twice = await billing.caller.call(RenewPurchase, { id: trial.id });
    expect([once.terms.finalCycle, twice.terms.finalCycle]).toEqual([24, 36]);
    expect(await fixture.typesOf(trial)).toEqual(['trial.skipped', 'purchase.renewed', 'purchase.renewed']);
    const { id } = await fixture.billedByEngine();
    expect(await billing.caller.refusal(RenewPurchase, { id })).toBe('billing.not_renewable');
  });

  it('is not billed again where its order was cancelled or refunded', async () => {
    const cancelled = await fixture.billedByEngine();
    await billing.caller.call(CancelOrder, { id: cancelled.orderId, reason: 'Sent back' });
    expect(await billing.caller.refusal(RestartPurchase, { id: cancelled.id })).toBe(
      'billing.order_not_open',
    );
    expect(await fixture.typesOf(cancelled)).toEqual(['rebill.cancelled', 'order.cancelled']);

    const refunded = await fixture.billedByEngine(fixture.shop.trial);
    await billing.caller.call(SkipTrial, { id: refunded.id });
    const keyed = { idempotencyKey: newId() };
    const refund = { id: refunded.orderId, reason: 'Broken', purchases: 'keep' };
    await billing.caller.call(RefundOrder, refund, testActor(), keyed);
    expect(await billing.caller.refusal(RestartBilling, { id: refunded.id })).toBe('billing.order_not_open');
    expect(await billing.caller.refusal(RenewPurchase, { id: refunded.id })).toBe('billing.order_not_open');
    await billing.caller.call(CancelPurchase, { id: refunded.id, reason: 'Broken' });
    expect(await billing.caller.refusal(RestartPurchase, { id: refunded.id })).toBe('billing.order_not_open');
    expect(await fixture.read(refunded.id)).toMatchObject({ status: 'cancelled' });
  });

  it('does not exist for who may not see its campaign', async () => {
    const { id } = await fixture.billedByEngine();
    const stranger = testActor({ accessLevel: 'cs_agent', campaignIds: [newId()] });
    expect(await billing.caller.refusal(PausePurchase, { id, months: 1 }, stranger)).toBe(
      'billing.not_found',
    );
    expect(await billing.caller.refusal(CancelPurchase, { id: newId(), reason: 'x' })).toBe(
      'billing.not_found',
    );
  });

  it('does a thing once under one key, however often it is asked', async () => {
    const before = await fixture.billedByEngine();
    const key = newId();
    const actor = testActor();
    const pause = () =>
      billing.caller.call(PausePurchase, { id: before.id, months: 1 }, actor, { idempotencyKey: key });
    const [first, second] = [await pause(), await pause()];
    expect(second).toEqual(first);
    expect(await fixture.typesOf(before)).toEqual(['purchase.pause_scheduled']);
  });
});
