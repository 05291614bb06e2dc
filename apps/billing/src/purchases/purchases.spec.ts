import {
  CancelPurchase,
  ChangePurchase,
  ChangePurchaseProduct,
  CreateProduct,
  DowngradePurchase,
  newId,
  PausePurchase,
  ReadPurchase,
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
  type DaybookEvent,
  type InstructionEnvelope,
  type ProductView,
  type PurchaseView,
} from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import { BillingFixture, type Shop } from '../testing/billing.fixture';

const USD = (amount: string) => ({ amount, currency: 'USD' });

describe('A purchase that an engine bills', () => {
  let billing: BillingFixture;
  let shop: Shop;
  let other: ProductView;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
    const cycle = { unit: 'month', count: 1 };
    other = await billing.caller.call(CreateProduct, {
      name: `Minerals ${newId().slice(-8)}`,
      sku: 'MIN-1',
      options: [{ name: 'Small' }, { name: 'Large' }],
      pricePoints: [
        { name: 'Cheap', unitPrice: USD('20.00'), cycle },
        { name: 'Dear', unitPrice: USD('99.00'), cycle },
        { name: 'Quarterly', unitPrice: USD('20.00'), cycle: { unit: 'month', count: 3 } },
        { name: 'Once', unitPrice: USD('5.00') },
      ],
    });
  }, 60_000);
  afterAll(() => billing.stop());

  const read = (id: string): Promise<PurchaseView> => billing.caller.call(ReadPurchase, { id });
  const bought = async (pricePointId = shop.monthly): Promise<PurchaseView> => {
    const order = await billing.engineOrder(shop, pricePointId);
    return read(order.items[0]?.purchaseId ?? '');
  };
  /** What was told of it since it was bought, without the order itself. */
  const told = async (purchase: PurchaseView): Promise<DaybookEvent[]> =>
    (await billing.eventsOf(purchase.orderId)).filter(
      ({ type }) => type !== 'billing.order.completed' && type !== 'billing.trial.started',
    );
  const typesOf = async (purchase: PurchaseView): Promise<string[]> =>
    (await told(purchase)).map(({ type }) => type.replace('billing.', ''));
  const instructionsOf = async (purchase: PurchaseView): Promise<InstructionEnvelope[]> => {
    const rows = await billing.database.query<{ payload: InstructionEnvelope }>(
      `select payload from engine_instruction where payload->'data'->>'purchaseId' = $1 order by created_at, id`,
      [purchase.id],
    );
    return rows.map(({ payload }) => payload);
  };
  const choice = (point: number, option = 0) => ({
    productId: other.id,
    pricePointId: other.pricePoints[point]?.id,
    optionId: other.options[option]?.id,
  });
  const change = (purchase: PurchaseView, input: object, ifMatch = purchase.version) =>
    billing.caller.call(ChangePurchase, { id: purchase.id, ...input }, testActor(), { ifMatch });

  describe('is changed', () => {
    it('in quantity, unit price and billing date: an activity each, and one word to its engine', async () => {
      const before = await bought();
      const after = await change(before, {
        quantity: 3,
        unitPrice: USD('30.00'),
        nextBillDate: '2031-03-31',
      });
      expect(after).toMatchObject({ quantity: 3, unitPrice: USD('30.00'), price: USD('90.00') });
      expect(after.nextBillAt).toMatch(/^2031-03-31T/);
      const facts = await told(before);
      expect(facts.map(({ type, data }) => [type, data.attributes])).toEqual([
        [
          'billing.purchase.price_changed',
          {
            productName: before.productName,
            orderId: before.orderId,
            unitPriceFrom: USD('39.90'),
            unitPriceTo: USD('30.00'),
          },
        ],
        [
          'billing.purchase.quantity_changed',
          {
            productName: before.productName,
            orderId: before.orderId,
            quantityFrom: 1,
            quantityTo: 3,
            price: USD('90.00'),
          },
        ],
        [
          'billing.purchase.billing_date_changed',
          { billDayFrom: before.nextBillAt?.slice(0, 10), billDayTo: '2031-03-31' },
        ],
      ]);
      const instructions = await instructionsOf(before);
      expect(instructions).toHaveLength(1);
      expect(instructions[0]).toMatchObject({
        type: 'purchase.changed',
        data: {
          changed: ['unit_price', 'quantity', 'billing_date'],
          quantity: 3,
          price: USD('90.00'),
          nextBillAt: after.nextBillAt,
        },
      });
    });

    it('to what it is already: nothing is told', async () => {
      const before = await bought();
      const after = await change(before, {
        quantity: 1,
        unitPrice: USD('39.9'),
        nextBillDate: before.nextBillAt?.slice(0, 10),
        pricePoint: before.pricePointId,
      });
      expect(after.price).toEqual(before.price);
      expect(await typesOf(before)).toEqual([]);
      expect(await instructionsOf(before)).toEqual([]);
    });

    it('to another option of its product, and to a price point of the same price at another interval', async () => {
      const { id } = await bought();
      await billing.caller.call(ChangePurchaseProduct, { id, ...choice(0) });
      const changed = await change(await read(id), {
        productOption: other.options[1]?.id,
        pricePoint: other.pricePoints[2]?.id,
      });
      expect(changed).toMatchObject({ optionName: 'Large', terms: { count: 3 } });
      const facts = (await told(changed)).slice(1);
      expect(facts.map(({ type, data }) => [type, data.attributes])).toEqual([
        [
          'billing.purchase.product_option_changed',
          { productName: other.name, orderId: changed.orderId, optionFrom: 'Small', optionTo: 'Large' },
        ],
        [
          'billing.purchase.updated',
          { productName: other.name, orderId: changed.orderId, fieldNames: ['pricePoint'] },
        ],
      ]);
    });

    it.each([
      ['an unknown option', () => ({ productOption: newId() }), 'billing.unknown_reference'],
      ['an unknown price point', () => ({ pricePoint: newId() }), 'billing.unknown_reference'],
      ['a price point that is sold once', () => ({ pricePoint: shop.once }), 'billing.not_recurring'],
      [
        'another currency',
        () => ({ unitPrice: { amount: '1.00', currency: 'EUR' } }),
        'billing.currency_mismatch',
      ],
      ['a day that is past', () => ({ quantity: 5, nextBillDate: '2020-01-01' }), 'billing.date_in_past'],
    ])('but not to %s, and then nothing of it is changed', async (_what, input, code) => {
      const before = await bought();
      const refusal = billing.caller.refusal(ChangePurchase, { id: before.id, ...input() }, testActor(), {
        ifMatch: before.version,
      });
      expect(await refusal).toBe(code);
      expect(await read(before.id)).toEqual(before);
      expect(await typesOf(before)).toEqual([]);
    });

    it.each([
      ['a day that no month has', { nextBillDate: '2031-02-30' }],
      ['no units at all', { quantity: 0 }],
      ['a moment instead of a day', { nextBillDate: '2031-02-01T00:00:00Z' }],
    ])('but not by %s', async (_what, input) => {
      const { id, version } = await bought();
      expect(
        await billing.caller.refusal(ChangePurchase, { id, ...input }, testActor(), { ifMatch: version }),
      ).toBe('request.malformed');
    });

    it('only by who has seen it as it is', async () => {
      const before = await bought();
      await change(before, { quantity: 2 });
      expect(
        await billing.caller.refusal(ChangePurchase, { id: before.id, quantity: 4 }, testActor(), {
          ifMatch: before.version,
        }),
      ).toBe('request.stale');
    });

    it('to another product now', async () => {
      const before = await bought();
      const after = await billing.caller.call(ChangePurchaseProduct, {
        id: before.id,
        ...choice(1),
        quantity: 2,
      });
      expect(after).toMatchObject({ productId: other.id, optionName: 'Small', price: USD('198.00') });
      expect(after.nextBillAt).toBe(before.nextBillAt);
      const [fact] = await told(before);
      expect(fact?.data).toMatchObject({
        attributes: { productNameFrom: before.productName, productNameTo: other.name },
        context: { productIds: [other.id] },
      });
      expect(await instructionsOf(before)).toMatchObject([{ data: { productId: other.id, quantity: 2 } }]);
    });
  });

  describe('in its trial', () => {
    it('begins the trial anew', async () => {
      const before = await bought(shop.trial);
      const after = await billing.caller.call(RestartTrial, { id: before.id, reason: 'Parcel was late' });
      expect(after.status).toBe('trial');
      expect(Date.parse(after.trialEndsAt ?? '')).toBeGreaterThan(Date.parse(before.trialEndsAt ?? ''));
      const [fact] = await told(before);
      expect(fact).toMatchObject({
        type: 'billing.trial.restarted',
        data: {
          attributes: { endsOn: after.trialEndsAt?.slice(0, 10) },
          personal: { text: 'Parcel was late' },
        },
      });
    });

    it('skips it, and is active and due at once', async () => {
      const before = await bought(shop.trial);
      const after = await billing.caller.call(SkipTrial, { id: before.id });
      expect(after.status).toBe('active');
      expect(Date.parse(after.nextBillAt ?? '')).toBeLessThanOrEqual(Date.now());
      expect(await typesOf(before)).toEqual(['trial.skipped']);
      expect(await instructionsOf(before)).toMatchObject([
        { type: 'purchase.changed', data: { changed: ['trial_skipped'], nextBillAt: after.nextBillAt } },
      ]);
    });

    it('stops it, and nothing is billed any more', async () => {
      const before = await bought(shop.trial);
      const after = await billing.caller.call(StopTrial, { id: before.id, reason: 'Not wanted' });
      expect(after).toMatchObject({ status: 'cancelled', cancelReason: 'Not wanted' });
      expect(after.nextBillAt).toBeUndefined();
      expect(await typesOf(before)).toEqual(['trial.stopped']);
      expect(await instructionsOf(before)).toMatchObject([{ type: 'purchase.cancelled' }]);
    });

    it('has no other: what has no trial is refused', async () => {
      const { id } = await bought();
      for (const operation of [RestartTrial, SkipTrial]) {
        expect(await billing.caller.refusal(operation, { id })).toBe('billing.purchase_not_live');
      }
      expect(await billing.caller.refusal(StopTrial, { id, reason: 'No' })).toBe('billing.purchase_not_live');
    });
  });

  describe('is scheduled', () => {
    it('to pause, to be downgraded and to be cancelled, all at once, and all of it is withdrawn again', async () => {
      const before = await bought();
      const { id } = before;
      await billing.caller.call(PausePurchase, { id, months: 3 });
      await billing.caller.call(DowngradePurchase, { id, ...choice(0) });
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
          downgrade: { productId: other.id, dueAt: before.nextBillAt },
          cancellation: { dueAt: before.nextBillAt },
        },
      });
      await billing.caller.call(WithdrawCancellation, { id });
      await billing.caller.call(WithdrawDowngrade, { id });
      const after = await billing.caller.call(WithdrawPause, { id });
      expect(after).toMatchObject({ status: 'active', scheduled: {}, nextBillAt: before.nextBillAt });
      expect(after.cancelReason).toBeUndefined();
      const day = before.nextBillAt?.slice(0, 10);
      expect((await told(before)).map(({ type, data }) => [type, data.attributes.scheduledDate])).toEqual([
        ['billing.purchase.pause_scheduled', day],
        ['billing.purchase.downgrade_scheduled', day],
        ['billing.purchase.cancellation_scheduled', day],
        ['billing.purchase.cancellation_withdrawn', undefined],
        ['billing.purchase.downgrade_withdrawn', undefined],
        ['billing.purchase.pause_withdrawn', undefined],
      ]);
      expect((await instructionsOf(before)).map(({ type }) => type)).toEqual([
        'purchase.paused',
        'purchase.changed',
        'purchase.cancelled',
        'purchase.resumed',
        'purchase.changed',
        'purchase.resumed',
      ]);
    });

    it('once each, and neither to pause nor to be downgraded once it is going to be cancelled', async () => {
      const { id } = await bought();
      await billing.caller.call(PausePurchase, { id, months: 1 });
      await billing.caller.call(DowngradePurchase, { id, ...choice(0) });
      const twice = async () => [
        await billing.caller.refusal(PausePurchase, { id, months: 2 }),
        await billing.caller.refusal(DowngradePurchase, { id, ...choice(0) }),
      ];
      expect(await twice()).toEqual(['billing.already_scheduled', 'billing.already_scheduled']);
      await billing.caller.call(WithdrawPause, { id });
      await billing.caller.call(WithdrawDowngrade, { id });
      await billing.caller.call(CancelPurchase, { id, reason: 'x', when: 'next_date' });
      expect(await twice()).toEqual(['billing.already_scheduled', 'billing.already_scheduled']);
    });

    it('and moves with its billing date', async () => {
      const before = await bought();
      await billing.caller.call(PausePurchase, { id: before.id, months: 1 });
      const after = await change(await read(before.id), { nextBillDate: '2031-01-31' });
      expect(after.scheduled.pause?.dueAt).toBe(after.nextBillAt);
    });

    it('for nothing dearer, and nothing that was not scheduled is withdrawn', async () => {
      const { id } = await bought();
      expect(await billing.caller.refusal(DowngradePurchase, { id, ...choice(1) })).toBe(
        'billing.not_a_downgrade',
      );
      for (const operation of [WithdrawPause, WithdrawCancellation, WithdrawDowngrade]) {
        expect(await billing.caller.refusal(operation, { id })).toBe('billing.nothing_scheduled');
      }
    });
  });

  it('pauses now, keeps what was paid for, and ends the pause early', async () => {
    const before = await bought();
    const paused = await billing.caller.call(PausePurchase, { id: before.id, months: 2, when: 'now' });
    expect(paused).toMatchObject({ status: 'paused', pause: { months: 2 } });
    const resumed = await billing.caller.call(ResumePurchase, { id: before.id });
    expect(resumed.status).toBe('active');
    // Nothing was used of the cycle while it was paused for a moment: it falls due on the day it did before.
    expect(resumed.nextBillAt?.slice(0, 10)).toBe(before.nextBillAt?.slice(0, 10));
    expect(await typesOf(before)).toEqual(['purchase.paused', 'purchase.pause_ended_early']);
    expect(await billing.caller.refusal(ResumePurchase, { id: before.id })).toBe('billing.purchase_not_live');
  });

  it('is cancelled with a reason, refuses what only living ones do, and restarts', async () => {
    const before = await bought();
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
    expect(await typesOf(before)).toEqual(['rebill.cancelled', 'rebill.restarted']);
    expect((await instructionsOf(before)).map(({ type }) => type)).toEqual([
      'purchase.cancelled',
      'purchase.resumed',
    ]);
  });

  it('begins its cycles anew', async () => {
    const before = await bought();
    const after = await billing.caller.call(RestartBilling, { id: before.id });
    expect(after).toMatchObject({ status: 'active', cycle: 0, nextBillAt: before.nextBillAt });
    expect(await typesOf(before)).toEqual(['purchase.billing_restarted']);
  });

  it('is renewed for as many cycles again, where it has a final one', async () => {
    const trial = await bought(shop.trial);
    await billing.caller.call(SkipTrial, { id: trial.id });
    const once = await billing.caller.call(RenewPurchase, { id: trial.id });
    const twice = await billing.caller.call(RenewPurchase, { id: trial.id });
    expect([once.terms.finalCycle, twice.terms.finalCycle]).toEqual([24, 36]);
    expect(await typesOf(trial)).toEqual(['trial.skipped', 'purchase.renewed', 'purchase.renewed']);
    const { id } = await bought();
    expect(await billing.caller.refusal(RenewPurchase, { id })).toBe('billing.not_renewable');
  });

  it('does not exist for who may not see its campaign', async () => {
    const { id } = await bought();
    const stranger = testActor({ accessLevel: 'cs_agent', campaignIds: [newId()] });
    expect(await billing.caller.refusal(PausePurchase, { id, months: 1 }, stranger)).toBe(
      'billing.not_found',
    );
    expect(await billing.caller.refusal(CancelPurchase, { id: newId(), reason: 'x' })).toBe(
      'billing.not_found',
    );
  });

  it('does a thing once under one key, however often it is asked', async () => {
    const before = await bought();
    const key = newId();
    const actor = testActor();
    const pause = () =>
      billing.caller.call(PausePurchase, { id: before.id, months: 1 }, actor, { idempotencyKey: key });
    const [first, second] = [await pause(), await pause()];
    expect(second).toEqual(first);
    expect(await typesOf(before)).toEqual(['purchase.pause_scheduled']);
  });
});
