import {
  EnterChargeback,
  ListRefundQueue,
  newId,
  ReadOrder,
  ReadTransaction,
  RecordOutsideRefund,
  RefundTransaction,
  RetryRefund,
  VoidTransaction,
  type Actor,
  type OrderView,
  type TransactionView,
} from '@daybook/contracts';
import { eventually, testActor } from '@daybook/testing';
import { BillingFixture, type Shop } from '../../testing/billing-fixture';

describe('Money that goes back', () => {
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
  }, 60_000);
  afterAll(() => billing.stop());
  beforeEach(() => (billing.processor.mood = 'answers'));

  const paid = (): Promise<OrderView> => billing.order(billing.orderInput(shop));
  const usd = (amount: string) => ({ amount, currency: 'USD' });
  const refund = (id: string | undefined, changes: object, actor?: Actor): Promise<TransactionView> =>
    billing.caller.call(RefundTransaction, { id, reason: 'Broken', ...changes }, actor, {
      idempotencyKey: newId(),
    });
  const refusedRefund = (id: string | undefined, changes: object, actor?: Actor): Promise<string> =>
    billing.caller.refusal(RefundTransaction, { id, reason: 'Broken', ...changes }, actor, {
      idempotencyKey: newId(),
    });
  const voiding = (id: string | undefined) =>
    [VoidTransaction, { id, reason: 'Ordered twice' }, testActor(), { idempotencyKey: newId() }] as const;

  it('is voided as a whole before it settles, and refunded afterwards', async () => {
    const first = await paid();
    expect(await refusedRefund(first.payment?.id, {})).toBe('billing.not_settled');
    const voided = await billing.caller.call(...voiding(first.payment?.id));
    expect(voided).toMatchObject({
      type: 'void',
      outcome: 'success',
      amount: usd('39.90'),
      reason: 'Ordered twice',
    });
    expect(await billing.caller.refusal(...voiding(first.payment?.id))).toBe('billing.already_voided');
    expect(await refusedRefund(first.payment?.id, {})).toBe('billing.already_voided');
    expect(await billing.caller.call(ReadOrder, { id: first.id })).toMatchObject({
      status: 'voided',
      payment: { voided: true, refunded: usd('0.00') },
    });
    expect(await billing.typesOf(first.id)).toEqual([
      'billing.order.completed',
      'billing.transaction.voided',
    ]);

    const second = await paid();
    billing.processor.settle();
    expect(await billing.caller.refusal(...voiding(second.payment?.id))).toBe('billing.already_settled');
    expect(await refund(second.payment?.id, {})).toMatchObject({ outcome: 'success', amount: usd('39.90') });
    const [, event] = await billing.eventsOf(second.id);
    expect(event).toMatchObject({
      type: 'billing.refund.succeeded',
      data: {
        attributes: {
          refundedTo: '•••• 4242',
          amount: usd('39.90'),
          returnedChargeId: second.payment?.id,
        },
        personal: { text: 'Broken' },
      },
    });
  });

  it('is never more than the charge, however it is cut', async () => {
    const order = await paid();
    billing.processor.settle();
    const id = order.payment?.id;
    await refund(id, { amount: usd('30.00') });
    expect(await refusedRefund(id, { amount: usd('9.91') })).toBe('billing.refund_exceeds_charge');
    expect(await refusedRefund(id, { amount: { amount: '1.00', currency: 'EUR' } })).toBe(
      'billing.currency_mismatch',
    );
    expect(await billing.caller.call(ReadOrder, { id: order.id })).toMatchObject({ status: 'complete' });
    await refund(id, { amount: usd('9.90') });
    expect(await billing.caller.call(ReadTransaction, { id })).toMatchObject({ refunded: usd('39.90') });
    expect(await billing.caller.call(ReadOrder, { id: order.id })).toMatchObject({ status: 'refunded' });
    expect(await refusedRefund(id, {})).toBe('billing.refund_exceeds_charge');
  });

  it('goes back once for one key, through the processor’s silence too', async () => {
    const order = await paid();
    billing.processor.settle();
    billing.processor.mood = 'acts silently';
    const actor = testActor();
    const asked = [
      RefundTransaction,
      { id: order.payment?.id, reason: 'Broken' },
      actor,
      { idempotencyKey: newId() },
    ] as const;
    expect(await billing.caller.refusal(...asked)).toBe('billing.payment_unknown');
    const given = await eventually('the refund is settled', async () => {
      try {
        return await billing.caller.call(...asked);
      } catch {
        return undefined;
      }
    });
    expect(given).toMatchObject({ type: 'refund', outcome: 'success' });
    expect(billing.processor.effects.filter((effect) => effect.key === `daybook-${given.id}`)).toHaveLength(
      1,
    );
    expect(await billing.typesOf(order.id)).toEqual(['billing.order.completed', 'billing.refund.succeeded']);
  });

  it('stays within an agent’s limit for the day, counting voids and refunds together', async () => {
    const agent = testActor({ accessLevel: 'cs_agent', username: 'agent', refundLimit: usd('50.00') });
    const first = await paid();
    const second = await paid();
    await billing.caller.call(VoidTransaction, { id: first.payment?.id, reason: 'Ordered twice' }, agent, {
      idempotencyKey: newId(),
    });
    billing.processor.settle();
    expect(await refusedRefund(second.payment?.id, { amount: usd('10.11') }, agent)).toBe(
      'billing.refund_limit_exceeded',
    );
    expect(await refund(second.payment?.id, { amount: usd('10.10') }, agent)).toMatchObject({
      outcome: 'success',
    });
    const rep = testActor({ accessLevel: 'sales_rep', username: 'rep' });
    expect(await refusedRefund(second.payment?.id, {}, rep)).toBe('request.forbidden');
  });

  it('goes back whole when a part of it went back outside before it had settled', async () => {
    const order = await paid();
    const id = order.payment?.id;
    const outside = { id, amount: usd('9.90'), reason: 'By cheque' };
    await billing.caller.call(RecordOutsideRefund, outside, testActor(), { idempotencyKey: newId() });
    expect(await billing.caller.refusal(...voiding(id))).toBe('billing.partly_refunded');
    // Too early for the processor: it waits in the refund queue.
    billing.processor.refundsFail = true;
    expect(await refund(id, {})).toMatchObject({ type: 'refund', amount: usd('30.00') });
    billing.processor.refundsFail = false;
    const queue = await billing.caller.call(ListRefundQueue, {});
    const entry = queue.items.find(({ orderId }) => orderId === order.id);
    expect(entry).toMatchObject({ status: 'waiting', amount: usd('30.00') });
    billing.processor.settle();
    const retried = [RetryRefund, { id: entry?.id }, testActor(), { idempotencyKey: newId() }] as const;
    expect(await billing.caller.call(...retried)).toMatchObject({ status: 'succeeded' });
    expect(await billing.caller.call(ReadOrder, { id: order.id })).toMatchObject({ status: 'refunded' });
  });

  it('is neither refunded outside nor charged back while it was only authorised', async () => {
    const order = await billing.order(billing.orderInput(shop, { campaignId: shop.shipmentCampaignId }));
    const asked = [{ id: order.payment?.id, reason: 'Broken' }, testActor()] as const;
    expect(await billing.caller.refusal(EnterChargeback, ...asked)).toBe('billing.not_captured');
    expect(await billing.caller.refusal(RecordOutsideRefund, ...asked, { idempotencyKey: newId() })).toBe(
      'billing.not_captured',
    );
    expect(await billing.typesOf(order.id)).toEqual(['billing.order.completed']);
    expect(await billing.caller.call(...voiding(order.payment?.id))).toMatchObject({ outcome: 'success' });
  });

  it('needs a reason and an idempotency key', async () => {
    const order = await paid();
    expect(await billing.caller.refusal(VoidTransaction, { id: order.payment?.id, reason: 'x' })).toBe(
      'request.idempotency_required',
    );
    expect(
      await billing.caller.refusal(VoidTransaction, { id: order.payment?.id }, testActor(), {
        idempotencyKey: newId(),
      }),
    ).toBe('request.malformed');
  });
});
