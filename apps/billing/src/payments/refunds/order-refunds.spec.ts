import {
  CancelOrder,
  EnterChargeback,
  SearchOrders,
  newId,
  ReadTransaction,
  RecordOutsideRefund,
  RefundOrder,
  RefundTransaction,
  type Money,
  type OrderRefundView,
  type OrderView,
} from '@daybook/contracts';
import { eventually, testActor } from '@daybook/testing';
import { BillingFixture, type Shop } from '../../testing/billing-fixture';

const usd = (amount: string): Money => ({ amount, currency: 'USD' });

describe('The refund of an order', () => {
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
  }, 60_000);
  afterAll(() => billing.stop());
  beforeEach(() => (billing.processor.mood = 'answers'));

  const sold = (changes: object = {}): Promise<OrderView> => billing.order(billing.orderInput(shop, changes));
  const asking = (order: OrderView, changes: object = {}, actor = testActor(), key = newId()) =>
    [
      RefundOrder,
      { id: order.id, reason: 'Arrived broken', ...changes },
      actor,
      { idempotencyKey: key },
    ] as const;
  const refund = (...asked: Parameters<typeof asking>): Promise<OrderRefundView> =>
    billing.caller.call(...asking(...asked));
  const refusal = (...asked: Parameters<typeof asking>) => billing.caller.refusal(...asking(...asked));
  const made = ({ reversals }: OrderRefundView) =>
    reversals.map(({ type, outcome, amount }) => [type, outcome, amount.amount]);

  it('is a void while nothing has settled', async () => {
    const order = await sold();
    const answer = await refund(order);
    expect(made(answer)).toEqual([['void', 'success', '39.90']]);
    expect(order.refundable).toEqual(usd('39.90'));
    expect(answer.order).toMatchObject({
      status: 'voided',
      payment: { voided: true, refunded: usd('0.00') },
      refundable: usd('0.00'),
    });
    expect(await refusal(order)).toBe('billing.not_chargeable_back');
  });

  it('tries the void first, and refunds when that is too late', async () => {
    const order = await sold();
    billing.processor.settle();
    const answer = await refund(order);
    expect(made(answer)).toEqual([
      ['void', 'hard_decline', '39.90'],
      ['refund', 'success', '39.90'],
    ]);
    expect(answer.order.status).toBe('refunded');
    const events = await billing.eventsOf(order.id);
    expect(events.at(-1)).toMatchObject({
      type: 'billing.refund.succeeded',
      actorname: 'admin',
      data: { attributes: { amount: usd('39.90') }, personal: { text: 'Arrived broken' } },
    });
    expect(events.filter(({ type }) => type.startsWith('billing.transaction'))).toEqual([]);
  });

  it('voids an authorisation that no shipment has captured', async () => {
    const order = await sold({ campaignId: shop.shipmentCampaignId });
    const answer = await refund(order);
    expect(made(answer)).toEqual([['void', 'success', '39.90']]);
    expect(answer.order.status).toBe('voided');
  });

  it('may be of a part, once it has settled, until nothing is left', async () => {
    const order = await sold();
    expect(await refusal(order, { amount: usd('10.00') })).toBe('billing.not_settled');
    billing.processor.settle();
    const part = await refund(order, { amount: usd('10.00') });
    expect(made(part)).toEqual([['refund', 'success', '10.00']]);
    expect(part.order.refundable).toEqual(usd('29.90'));
    const { items } = await billing.caller.call(SearchOrders, { orderNumber: order.orderNumber });
    expect(items.map(({ refundable }) => refundable)).toEqual([usd('29.90')]);
    expect(await refusal(order, { amount: usd('29.91') })).toBe('billing.refund_exceeds_charge');
    expect(await refusal(order, { amount: { amount: '1.00', currency: 'EUR' } })).toBe(
      'billing.currency_mismatch',
    );
    const rest = await refund(order);
    expect(made(rest)).toEqual([['refund', 'success', '29.90']]);
    expect(rest.order.status).toBe('refunded');
    expect(await billing.caller.call(ReadTransaction, { id: order.payment?.id })).toMatchObject({
      refunded: usd('39.90'),
    });
  });

  it('gives back the rest of a charge of which a part went back outside', async () => {
    const order = await sold();
    const outside = { id: order.payment?.id, amount: usd('9.90'), reason: 'By cheque' };
    await billing.caller.call(RecordOutsideRefund, outside, testActor(), { idempotencyKey: newId() });
    billing.processor.settle();
    const answer = await refund(order);
    expect(made(answer)).toEqual([['refund', 'success', '30.00']]);
    expect(answer.order.status).toBe('refunded');
  });

  it('follows a cancellation', async () => {
    const order = await sold();
    await billing.caller.call(CancelOrder, { id: order.id, reason: 'Changed their mind' });
    expect((await refund(order)).order).toMatchObject({
      status: 'voided',
      cancelReason: 'Changed their mind',
    });
  });

  it('is the same for the same key, also through the processor’s silence', async () => {
    const order = await sold();
    billing.processor.settle();
    billing.processor.mood = 'acts silently';
    const asked = asking(order);
    expect(await billing.caller.refusal(...asked)).toBe('billing.payment_unknown');
    billing.processor.mood = 'answers';
    const answer = await eventually('the refund is told', async () => {
      try {
        return await billing.caller.call(...asked);
      } catch {
        return undefined;
      }
    });
    expect(made(answer)).toEqual([
      ['void', 'hard_decline', '39.90'],
      ['refund', 'success', '39.90'],
    ]);
    expect(await billing.caller.call(...asked)).toEqual(answer);
    const key = `daybook-${answer.reversals[1]?.id}`;
    expect(billing.processor.effects.filter((effect) => effect.key === key)).toHaveLength(1);
  });

  it.each([
    ['a part', { amount: usd('20.00') }, [['refund', 'success', '19.90']]],
    ['all', {}, []],
  ])(
    'is of what the bank left, where it took back %s while a void was under way that comes too late',
    async (_what, taken, refunds) => {
      const order = await sold();
      billing.processor.settle();
      billing.processor.mood = 'loses requests';
      const asked = asking(order);
      expect(await billing.caller.refusal(...asked)).toBe('billing.payment_unknown');
      const back = { id: order.payment?.id, reason: 'The bank says so', ...taken };
      await billing.caller.call(EnterChargeback, back);
      billing.processor.mood = 'answers';
      const answer = await eventually('the refund is told', () =>
        billing.caller.call(...asked).catch(() => undefined),
      );
      expect(made(answer)).toEqual([['void', 'hard_decline', '39.90'], ...refunds]);
      expect(answer.order.refundable).toEqual(usd('0.00'));
    },
  );

  it('stays within a user’s limit for the day', async () => {
    const agent = testActor({ accessLevel: 'cs_agent', username: 'limited', refundLimit: usd('50.00') });
    const first = await sold();
    const second = await sold();
    await refund(first, {}, agent);
    expect(await refusal(second, {}, agent)).toBe('billing.refund_limit_exceeded');
    billing.processor.settle();
    expect(made(await refund(second, { amount: usd('10.10') }, agent))).toEqual([
      ['refund', 'success', '10.10'],
    ]);
    expect(
      await billing.caller.refusal(
        RefundTransaction,
        { id: second.payment?.id, amount: usd('0.01'), reason: 'Broken' },
        agent,
        { idempotencyKey: newId() },
      ),
    ).toBe('billing.refund_limit_exceeded');
  });

  it('is of what was paid to us: an order that nothing was paid for has none', async () => {
    const partial = await sold({ status: 'partial', payment: undefined });
    expect(await refusal(partial)).toBe('billing.not_chargeable_back');
    expect(await refusal({ ...partial, id: newId() })).toBe('billing.not_found');
    const elsewhere = testActor({
      accessLevel: 'cs_agent',
      username: 'agent',
      campaignIds: [shop.shipmentCampaignId],
    });
    expect(await refusal(partial, {}, elsewhere)).toBe('billing.not_found');
  });
});
