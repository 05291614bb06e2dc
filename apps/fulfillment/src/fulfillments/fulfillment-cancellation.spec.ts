import {
  CancelFulfillment,
  ChangeFulfillmentItem,
  HoldFulfillment,
  newId,
  ReleaseFulfillment,
  ReshipFulfillment,
  type FulfillmentView,
} from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { eventually, testActor } from '@daybook/testing';
import { FulfillmentFixture } from '../testing/fulfillment-fixture';

describe('A fulfillment that is cancelled, or about to be', () => {
  let service: FulfillmentFixture;
  const agent = testActor({ accessLevel: 'cs_agent', username: 'agent.smith' });

  beforeAll(async () => {
    service = await FulfillmentFixture.start();
  });

  afterAll(() => service?.stop());

  afterEach(() => {
    service.double.status = 202;
    clock.set(new Date());
  });

  async function sent(): Promise<FulfillmentView> {
    const made = await service.ordered();
    return service.becomes(made.id, 'pending');
  }

  /** Nobody knows whether the house has got it. */
  async function tried(): Promise<FulfillmentView> {
    service.double.status = 503;
    const made = await service.ordered();
    return eventually('a try is over', async () => {
      const view = await service.view(made.id);
      expect(view.sendings[0]).toMatchObject({ lastStatus: 503, status: 'waiting' });
      return view;
    });
  }

  async function orderCancelled(orderId: string): Promise<void> {
    await service.emit('billing.order.cancelled', {
      context: { orderId, productIds: [], customFields: {} },
      personal: { text: 'Ordered twice' },
    });
  }

  it('is not exported by holding and releasing it', async () => {
    const made = await tried();
    const asked = await service.caller.call(CancelFulfillment, { id: made.id, reason: 'Too late' });
    expect(asked).toMatchObject({ status: 'hold', cancelling: true });
    for (const operation of [HoldFulfillment, ReleaseFulfillment]) {
      expect(await service.caller.refusal(operation, { id: made.id })).toBe('fulfillment.state_forbids');
    }
    service.double.status = 202;
    clock.set(new Date(clock.now().getTime() + 3_600_000));
    await eventually(
      'the house is asked',
      () => service.double.of(made.id, 'fulfillment.cancel').length === 1,
    );
    await service.post('cancelled', made.id);
    expect(await service.view(made.id)).toMatchObject({ status: 'cancelled', cancelling: false });
    expect(service.double.of(made.id)).toEqual([]);
  });

  it('is not sent again because its house fails it meanwhile', async () => {
    const made = await sent();
    await service.caller.call(CancelFulfillment, { id: made.id, reason: 'Too late' });
    await service.post('failed', made.id, { reason: 'out of stock' });
    expect(await service.caller.refusal(ReshipFulfillment, { id: made.id, reason: 'Again' })).toBe(
      'fulfillment.state_forbids',
    );
    expect(await service.caller.refusal(ReleaseFulfillment, { id: made.id })).toBe(
      'fulfillment.state_forbids',
    );
    await service.post('cancelled', made.id);
    expect(await service.becomes(made.id, 'cancelled')).toMatchObject({
      sendings: [{ type: 'fulfillment.order' }, { type: 'fulfillment.cancel' }],
    });
  });

  it('goes on where its house cannot cancel it, unless its order was cancelled', async () => {
    const [kept, gone] = [await sent(), await sent()];
    await service.caller.call(CancelFulfillment, { id: kept.id, reason: 'Too late' });
    await orderCancelled(gone.orderId);
    await eventually(
      'the house is asked',
      () => service.double.of(gone.id, 'fulfillment.cancel').length === 1,
    );
    for (const { id } of [kept, gone]) {
      await service.post('cancel_failed', id);
      await service.post('failed', id, { reason: 'out of stock' });
    }
    await eventually('the one that is wanted is sent again', () => service.double.of(kept.id).length === 2);
    expect(service.double.of(gone.id)).toHaveLength(1);
    expect(await service.caller.refusal(ReleaseFulfillment, { id: gone.id })).toBe('fulfillment.barred');
    expect(await service.caller.refusal(ReshipFulfillment, { id: gone.id, reason: 'Again' })).toBe(
      'fulfillment.barred',
    );
  });

  it('says who asked for it and why, also when the house confirms it later', async () => {
    const made = await sent();
    await service.caller.call(CancelFulfillment, { id: made.id, reason: 'Changed their mind' }, agent);
    await service.post('cancelled', made.id, { reason: 'as asked' });
    const facts = (await service.factsOf(made.id)).slice(1);
    expect(facts).toMatchObject([
      { type: 'fulfillment.fulfillment.cancel_requested', actorname: 'agent.smith' },
      { type: 'fulfillment.fulfillment.cancelled', actorname: 'System' },
    ]);
    for (const { data } of facts) {
      expect(data).toMatchObject({
        attributes: { requestedBy: 'agent.smith', houseName: 'acme' },
        personal: { text: 'Changed their mind' },
      });
    }
    expect((await service.view(made.id)).messages).toMatchObject([
      { type: 'sent' },
      { type: 'cancel_requested', by: 'agent.smith' },
      { type: 'cancelled', reason: 'as asked' },
    ]);
  });

  it('says why its order was cancelled, also where that was told first', async () => {
    const orderId = newId();
    await orderCancelled(orderId);
    const made = await service.ordered({ orderId });
    expect(made).toMatchObject({ status: 'cancelled', sendings: [{ status: 'dropped', attempts: 0 }] });
    expect(await service.factsOf(made.id)).toMatchObject([
      { type: 'fulfillment.fulfillment.cancelled', data: { personal: { text: 'Ordered twice' } } },
    ]);
  });

  it('is not sent by a try that was begun before', async () => {
    const made = await tried();
    await service.database.query(
      `update sending set leased_until = now() + interval '5 minutes' where fulfillment_id = $1`,
      [made.id],
    );
    await orderCancelled(made.orderId);
    const asked = await eventually('it is being cancelled', async () => {
      const view = await service.view(made.id);
      expect(view.cancelling).toBe(true);
      return view;
    });
    // The house is asked only once that try is over: it would not know what it is asked about.
    expect(asked.sendings).toMatchObject([{ status: 'dropped' }, { status: 'waiting', attempts: 0 }]);
    expect(service.double.of(made.id, 'fulfillment.cancel')).toEqual([]);
  });

  it('is cancelled instead of losing its last line; the others can be removed', async () => {
    service.double.status = 503;
    const orderId = newId();
    const line = { productId: newId(), productName: 'Vitamin C', quantity: 1, shipped: true };
    const items = ['VC-1', 'VC-2'].map((sku) => ({ ...line, id: newId(), sku }));
    await service.emit('billing.order.completed', {
      attributes: { orderId, items },
      context: { customerId: newId(), orderId, productIds: [], customFields: {} },
    });
    const { id } = await service.ofOrder(orderId);
    await eventually('a try is over', async () => (await service.view(id)).sendings[0]?.lastStatus === 503);
    const [first, second] = (await service.view(id)).items;
    const change = { id, quantity: 0 };
    const left = await service.caller.call(ChangeFulfillmentItem, { ...change, itemId: first?.id ?? '' });
    expect(left.items).toMatchObject([{ sku: 'VC-2', quantity: 1 }]);
    expect(await service.caller.refusal(ChangeFulfillmentItem, { ...change, itemId: second?.id })).toBe(
      'fulfillment.state_forbids',
    );
  });
});
