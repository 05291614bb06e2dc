import {
  ListRefundQueue,
  newId,
  PromiseRefund,
  ReadOrder,
  RefundOrder,
  RetryRefund,
  WithdrawRefundPromise,
  type Actor,
  type DaybookEvent,
  type OrderView,
  type RefundPromiseView,
} from '@daybook/contracts';
import { clock } from '@daybook/messaging';
import { eventually, testActor } from '@daybook/testing';
import { BillingFixture, type Shop } from '../../testing/billing-fixture';
import { emitFrom } from '../../testing/foreign-event';

describe('A refund that is promised for when a parcel comes back', () => {
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    await billing.addReplica();
    shop = await billing.openShop();
  }, 60_000);
  afterAll(() => billing.stop());
  beforeEach(() => (billing.processor.refundsFail = false));
  afterEach(() => clock.set(new Date()));

  const usd = (amount: string) => ({ amount, currency: 'USD' });
  const agentOf = (limit: string): Actor =>
    testActor({ accessLevel: 'cs_agent', username: 'agent', id: newId(), refundLimit: usd(limit) });
  const sold = async (): Promise<OrderView> => {
    const order = await billing.order(billing.orderInput(shop));
    billing.processor.settle();
    return order;
  };
  const asked = (order: OrderView, amount: string, changes: object = {}) => ({
    id: order.id,
    fulfillmentId: newId(),
    amount: usd(amount),
    reason: 'Broken',
    ...changes,
  });
  const promise = (input: ReturnType<typeof asked>, actor = testActor()): Promise<RefundPromiseView> =>
    billing.caller.call(PromiseRefund, input, actor);
  const refused = (input: ReturnType<typeof asked>, actor = testActor()): Promise<string> =>
    billing.caller.refusal(PromiseRefund, input, actor);
  const comesBack = (order: OrderView, fulfillmentId: string): Promise<DaybookEvent> =>
    emitFrom(
      billing,
      'fulfillment',
      'fulfillment.rma.returned',
      { customerId: order.customerId, orderId: order.id },
      { about: { orderId: order.id, fulfillmentId } },
    );
  const stays = (order: OrderView, fulfillmentId: string): Promise<DaybookEvent> =>
    emitFrom(
      billing,
      'fulfillment',
      'fulfillment.rma.withdrawn',
      { customerId: order.customerId, orderId: order.id },
      { about: { orderId: order.id, fulfillmentId } },
    );
  const named = ({ id }: OrderView, { fulfillmentId }: { fulfillmentId: string }) => ({ id, fulfillmentId });
  const eventOf = (order: OrderView, type: string): Promise<DaybookEvent> =>
    eventually(`${type} is told`, async () =>
      (await billing.eventsOf(order.id)).find((event) => event.type === type),
    );

  it('is made once by whoever promised it, on a later day, within the limit of the day of the promise', async () => {
    const order = await sold();
    const agent = agentOf('20');
    const input = asked(order, '15.00');
    expect(await promise(input, agent)).toMatchObject({ amount: usd('15.00') });
    expect(await refused(asked(order, '5.01'), agent)).toBe('billing.refund_limit_exceeded');
    // The last word about a parcel counts, instead of the one before.
    expect(await promise({ ...input, amount: usd('18.00') }, agent)).toMatchObject({ amount: usd('18.00') });
    expect(await refused(asked(order, '21.91'))).toBe('billing.refund_exceeds_charge');

    clock.advance(86_400_000);
    await comesBack(order, input.fulfillmentId);
    await comesBack(order, input.fulfillmentId);
    const refund = await eventOf(order, 'billing.refund.succeeded');
    expect(refund).toMatchObject({
      actorname: 'agent',
      data: { attributes: { amount: usd('18.00') }, personal: { text: 'Broken' } },
    });
    // Nothing of it counts today.
    await promise(asked(order, '20.00'), agent);
    expect(await refused(input, agent)).toBe('billing.refund_promise_settled');
    expect((await billing.typesOf(order.id)).filter((type) => type.includes('refund'))).toHaveLength(1);
  });

  it('says so where less is left by then, and gives what is left', async () => {
    const order = await sold();
    const input = asked(order, '30.00');
    await promise(input);
    await billing.caller.call(
      RefundOrder,
      { id: order.id, amount: usd('29.90'), reason: 'Late' },
      testActor(),
      { idempotencyKey: newId() },
    );
    await comesBack(order, input.fulfillmentId);
    const failed = await eventOf(order, 'billing.refund.failed');
    expect(failed.data).toMatchObject({
      attributes: { attemptedAmount: usd('20.00'), triedAgain: false },
      about: { fulfillmentId: input.fulfillmentId },
    });
    await eventually(
      'the rest is given',
      async () => (await billing.caller.call(ReadOrder, { id: order.id })).status === 'refunded',
    );
  });

  it('is dropped with the return that it was promised for, and not with an earlier one', async () => {
    const order = await sold();
    const agent = agentOf('20');
    const at = (ms: number) => ({ announcedAt: new Date(clock.now().getTime() + ms).toISOString() });
    const input = asked(order, '20.00', at(-60_000));
    await promise(input, agent);
    await stays(order, input.fulfillmentId);
    // Nothing counts any more, neither of the order nor of the limit.
    await eventually('it is dropped', () => promise({ ...input, ...at(60_000) }, agent));
    await stays(order, input.fulfillmentId);
    await billing.caller.call(WithdrawRefundPromise, { ...named(order, input), ...at(-60_000) });
    await comesBack(order, input.fulfillmentId);
    await eventOf(order, 'billing.refund.succeeded');
  });

  it('is taken back where its announcement came to nothing', async () => {
    const order = await sold();
    const announced = { announcedAt: clock.now().toISOString() };
    const input = asked(order, '39.90', announced);
    await promise(input);
    const taken = () => billing.caller.call(WithdrawRefundPromise, { ...named(order, input), ...announced });
    expect(await taken()).toEqual({ withdrawn: true });
    expect(await taken()).toEqual({ withdrawn: false });
    await promise(asked(order, '39.90'));
  });

  it('counts once though whoever promised it tries it again by hand', async () => {
    const order = await sold();
    const agent = testActor({
      accessLevel: 'cs_admin',
      username: 'lead',
      id: newId(),
      refundLimit: usd('10'),
    });
    billing.processor.refundsFail = true;
    const input = asked(order, '10.00');
    await promise(input, agent);
    await comesBack(order, input.fulfillmentId);
    await eventOf(order, 'billing.refund.failed');
    const { items } = await billing.caller.call(ListRefundQueue, { limit: 200 });
    const entry = items.find(({ orderId }) => orderId === order.id);
    billing.processor.refundsFail = false;
    const retried = await billing.caller.call(RetryRefund, { id: entry?.id }, agent, {
      idempotencyKey: newId(),
    });
    expect(retried).toMatchObject({ status: 'succeeded' });
  });

  it('waits in the refund queue like others where the processor declines it', async () => {
    const order = await sold();
    billing.processor.refundsFail = true;
    const input = asked(order, '10.00');
    await promise(input);
    await comesBack(order, input.fulfillmentId);
    await eventOf(order, 'billing.refund.failed');
    const { items } = await billing.caller.call(ListRefundQueue, { limit: 200 });
    expect(items.filter(({ orderId }) => orderId === order.id)).toMatchObject([{ amount: usd('10.00') }]);
  });

  it('is refused to those who may not refund, and of nothing', async () => {
    const order = await sold();
    const seller = testActor({ accessLevel: 'sales_rep', username: 'seller' });
    expect(await refused(asked(order, '1.00'), seller)).toBe('request.forbidden');
    expect(await refused(asked(order, '0.00'))).toBe('billing.amount_invalid');
    expect(await refused(asked(order, '1.00', { amount: { amount: '1.00', currency: 'EUR' } }))).toBe(
      'billing.currency_mismatch',
    );
  });
});
