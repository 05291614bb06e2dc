import {
  ChangeCampaign,
  CompleteOrder,
  EnterChargeback,
  JudgeOrder,
  ListTransactionsOfCustomer,
  newId,
  ReadCampaign,
  ReadOrder,
  ReadPurchase,
  RefundOrder,
  RerunOrder,
  RevertChargeback,
  VoidTransaction,
  type OrderView,
} from '@daybook/contracts';
import { eventually, testActor } from '@daybook/testing';
import { BillingFixture, type Shop } from '../testing/billing-fixture';
import { pickedForQa } from './order-qa';

describe('An order that quality assurance looks at', () => {
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
  }, 60_000);
  afterAll(() => billing.stop());
  beforeEach(() => (billing.processor.mood = 'answers'));

  /** Every order of the campaign waits. */
  const judged = async (rate: number): Promise<void> => {
    const { version } = await billing.caller.call(ReadCampaign, { id: shop.campaignId });
    await billing.caller.call(ChangeCampaign, { id: shop.campaignId, qaRate: rate }, testActor(), {
      ifMatch: version,
    });
  };
  const pending = async (changes: object = {}, point = shop.once): Promise<OrderView> => {
    await judged(100);
    const order = await billing.order(billing.orderInput(shop, changes, point));
    await judged(0);
    return order;
  };
  const judge = (order: OrderView, decision: string, reason?: string) =>
    billing.caller.call(JudgeOrder, { id: order.id, decision, ...(reason === undefined ? {} : { reason }) });
  const transactionsOf = async (order: OrderView) =>
    (await billing.caller.call(ListTransactionsOfCustomer, { id: order.customerId })).items;

  it('is declined within the daily limit of what its judge may give back', async () => {
    const usd = (amount: string) => ({ amount, currency: 'USD' });
    const judging = (order: OrderView, limit: string) =>
      [
        JudgeOrder,
        { id: order.id, decision: 'decline', reason: 'Fraud' },
        testActor({ accessLevel: 'cs_agent', username: 'judge', refundLimit: usd(limit) }),
      ] as const;
    const order = await pending();
    expect(await billing.caller.refusal(...judging(order, '39.89'))).toBe('billing.refund_limit_exceeded');
    expect(await billing.caller.call(ReadOrder, { id: order.id })).toMatchObject({ status: 'pending' });
    expect(await billing.caller.call(...judging(order, '39.90'))).toMatchObject({ status: 'declined' });
  });

  it('is picked by its number as often as the campaign says, the same each time', () => {
    const numbers = Array.from({ length: 20_000 }, (_, at) => `D-${100_001 + at}`);
    for (const rate of [0, 7, 50, 100]) {
      const picked = numbers.filter((number) => pickedForQa(number, rate)).length;
      expect(Math.abs(picked / 200 - rate)).toBeLessThan(1);
    }
    expect(numbers.filter((number) => pickedForQa(number, 30))).toEqual(
      numbers.filter((number) => pickedForQa(number, 30)),
    );
  });

  it('waits with its payment made, and is complete with its purchases once it is approved', async () => {
    const order = await pending({}, shop.monthly);
    expect(order).toMatchObject({
      status: 'pending',
      qaCause: 'campaign_rate',
      payment: { outcome: 'success', captured: true },
    });
    expect(order.items[0]?.purchaseId).toBeUndefined();
    const approved = await judge(order, 'approve', 'Called back');
    expect(approved).toMatchObject({ status: 'complete', qaCause: 'campaign_rate', declineSaved: false });
    expect(await billing.caller.call(ReadPurchase, { id: approved.items[0]?.purchaseId })).toMatchObject({
      status: 'active',
    });
    expect(await billing.eventsOf(order.id)).toMatchObject([
      {
        type: 'billing.qa.pending',
        data: { attributes: { cause: 'campaign_rate', customFieldsSet: { source: 'radio' } } },
      },
      { type: 'billing.qa.approved', data: { personal: { text: 'Called back' } } },
      { type: 'billing.order.completed', data: { attributes: { cardLastFour: '4242' } } },
    ]);
    // Each value is told as set once.
    const reported = (await billing.eventsOf(order.id)).filter(
      (event) => event.data.attributes.customFieldsSet,
    );
    expect(reported).toHaveLength(1);
    expect(await billing.caller.refusal(JudgeOrder, { id: order.id, decision: 'approve' })).toBe(
      'billing.order_not_open',
    );
    expect(billing.processor.effectsOf(order.orderNumber)).toHaveLength(1);
  });

  it('is declined with a reason, and its payment is voided by itself', async () => {
    const order = await pending();
    expect(await billing.caller.refusal(JudgeOrder, { id: order.id, decision: 'decline' })).toBe(
      'request.malformed',
    );
    expect(await judge(order, 'decline', 'Card is not theirs')).toMatchObject({ status: 'declined' });
    await eventually('the payment is voided', async () =>
      (await billing.typesOf(order.id)).includes('billing.transaction.voided'),
    );
    expect(await billing.typesOf(order.id)).toEqual([
      'billing.qa.pending',
      'billing.qa.declined',
      'billing.transaction.voided',
    ]);
    expect(await billing.caller.call(ReadOrder, { id: order.id })).toMatchObject({
      status: 'declined',
      payment: { voided: true },
    });
  });

  it('is refunded when it is declined after its payment has settled', async () => {
    const order = await pending();
    billing.processor.settle();
    await judge(order, 'decline', 'Card is not theirs');
    await eventually('the payment is refunded', async () =>
      (await billing.typesOf(order.id)).includes('billing.refund.succeeded'),
    );
    expect((await transactionsOf(order)).map(({ type, outcome }) => [type, outcome])).toEqual([
      ['refund', 'success'],
      ['void', 'hard_decline'],
      ['sale', 'success'],
    ]);
    expect(billing.processor.effects.filter(({ type }) => type === 'refund')).toHaveLength(1);
  });

  it('cannot be approved once its payment was given back', async () => {
    const order = await pending();
    await billing.caller.call(
      VoidTransaction,
      { id: order.payment?.id, reason: 'Ordered twice' },
      testActor(),
      { idempotencyKey: newId() },
    );
    expect(await billing.caller.refusal(JudgeOrder, { id: order.id, decision: 'approve' })).toBe(
      'billing.payment_returned',
    );
  });

  it("cannot be approved while the customer's bank has all of its payment, and can once the bank gives it back", async () => {
    const order = await pending();
    const at = { id: order.payment?.id, reason: 'Card was stolen' };
    await billing.caller.call(EnterChargeback, at);
    expect(await billing.caller.refusal(JudgeOrder, { id: order.id, decision: 'approve' })).toBe(
      'billing.payment_returned',
    );
    expect(await billing.caller.call(ReadOrder, { id: order.id })).toMatchObject({ status: 'pending' });
    await billing.caller.call(RevertChargeback, at);
    expect(await judge(order, 'approve')).toMatchObject({ status: 'complete' });
  });

  it('is approved with what is left of its payment where a part of it went back', async () => {
    const order = await pending();
    billing.processor.settle();
    await billing.caller.call(
      RefundOrder,
      { id: order.id, amount: { amount: '5.00', currency: 'USD' }, reason: 'Late' },
      testActor(),
      { idempotencyKey: newId() },
    );
    expect(await judge(order, 'approve')).toMatchObject({
      status: 'complete',
      refundable: { amount: '34.90' },
    });
  });

  it('waits for money from outside, which is written down when it is approved', async () => {
    const outside = { method: 'bank transfer', reference: 'INV-7' };
    const order = await billing.order(billing.orderInput(shop, { payment: { outside } }));
    expect(order).toMatchObject({
      status: 'pending',
      qaCause: 'outside_payment',
      outsidePayment: outside,
    });
    expect(order.payment).toBeUndefined();
    expect(billing.processor.effectsOf(order.orderNumber)).toEqual([]);
    expect(await judge(order, 'approve')).toMatchObject({
      status: 'complete',
      payment: { type: 'sale', outcome: 'success', processor: 'outside', amount: { amount: '39.90' } },
    });
    const [payment] = await transactionsOf(order);
    const again = { id: payment?.id, reason: 'Broken' };
    expect(
      await billing.caller.refusal(VoidTransaction, again, testActor(), { idempotencyKey: newId() }),
    ).toBe('billing.not_chargeable_back');
  });

  it('is not paid outside where we bill what recurs, nor in two ways at once', async () => {
    const outside = { method: 'cheque' };
    await expect(
      billing.order(billing.orderInput(shop, { payment: { outside } }, shop.monthly)),
    ).rejects.toMatchObject({ code: 'billing.payment_missing' });
    await expect(
      billing.order(billing.orderInput(shop, { payment: { outside, token: 'tok_success' } })),
    ).rejects.toMatchObject({ code: 'request.malformed' });
    await expect(billing.order(billing.orderInput(shop, { payment: {} }))).rejects.toMatchObject({
      code: 'request.malformed',
    });
  });

  describe('or that was declined', () => {
    const rerun = (order: OrderView, payment?: object, key = newId(), actor = testActor()) =>
      billing.caller.call(
        RerunOrder,
        { id: order.id, ...(payment === undefined ? {} : { payment }) },
        actor,
        { idempotencyKey: key },
      );
    const declined = (token = 'tok_soft_decline', changes: object = {}, point = shop.once) =>
      billing.order(billing.orderInput(shop, { payment: { token }, ...changes }, point));

    it('is saved when it is run again with another payment, once for one key', async () => {
      const order = await declined();
      const [key, actor] = [newId(), testActor()];
      const saved = await rerun(order, { token: 'tok_success' }, key, actor);
      expect(saved).toMatchObject({ status: 'complete', declineSaved: true });
      expect(await rerun(order, { token: 'tok_success' }, key, actor)).toEqual(saved);
      expect(await billing.eventsOf(order.id)).toMatchObject([
        { type: 'billing.order.declined', data: { attributes: { customFieldsSet: { source: 'radio' } } } },
        { type: 'billing.order.completed', data: { attributes: { declineSaved: true } } },
      ]);
      expect(billing.processor.effectsOf(order.orderNumber)).toHaveLength(1);
      await expect(rerun(order, { token: 'tok_success' })).rejects.toMatchObject({
        code: 'billing.order_not_open',
      });
    });

    it('is declined again by the same payment, and told again', async () => {
      const order = await declined('tok_hard_decline');
      expect(await rerun(order)).toMatchObject({ status: 'declined', declineSaved: false });
      expect(await billing.typesOf(order.id)).toEqual(['billing.order.declined', 'billing.order.declined']);
      expect((await transactionsOf(order)).map(({ type }) => type)).toEqual(['sale', 'sale']);
    });

    it('takes back what its engine calls its purchases, unless another one has the name', async () => {
      const reference = `ref-${newId().slice(-8)}`;
      const items = [
        { productId: shop.productId, pricePointId: shop.monthly, quantity: 1, engineReference: reference },
      ];
      const order = await declined('tok_soft_decline', { engineId: shop.engineId, items });
      const other = await billing.engineOrder(shop, shop.monthly, reference);
      expect(other.status).toBe('complete');
      await expect(rerun(order, { token: 'tok_success' })).rejects.toMatchObject({
        code: 'billing.engine_reference_taken',
      });
    });

    it('is brought to its end once when the processor keeps silent', async () => {
      const order = await declined();
      billing.processor.mood = 'acts silently';
      await expect(rerun(order, { token: 'tok_success' })).rejects.toMatchObject({
        code: 'billing.payment_unknown',
      });
      billing.lookUpPayments();
      const saved = await eventually('the order is complete', async () => {
        const seen = await billing.caller.call(ReadOrder, { id: order.id });
        return seen.status === 'complete' ? seen : undefined;
      });
      expect(saved.declineSaved).toBe(true);
      expect(billing.processor.effectsOf(order.orderNumber)).toHaveLength(1);
    });

    it('is not run again while it is partial, nor completed once it is declined', async () => {
      const partial = await billing.order(
        billing.orderInput(shop, { status: 'partial', payment: undefined }),
      );
      await expect(rerun(partial, { token: 'tok_success' })).rejects.toMatchObject({
        code: 'billing.order_not_open',
      });
      const order = await declined();
      expect(
        await billing.caller.refusal(
          CompleteOrder,
          { id: order.id, payment: { token: 'tok_success' } },
          testActor(),
          { idempotencyKey: newId() },
        ),
      ).toBe('billing.order_not_open');
    });
  });
});
