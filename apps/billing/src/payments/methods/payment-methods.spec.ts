import {
  AddPaymentMethod,
  CompleteOrder,
  CreateOrder,
  ListOrdersOfCustomer,
  ListPaymentMethods,
  ListPurchasesOfCustomer,
  RerunOrder,
  newId,
  type DaybookEvent,
  type PaymentMethodView,
} from '@daybook/contracts';
import { eventually, testActor } from '@daybook/testing';
import { BillingFixture, type Shop } from '../../testing/billing-fixture';

describe('The cards that a customer can be charged with', () => {
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
  }, 60_000);
  afterAll(() => billing.stop());
  beforeEach(() => (billing.processor.mood = 'answers'));

  const cardsOf = async (id: string): Promise<PaymentMethodView[]> =>
    (await billing.caller.call(ListPaymentMethods, { id })).items;
  const reportedOf = async (customerId: string): Promise<DaybookEvent[]> =>
    (await billing.journal()).filter(
      ({ type, data }) => type === 'billing.payment_method.added' && data.context.customerId === customerId,
    );
  const paid = (customerId: string, token: string, pricePointId = shop.monthly) =>
    billing.order(billing.orderInput(shop, { customerId, payment: { token } }, pricePointId));

  it('are kept and told of when an order is paid with a new one, and the purchase is billed to it', async () => {
    const customerId = newId();
    const order = await paid(customerId, 'tok_0005');
    await paid(customerId, 'tok_0005', shop.once);
    const cards = await cardsOf(customerId);
    expect(cards).toMatchObject([
      {
        status: 'active',
        cardBin: '424242',
        cardLast4: '0005',
        brand: 'visa',
        expMonth: 12,
        expYear: 2040,
      },
    ]);
    expect(await reportedOf(customerId)).toMatchObject([
      {
        actortype: 'user',
        data: {
          attributes: {
            paymentMethod: '•••• 0005',
            productName: expect.stringMatching(/^Vitamins/) as string,
          },
          context: { orderId: order.id },
        },
      },
    ]);
    const [row] = await billing.database.query(
      'select payment_method_id id from purchase where order_id = $1',
      [order.id],
    );
    expect(row).toEqual({ id: cards[0]?.id });
    expect(JSON.stringify(await billing.journal())).not.toContain('tok_0005');
  });

  it('are not kept when they are declined', async () => {
    const customerId = newId();
    expect(await paid(customerId, 'tok_soft_decline')).toMatchObject({ status: 'declined' });
    expect(await cardsOf(customerId)).toEqual([]);
    expect(await reportedOf(customerId)).toEqual([]);
  });

  it('are added by hand, once', async () => {
    const customerId = newId();
    await paid(customerId, 'tok_0005', shop.once);
    const add = (token: string, actor = testActor()) =>
      billing.caller.call(AddPaymentMethod, { id: customerId, token }, actor);
    const card = await add('tok_expired');
    expect(card).toMatchObject({ customerId, status: 'expired', expYear: 2020 });
    expect((await add('tok_expired')).id).toBe(card.id);
    expect((await cardsOf(customerId)).map(({ status }) => status)).toEqual(['expired', 'active']);
    expect(await reportedOf(customerId)).toHaveLength(2);
  });

  it('are refused by their number, by a token that nobody knows, and to who may not see the customer', async () => {
    const customerId = newId();
    await paid(customerId, 'tok_0005', shop.once);
    const refused = (token: string, actor = testActor()) =>
      billing.caller.refusal(AddPaymentMethod, { id: customerId, token }, actor);
    expect(await refused('4242424242424242')).toBe('request.malformed');
    expect(await refused('tok_unknown')).toBe('billing.token_unknown');
    const elsewhere = testActor({ accessLevel: 'cs_agent', campaignIds: [newId()] });
    expect(await refused('tok_0006', elsewhere)).toBe('billing.not_found');
    expect(await billing.caller.refusal(ListPaymentMethods, { id: customerId }, elsewhere)).toBe(
      'billing.not_found',
    );
    billing.processor.mood = 'loses requests';
    expect(await refused('tok_0006')).toBe('internal.unavailable');
    expect(await cardsOf(customerId)).toHaveLength(1);
  });

  it('are one when two orders are paid with it at once', async () => {
    const customerId = newId();
    // On a busy machine the processor may seem silent: what it did is then looked up.
    await Promise.allSettled(Array.from({ length: 5 }, () => paid(customerId, 'tok_0007', shop.once)));
    await eventually('all five are paid', async () => {
      const sales = (await billing.journal()).filter(
        ({ type, data }) => type === 'billing.order.completed' && data.context.customerId === customerId,
      );
      return sales.length === 5;
    });
    expect(await cardsOf(customerId)).toHaveLength(1);
    expect(await reportedOf(customerId)).toHaveLength(1);
  });

  describe('that are kept', () => {
    let customerId: string;
    let card: PaymentMethodView;

    beforeEach(async () => {
      customerId = newId();
      await paid(customerId, 'tok_0006');
      [card] = (await cardsOf(customerId)) as [PaymentMethodView];
    });

    const orderWith = (paymentMethodId: string, who = customerId): object =>
      billing.orderInput(shop, { customerId: who, payment: { paymentMethodId } }, shop.monthly);

    it('pay another order, and its purchase is billed to the same one', async () => {
      const order = await billing.order(orderWith(card.id));
      expect(order).toMatchObject({ status: 'complete', payment: { cardLast4: '0006' } });
      expect(await cardsOf(customerId)).toHaveLength(1);
      const { items } = await billing.caller.call(ListPurchasesOfCustomer, { id: customerId });
      expect(items.map(({ paymentMethodId }) => paymentMethodId)).toEqual([card.id, card.id]);
    });

    it('pay a partial order that is completed, and a declined one that is run again', async () => {
      const partial = await billing.order(
        billing.orderInput(shop, { customerId, status: 'partial', payment: undefined }),
      );
      const payment = { paymentMethodId: card.id };
      const [key, again] = [{ idempotencyKey: newId() }, { idempotencyKey: newId() }];
      expect(
        await billing.caller.call(CompleteOrder, { id: partial.id, payment }, testActor(), key),
      ).toMatchObject({ status: 'complete' });
      const declined = await billing.order(
        billing.orderInput(shop, { customerId, payment: { token: 'tok_hard_decline' } }),
      );
      expect(declined.status).toBe('declined');
      expect(
        await billing.caller.call(RerunOrder, { id: declined.id, payment }, testActor(), again),
      ).toMatchObject({ status: 'complete' });
    });

    it('pay nothing where they are closed, expired or somebody else’s, and nothing is made', async () => {
      const refusal = (input: object) =>
        billing.caller.refusal(CreateOrder, input, testActor(), { idempotencyKey: newId() });
      expect(await refusal(orderWith(card.id, newId()))).toBe('billing.payment_method_unusable');
      expect(await refusal(orderWith(newId()))).toBe('billing.payment_method_unusable');
      await billing.database.query('update payment_method set exp_year = 2020 where id = $1', [card.id]);
      expect(await refusal(orderWith(card.id))).toBe('billing.payment_method_unusable');
      await billing.database.query(
        `update payment_method set exp_year = 2040, status = 'closed' where id = $1`,
        [card.id],
      );
      expect(await refusal(orderWith(card.id))).toBe('billing.payment_method_unusable');
      const both = { payment: { paymentMethodId: card.id, token: 'tok_0006' } };
      expect(await refusal(billing.orderInput(shop, both))).toBe('request.malformed');
      expect((await billing.caller.call(ListOrdersOfCustomer, { id: customerId })).items).toHaveLength(1);
    });
  });
});
