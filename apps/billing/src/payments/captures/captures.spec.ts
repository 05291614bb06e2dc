import {
  CaptureTransaction,
  ChangeCampaign,
  JudgeOrder,
  ListFailedCaptures,
  newId,
  ReadCampaign,
  ReadOrder,
  RerunOrder,
  VoidTransaction,
  type DaybookEvent,
  type OrderView,
} from '@daybook/contracts';
import { clock } from '@daybook/messaging';
import { eventually, testActor, stickRows } from '@daybook/testing';
import { BillingFixture, type Shop } from '../../testing/billing-fixture';
import { emitFrom } from '../../testing/foreign-event';

describe('A payment that is taken at shipment', () => {
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    await billing.addReplica();
    shop = await billing.openShop();
  }, 60_000);
  afterAll(() => billing.stop());
  beforeEach(() => (billing.processor.mood = 'answers'));

  /** Tells, as fulfillment would, that a parcel has left, or has arrived. */
  const ship = (order: OrderView, what: 'shipped' | 'delivered' = 'shipped'): Promise<DaybookEvent> =>
    emitFrom(billing, 'fulfillment', `fulfillment.fulfillment.${what}`, {
      customerId: order.customerId,
      orderId: order.id,
    });
  const authorised = (): Promise<OrderView> =>
    billing.order(billing.orderInput(shop, { campaignId: shop.shipmentCampaignId }));
  const types = (order: OrderView) => billing.typesOf(order.id);

  it('is authorised at the sale, and captured whole and once by the first shipment', async () => {
    const order = await authorised();
    expect(order).toMatchObject({ captureAt: 'shipment', payment: { type: 'authorize', captured: false } });
    expect((await billing.eventsOf(order.id))[0]).toMatchObject({
      type: 'billing.order.completed',
      data: { attributes: { payment: 'authorised', amount: { amount: '39.90' } } },
    });
    const parcels = [await ship(order), await ship(order)];
    await eventually('the capture is told', async () =>
      (await types(order)).includes('billing.capture.succeeded'),
    );

    const [, capture] = await billing.eventsOf(order.id);
    // The replicas take in a parcel each: whichever is first has it captured.
    const shipped = parcels.find(({ id }) => id === capture?.causationid);
    expect(shipped).toBeDefined();
    expect(capture).toMatchObject({
      correlationid: shipped?.correlationid,
      actortype: 'system',
      data: { attributes: { amount: { amount: '39.90', currency: 'USD' }, orderId: order.id } },
    });
    const other = await authorised();
    await ship(other);
    await eventually('a later capture is told', async () =>
      (await types(other)).includes('billing.capture.succeeded'),
    );
    expect(await types(order)).toEqual(['billing.order.completed', 'billing.capture.succeeded']);
    expect(await billing.caller.call(ReadOrder, { id: order.id })).toMatchObject({
      payment: { captured: true },
    });
    expect(billing.processor.effects.filter((effect) => effect.type === 'capture')).toHaveLength(2);
  });

  it.each([
    [['delivered']],
    [['delivered', 'delivered']],
    [['delivered', 'shipped']],
    [['shipped', 'delivered', 'shipped', 'delivered']],
  ] as const)('is captured whole and once by what a house tells of its parcels: %s', async (told) => {
    const order = await authorised();
    const before = billing.processor.effects.length;
    for (const what of told) await ship(order, what);
    const last = await authorised();
    await ship(last);
    for (const one of [order, last])
      await eventually('the capture is told', async () =>
        (await types(one)).includes('billing.capture.succeeded'),
      );
    // Nothing that nobody told of is told.
    expect(await types(order)).toEqual(['billing.order.completed', 'billing.capture.succeeded']);
    const made = billing.processor.effects.slice(before);
    expect(made.filter(({ type }) => type === 'capture')).toHaveLength(2);
    expect(await billing.caller.call(ReadOrder, { id: order.id })).toMatchObject({
      payment: { captured: true },
    });
  });

  it('is not captured where the order was voided before it arrived', async () => {
    const order = await authorised();
    await billing.caller.call(
      VoidTransaction,
      { id: order.payment?.id, reason: 'Changed their mind' },
      testActor(),
      {
        idempotencyKey: newId(),
      },
    );
    await ship(order, 'delivered');
    const last = await authorised();
    await ship(last);
    await eventually('a later capture is told', async () =>
      (await types(last)).includes('billing.capture.succeeded'),
    );
    expect(await types(order)).not.toContain('billing.capture.succeeded');
  });

  it('is captured once although the processor acted and did not answer', async () => {
    const order = await authorised();
    const before = billing.processor.effects.length;
    billing.processor.mood = 'acts silently';
    await ship(order);
    await eventually('the processor has captured', () => billing.processor.effects.length > before);
    billing.lookUpPayments();
    await eventually('the capture is told', async () =>
      (await types(order)).includes('billing.capture.succeeded'),
    );
    expect(billing.processor.effects.length - before).toBe(1);
    expect(await types(order)).toEqual(['billing.order.completed', 'billing.capture.succeeded']);
  });

  it('needs no capture where the money was taken at the sale', async () => {
    const sold = await billing.order(billing.orderInput(shop));
    await ship(sold);
    const order = await authorised();
    await ship(order);
    await eventually('the later capture is told', async () =>
      (await types(order)).includes('billing.capture.succeeded'),
    );
    expect(await types(sold)).toEqual(['billing.order.completed']);
  });

  it('is captured of the authorisation that stands, where an earlier one was voided', async () => {
    const { version } = await billing.caller.call(ReadCampaign, { id: shop.shipmentCampaignId });
    const judged = (qaRate: number, ifMatch: number) =>
      billing.caller.call(ChangeCampaign, { id: shop.shipmentCampaignId, qaRate }, testActor(), { ifMatch });
    await judged(100, version);
    const { id } = await authorised();
    const decline = { id, decision: 'decline', reason: 'Nobody answers' };
    await billing.caller.call(JudgeOrder, decline);
    await eventually('the first one is voided', async () => {
      const { payment } = await billing.caller.call(ReadOrder, { id });
      return payment?.voided === true || undefined;
    });
    await judged(0, version + 1);
    const order = await billing.caller.call(RerunOrder, { id }, testActor(), { idempotencyKey: newId() });
    expect(order).toMatchObject({ status: 'complete', payment: { type: 'authorize', captured: false } });
    await ship(order);
    await eventually('the second one is captured', async () => {
      const { payment } = await billing.caller.call(ReadOrder, { id });
      return payment?.captured === true || undefined;
    });
  });

  describe('that is declined', () => {
    const DAY_MS = 86_400_000;
    const key = () => ({ idempotencyKey: newId() });
    const failed = async (order: OrderView) =>
      (await billing.caller.call(ListFailedCaptures, { limit: 200 })).items.find(
        ({ orderId }) => orderId === order.id,
      );
    const declined = async (): Promise<OrderView> => {
      const order = await authorised();
      billing.processor.capturesFail = true;
      await ship(order);
      await eventually('the capture has failed', async () =>
        (await types(order)).includes('billing.capture.failed'),
      );
      return order;
    };
    afterEach(() => {
      billing.processor.capturesFail = false;
      clock.set(new Date());
    });

    it('is listed, and captured a day later by itself', async () => {
      const order = await declined();
      expect(await failed(order)).toMatchObject({ type: 'authorize', captured: false });
      billing.processor.capturesFail = false;
      clock.advance(DAY_MS);
      await eventually('the capture is told', async () =>
        (await types(order)).includes('billing.capture.succeeded'),
      );
      expect(await failed(order)).toBeUndefined();
    });

    it('is captured by hand, once', async () => {
      const order = await declined();
      billing.processor.capturesFail = false;
      const capture = [CaptureTransaction, { id: order.payment?.id }, testActor()] as const;
      expect(await billing.caller.call(...capture, key())).toMatchObject({
        type: 'capture',
        outcome: 'success',
      });
      expect(await billing.caller.refusal(...capture, key())).toBe('billing.not_capturable');
      expect(await failed(order)).toBeUndefined();
    });

    it('or never shipped, expires after as many days as the settings say, and is listed', async () => {
      const order = await authorised();
      clock.advance(8 * DAY_MS);
      await eventually('it has expired', async () => (await types(order)).includes('billing.capture.failed'));
      expect((await billing.eventsOf(order.id)).at(-1)).toMatchObject({
        actortype: 'system',
        data: { attributes: { cause: 'expired', attemptedAmount: { amount: '39.90' } } },
      });
      expect(await failed(order)).toMatchObject({ captured: false });
      expect((await types(order)).filter((type) => type === 'billing.capture.failed')).toHaveLength(1);
    });

    it('expires although an older one cannot be looked after', async () => {
      const [stuck, order] = [await authorised(), await authorised()];
      const release = await stickRows(
        billing.database,
        'payment_transaction',
        `old.order_id = '${stuck.id}'`,
      );
      clock.advance(8 * DAY_MS);
      await eventually('the other one has expired', async () =>
        (await types(order)).includes('billing.capture.failed'),
      );
      expect(await types(stuck)).not.toContain('billing.capture.failed');
      await release();
    });
  });

  it('is asked of the processor after a while: `settled` says it without anybody acting', async () => {
    const order = await billing.order(billing.orderInput(shop));
    billing.processor.settle(order.orderNumber);
    clock.advance(200_000);
    await eventually('it has settled', async () => {
      const { payment } = await billing.caller.call(ReadOrder, { id: order.id });
      return payment?.settled === true || undefined;
    });
    clock.set(new Date());
  });
});
