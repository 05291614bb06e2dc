import {
  EnterChargeback,
  newId,
  ReadOrder,
  ReadTransaction,
  RecordOutsideRefund,
  RefundTransaction,
  RevertChargeback,
  type OrderView,
} from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import { BillingFixture, type Shop } from '../../testing/billing-fixture';

describe('Money that moved without us', () => {
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
  }, 60_000);
  afterAll(() => billing.stop());

  const usd = (amount: string) => ({ amount, currency: 'USD' });
  const key = () => ({ idempotencyKey: newId() });
  const paid = (): Promise<OrderView> => billing.order(billing.orderInput(shop));
  const finance = testActor({ accessLevel: 'finance', username: 'finance' });

  it('is marked as refunded outside, in parts, by who may, and never over the charge', async () => {
    const order = await paid();
    const id = order.payment?.id;
    const effects = billing.processor.effects.length;
    const given = await billing.caller.call(
      RecordOutsideRefund,
      { id, amount: usd('9.90'), reason: 'Bank transfer' },
      finance,
      key(),
    );
    expect(given).toMatchObject({ type: 'refund', outcome: 'success', processor: 'outside', parentId: id });
    const refused = (input: object, actor = finance) =>
      billing.caller.refusal(RecordOutsideRefund, { id, reason: 'Again', ...input }, actor, key());
    expect(await refused({ amount: usd('30.01') })).toBe('billing.refund_exceeds_charge');
    expect(await refused({}, testActor({ accessLevel: 'cs_admin', username: 'lead' }))).toBe(
      'request.forbidden',
    );
    await billing.caller.call(RecordOutsideRefund, { id, reason: 'The rest' }, finance, key());
    expect(await billing.caller.call(ReadTransaction, { id })).toMatchObject({ refunded: usd('39.90') });
    expect(await billing.caller.call(ReadOrder, { id: order.id })).toMatchObject({ status: 'refunded' });
    expect(billing.processor.effects).toHaveLength(effects);
    expect((await billing.eventsOf(order.id)).slice(1)).toMatchObject([
      {
        type: 'billing.refund.recorded_outside',
        data: {
          attributes: { refundedTo: '•••• 4242', amount: usd('9.90'), orderId: order.id },
          personal: { text: 'Bank transfer' },
        },
      },
      { type: 'billing.refund.recorded_outside', data: { attributes: { amount: usd('30.00') } } },
    ]);
  });

  it('is charged back and reverted; only what the bank left is refunded meanwhile', async () => {
    const order = await paid();
    billing.processor.settle();
    const id = order.payment?.id;
    const back = { id, reason: 'The bank says so', reasonCode: '10.4', amount: usd('20.00') };
    expect(await billing.caller.refusal(RevertChargeback, { id, reason: 'None' }, finance)).toBe(
      'billing.not_charged_back',
    );
    expect(await billing.caller.refusal(EnterChargeback, { ...back, amount: usd('40.00') }, finance)).toBe(
      'billing.refund_exceeds_charge',
    );
    expect(await billing.caller.call(EnterChargeback, back, finance)).toMatchObject({
      chargedBack: usd('20.00'),
    });
    expect(await billing.caller.refusal(EnterChargeback, back, finance)).toBe('billing.already_charged_back');
    const refused = (amount: string) =>
      billing.caller.refusal(
        RefundTransaction,
        { id, reason: 'Broken', amount: usd(amount) },
        testActor(),
        key(),
      );
    expect(await refused('19.91')).toBe('billing.refund_exceeds_charge');
    const rest = await billing.caller.call(RefundTransaction, { id, reason: 'Broken' }, testActor(), key());
    expect(rest).toMatchObject({ outcome: 'success', amount: usd('19.90') });
    expect(await refused('0.01')).toBe('billing.already_charged_back');
    const reverted = await billing.caller.call(RevertChargeback, { id, reason: 'We won' }, finance);
    expect(reverted.chargedBack).toBeUndefined();
    expect((await billing.eventsOf(order.id)).slice(1)).toMatchObject([
      {
        type: 'billing.chargeback.created',
        data: {
          attributes: { amount: usd('20.00'), orderId: order.id, reasonCode: '10.4' },
          personal: { text: 'The bank says so' },
        },
      },
      { type: 'billing.refund.succeeded', data: { attributes: { amount: usd('19.90') } } },
      { type: 'billing.chargeback.reverted', data: { attributes: { amount: usd('20.00') } } },
    ]);
    expect(
      await billing.caller.call(RefundTransaction, { id, reason: 'Broken' }, testActor(), key()),
    ).toMatchObject({ outcome: 'success', amount: usd('20.00') });
    const agent = testActor({ accessLevel: 'cs_agent', username: 'agent' });
    expect(await billing.caller.refusal(EnterChargeback, back, agent)).toBe('request.forbidden');
  });
});
