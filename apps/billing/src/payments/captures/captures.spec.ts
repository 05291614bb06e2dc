import {
  ChangeCampaign,
  JudgeOrder,
  newId,
  ReadCampaign,
  ReadOrder,
  RerunOrder,
  type DaybookEvent,
  type OrderView,
} from '@daybook/contracts';
import { eventually, testActor } from '@daybook/testing';
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

  /** Tells, as fulfillment would, that a parcel has left. */
  const ship = (order: OrderView): Promise<DaybookEvent> =>
    emitFrom(billing, 'fulfillment', 'fulfillment.fulfillment.shipped', {
      customerId: order.customerId,
      orderId: order.id,
    });
  const authorised = (): Promise<OrderView> =>
    billing.order(billing.orderInput(shop, { campaignId: shop.shipmentCampaignId }));
  const types = (order: OrderView) => billing.typesOf(order.id);

  it('is authorised at the sale, and captured whole and once by the first shipment', async () => {
    const order = await authorised();
    expect(order).toMatchObject({ captureAt: 'shipment', payment: { type: 'authorize', captured: false } });
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
});
