import {
  CancelPurchase,
  ListIntakeRejections,
  ListTransactionsOfCustomer,
  newId,
  ReadPurchase,
  ReplayIntakeRejection,
  type IntakeRejectionSummaryView,
  type PurchaseView,
} from '@daybook/contracts';
import { clock } from '@daybook/messaging';
import { BillingFixture, type Shop } from '../testing/billing-fixture';
import { billedCycle } from '../testing/billed-cycle';

describe('What a billing engine tells', () => {
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    await billing.addReplica();
    shop = await billing.openShop();
  }, 60_000);
  afterAll(() => billing.stop());

  const purchaseOf = (id: string | undefined): Promise<PurchaseView> =>
    billing.caller.call(ReadPurchase, { id });
  const startPurchase = async (
    pricePointId = shop.monthly,
  ): Promise<{ orderId: string; purchaseId: string; customerId: string }> => {
    const order = await billing.engineOrder(shop, pricePointId);
    return { orderId: order.id, purchaseId: order.items[0]?.purchaseId ?? '', customerId: order.customerId };
  };
  const recordedOf = async (orderId: string): Promise<string[]> =>
    (await billing.typesOf(orderId)).filter((type) => type !== 'billing.order.completed');
  const rejectionsOf = async (messageId: string): Promise<IntakeRejectionSummaryView[]> =>
    (await billing.caller.call(ListIntakeRejections, { limit: 200 })).items.filter(
      (item) => item.messageId === messageId,
    );

  it('is taken once, receipted after the commit, and stands in journal, purchase and transactions', async () => {
    const { orderId, purchaseId, customerId } = await startPurchase();
    const time = new Date(Date.now() - 86_400_000).toISOString();
    const discount = { name: 'Spring', occurrence: 2 };
    const receipt = await billing.emit(
      shop.engineId,
      'rebill.succeeded',
      billedCycle(purchaseId, 2, { discount }),
      { time },
    );

    expect(receipt).toEqual({ id: receipt.id, outcome: 'accepted', sequence: expect.any(Number) as number });
    const [, event] = await billing.eventsOf(orderId);
    expect(event).toMatchObject({
      type: 'billing.rebill.succeeded',
      time,
      actortype: 'system',
      correlationid: receipt.id,
      data: {
        attributes: {
          amount: { amount: '39.90', currency: 'USD' },
          orderId,
          discountName: 'Spring',
          discountOccurrence: 2,
        },
        context: { customerId, orderId, productIds: [shop.productId], customFields: { source: 'radio' } },
        about: { orderId, purchaseId },
      },
    });
    expect(await purchaseOf(purchaseId)).toMatchObject({ status: 'active', cycle: 2, unexpectedFacts: 0 });
    const { items } = await billing.caller.call(ListTransactionsOfCustomer, { id: customerId });
    expect(items.find((item) => item.purchaseId === purchaseId)).toMatchObject({
      cycle: 2,
      processor: 'dibs',
      outcome: 'success',
    });
  });

  it('changes nothing when it comes ten times, under its own id or another', async () => {
    const { orderId, purchaseId } = await startPurchase();
    const id = newId();
    for (let at = 0; at < 10; at += 1)
      await billing.publish(shop.engineId, 'rebill.succeeded', billedCycle(purchaseId, 2), { id });
    await billing.receipt(id, 10);
    expect((billing.receipts.get(id) ?? []).map(({ outcome }) => outcome).sort()).toEqual([
      'accepted',
      ...Array.from({ length: 9 }, () => 'duplicate'),
    ]);
    expect(await billing.emit(shop.engineId, 'rebill.succeeded', billedCycle(purchaseId, 2))).toMatchObject({
      outcome: 'duplicate',
    });
    expect(await recordedOf(orderId)).toEqual(['billing.rebill.succeeded']);
  });

  it('leads a purchase from trial through recycle billing to its end', async () => {
    const { orderId, purchaseId } = await startPurchase(shop.trial);
    const emit = (type: string, data: object) => billing.emit(shop.engineId, type, data);
    const soft = { responseCode: '51', declineKind: 'soft' };
    await emit('trial.started', { purchaseId });
    await emit('rebill.started', { purchaseId, cycle: 1 });
    await emit('rebill.succeeded', billedCycle(purchaseId, 1));
    await emit('trial.completed', { purchaseId });
    expect(await purchaseOf(purchaseId)).toMatchObject({ status: 'active', cycle: 1 });
    await emit('rebill.failed', billedCycle(purchaseId, 2, soft));
    expect(await purchaseOf(purchaseId)).toMatchObject({ status: 'recycle_billing', cycle: 1 });
    await emit('recycle.failed', billedCycle(purchaseId, 2, { ...soft, attempt: 2, willRetry: true }));
    expect(await purchaseOf(purchaseId)).toMatchObject({ status: 'recycle_billing' });
    await emit('recycle.saved', billedCycle(purchaseId, 2, { attempt: 3 }));
    await emit('rebill.completed', { purchaseId, cycle: 2 });
    const purchase = await purchaseOf(purchaseId);
    expect(purchase).toMatchObject({ status: 'complete', cycle: 2, unexpectedFacts: 0 });
    expect(purchase.nextBillAt).toBeUndefined();
    expect(await recordedOf(orderId)).toEqual([
      'billing.trial.started',
      'billing.rebill.started',
      'billing.rebill.succeeded',
      'billing.trial.completed',
      'billing.rebill.failed',
      'billing.recycle.started',
      'billing.recycle.failed',
      'billing.recycle.saved',
      'billing.rebill.completed',
    ]);
  });

  it('is recorded and marked when the state does not allow it, and moves nothing', async () => {
    const { orderId, purchaseId } = await startPurchase();
    await billing.caller.call(CancelPurchase, { id: purchaseId, reason: 'Too dear' });
    expect(await billing.emit(shop.engineId, 'rebill.succeeded', billedCycle(purchaseId, 2))).toMatchObject({
      outcome: 'accepted',
    });
    expect(await purchaseOf(purchaseId)).toMatchObject({ status: 'cancelled', unexpectedFacts: 1 });
    const events = await billing.eventsOf(orderId);
    expect(events.at(-1)).toMatchObject({ type: 'billing.rebill.succeeded', data: { unexpected: true } });
  });

  it('waits for a purchase that is not known yet, and is taken when it comes', async () => {
    const engineReference = `sub-${newId()}`;
    const id = await billing.publish(
      shop.engineId,
      'rebill.succeeded',
      billedCycle(undefined, 2, { engineReference }),
    );
    expect(await billing.receipt(id)).toEqual({
      id,
      outcome: 'accepted',
      code: 'intake.parked',
      sequence: expect.any(Number) as number,
    });
    const order = await billing.engineOrder(shop, shop.monthly, engineReference);
    expect(await billing.receipt(id, 2)).toMatchObject({ id, outcome: 'accepted' });
    expect(await recordedOf(order.id)).toEqual(['billing.rebill.succeeded']);
  });

  it('becomes a rejection when nobody makes its purchase known for a day, and can be replayed later', async () => {
    const engineReference = `sub-${newId()}`;
    const id = await billing.publish(
      shop.engineId,
      'rebill.succeeded',
      billedCycle(undefined, 2, { engineReference }),
    );
    await billing.receipt(id);
    try {
      clock.advance(25 * 60 * 60 * 1000);
      expect(await billing.receipt(id, 2)).toMatchObject({
        outcome: 'rejected',
        code: 'intake.unknown_purchase',
      });
    } finally {
      clock.set(new Date());
    }
    const [rejection] = await rejectionsOf(id);
    const order = await billing.engineOrder(shop, shop.monthly, engineReference);
    expect(await billing.caller.call(ReplayIntakeRejection, { id: rejection?.id })).toMatchObject({
      outcome: 'accepted',
      resolved: true,
    });
    expect(await recordedOf(order.id)).toEqual(['billing.rebill.succeeded']);
    expect(await billing.caller.refusal(ReplayIntakeRejection, { id: rejection?.id })).toBe(
      'billing.rejection_resolved',
    );
  });
});
