import { ListFulfillments, newId, ReleaseFulfillment, ReshipFulfillment } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { FulfillmentFixture } from '../testing/fulfillment-fixture';

describe('A billed cycle of what is shipped', () => {
  let service: FulfillmentFixture;

  beforeAll(async () => {
    service = await FulfillmentFixture.start();
  });

  afterAll(() => service?.stop());

  const purchaseOf = (orderId = newId()) => ({ orderId, purchaseId: newId(), customerId: newId() });

  function paidBack(chargeId: string, type = 'refund.succeeded'): Promise<void> {
    return service.emit(`billing.${type}`, {
      attributes: {
        orderId: newId(),
        amount: { amount: '9.90', currency: 'USD' },
        refundedTo: '**** 1111',
        returnedChargeId: chargeId,
      },
      about: { transactionId: chargeId },
    });
  }

  it('makes one fulfillment beside that of its order, whatever comes again and in whatever order', async () => {
    const purchase = purchaseOf();
    await service.bill(purchase, 3);
    await service.bill(purchase, 2, { type: 'recycle.saved' });
    await service.bill(purchase, 3, { type: 'recycle.saved' });
    await service.complete(purchase.orderId, newId(), purchase.customerId);
    await service.complete(purchase.orderId, newId(), purchase.customerId);
    await service.bill(purchase, 2);
    await service.bill(purchase, 2, { run: 2 });
    await service.bill({ ...purchase, purchaseId: newId() }, 2);
    await service.ordered();
    const made = await service.ofCycles(purchase.orderId, 5);
    const third = await service.becomes(made.get(3)?.id ?? '', 'pending');
    expect(third).toMatchObject({ purchaseId: purchase.purchaseId, cycle: 3, orderNumber: '1001' });
    expect(service.double.of(third.id)).toMatchObject([
      {
        data: {
          items: [{ sku: 'VC-1', quantity: 1 }],
          shipTo: { name: 'Ada', address: { city: 'Springfield' } },
        },
      },
    ]);
    expect((await service.factsOf(third.id))[0]?.data.about).toEqual({
      orderId: purchase.orderId,
      purchaseId: purchase.purchaseId,
      fulfillmentId: third.id,
    });
  });

  it('goes to the address that its order has by then', async () => {
    const purchase = purchaseOf();
    await service.bill(purchase, 2, { city: 'Shelbyville' });
    const made = await service.ofCycles(purchase.orderId, 1);
    expect(await service.becomes(made.get(2)?.id ?? '', 'pending')).toMatchObject({
      shipTo: { address: { city: 'Shelbyville' } },
    });
  });

  it('waits for people where the purchase was not to be billed, so that a paused or cancelled one sends nothing', async () => {
    const purchase = purchaseOf();
    await service.bill(purchase, 4, { unexpected: true });
    const made = (await service.ofCycles(purchase.orderId, 1)).get(4);
    expect(made).toMatchObject({ status: 'hold', held: true });
    expect(await service.typesOf(made?.id ?? '')).toEqual(['fulfillment.held']);
    await service.caller.call(ReleaseFulfillment, { id: made?.id ?? '' });
    await service.becomes(made?.id ?? '', 'pending');
  });

  it('is cancelled when its payment went back whole, whichever is told first, and the others are not', async () => {
    const purchase = purchaseOf();
    const [early, late] = [newId(), newId()];
    await paidBack(early);
    for (const [cycle, chargeId] of [
      [2, early],
      [3, late],
      [4, newId()],
    ] as const)
      await service.bill(purchase, cycle, { chargeId });
    const made = await service.ofCycles(purchase.orderId, 3);
    const [second, third, fourth] = [2, 3, 4].map((cycle) => made.get(cycle)?.id ?? '');
    expect(await service.becomes(second ?? '', 'cancelled')).toMatchObject({ sendings: [{ attempts: 0 }] });
    for (const id of [third, fourth]) await service.becomes(id ?? '', 'pending');
    await paidBack(late, 'chargeback.created');
    await eventually(
      'the house is asked',
      () => service.double.of(third ?? '', 'fulfillment.cancel').length === 1,
    );
    await service.post('cancelled', third ?? '');
    expect(await service.caller.refusal(ReshipFulfillment, { id: third, reason: 'Again' })).toBe(
      'fulfillment.barred',
    );
    await service.emit('billing.chargeback.reverted', {
      attributes: { orderId: purchase.orderId, amount: { amount: '9.90', currency: 'USD' } },
      about: { transactionId: late },
    });
    await eventually('it may be shipped again', () =>
      service.caller.call(ReshipFulfillment, { id: third ?? '', reason: 'The bank has paid again' }),
    );
    expect(await service.view(fourth ?? '')).toMatchObject({ status: 'pending', cancelling: false });
  });

  it('is listed by campaign and by when its fulfillment was made', async () => {
    const campaignId = newId();
    const made = await service.ordered({ campaignId });
    const list = async (input: object): Promise<string[]> =>
      (await service.caller.call(ListFulfillments, { campaignId: [campaignId], ...input })).items.map(
        ({ id }) => id,
      );
    expect(await list({ from: made.createdAt })).toEqual([made.id]);
    expect(await list({ to: made.createdAt })).toEqual([]);
    expect(await list({ status: ['returned'] })).toEqual([]);
  });
});
