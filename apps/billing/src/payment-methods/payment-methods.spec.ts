import {
  AddPaymentMethod,
  ListPaymentMethods,
  newId,
  type DaybookEvent,
  type PaymentMethodView,
} from '@daybook/contracts';
import { eventually, testActor } from '@daybook/testing';
import { BillingFixture, type Shop } from '../testing/billing.fixture';

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
  const toldOf = async (customerId: string): Promise<DaybookEvent[]> =>
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
    expect(await toldOf(customerId)).toMatchObject([
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
    expect(await toldOf(customerId)).toEqual([]);
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
    expect(await toldOf(customerId)).toHaveLength(2);
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
    expect(await toldOf(customerId)).toHaveLength(1);
  });
});
