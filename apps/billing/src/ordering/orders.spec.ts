import {
  CancelOrder,
  CompleteOrder,
  CreateOrder,
  ListOrdersOfCustomer,
  newId,
  ReadOrder,
  ReadPurchase,
  SearchOrders,
  type OrderView,
} from '@daybook/contracts';
import { eventually, testActor } from '@daybook/testing';
import { ProcessorRequests } from '../payments/processor-requests';
import { address, BillingFixture, type Shop } from '../testing/billing-fixture';

describe('An order', () => {
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
  }, 60_000);
  afterAll(() => billing.stop());
  beforeEach(() => (billing.processor.mood = 'answers'));

  it('is complete once its payment went through, and says so once with all that fulfillment needs', async () => {
    const order = await billing.order(billing.orderInput(shop));

    expect(order).toMatchObject({
      status: 'complete',
      total: { amount: '39.90', currency: 'USD' },
      payment: { type: 'sale', outcome: 'success', captured: true, cardLast4: '4242' },
    });
    expect(order.orderNumber).toMatch(/^D-\d{6}$/);
    const [event, ...more] = await billing.eventsOf(order.id);
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      type: 'billing.order.completed',
      actorname: 'admin',
      data: {
        context: {
          customerId: order.customerId,
          orderNumber: order.orderNumber,
          campaignId: shop.campaignId,
          campaignCategoryId: shop.categoryId,
          productIds: [shop.productId],
          callCenterId: shop.callCenterId,
          currency: 'USD',
          country: 'US',
          customFields: { source: 'radio' },
        },
        attributes: {
          amount: { amount: '39.90', currency: 'USD' },
          captureAt: 'sale',
          cardLastFour: '4242',
          items: [{ sku: 'VIT-1', quantity: 2, shipped: true }],
          customFieldsSet: { source: 'radio' },
        },
        personal: { name: 'Ada Lovelace', shippingAddress: address },
      },
    });
    expect(billing.processor.effectsOf(order.orderNumber)).toHaveLength(1);
  });

  it('answers the same for the same key ten times and charges once', async () => {
    const input = billing.orderInput(shop);
    const actor = testActor();
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 10 }, () => billing.order(input, key, actor)));

    const [first] = answers as [OrderView];
    for (const answer of answers) expect(answer).toEqual(first);
    expect(billing.processor.effectsOf(first.orderNumber)).toHaveLength(1);
    expect(await billing.typesOf(first.id)).toEqual(['billing.order.completed']);
    expect(
      await billing.caller.refusal(CreateOrder, { ...input, customFields: {} }, actor, {
        idempotencyKey: key,
      }),
    ).toBe('request.idempotency_conflict');
  });

  it('is declined when the processor declines, and makes no purchase', async () => {
    const order = await billing.order(
      billing.orderInput(shop, { payment: { token: 'tok_hard_decline' } }, shop.monthly),
    );
    expect(order).toMatchObject({
      status: 'declined',
      payment: { outcome: 'hard_decline', responseCode: '43' },
    });
    expect(await billing.typesOf(order.id)).toEqual(['billing.order.declined']);
    expect(order.items[0]?.purchaseId).toBeUndefined();
  });

  it('starts a trial for a recurring line that has one', async () => {
    const order = await billing.order(billing.orderInput(shop, {}, shop.trial));
    expect(order.total).toEqual({ amount: '2.00', currency: 'USD' });
    expect(await billing.typesOf(order.id)).toEqual(['billing.order.completed', 'billing.trial.started']);
    const purchase = await billing.caller.call(ReadPurchase, { id: order.items[0]?.purchaseId });
    expect(purchase).toMatchObject({
      status: 'trial',
      cycle: 0,
      price: { amount: '79.80', currency: 'USD' },
    });
  });

  it('is shown with an unknown payment while the processor is silent, and comes right by itself', async () => {
    billing.processor.mood = 'keeps silent';
    const customerId = newId();
    const key = newId();
    const actor = testActor();
    const input = billing.orderInput(shop, { customerId });
    expect(await billing.caller.refusal(CreateOrder, input, actor, { idempotencyKey: key })).toBe(
      'billing.payment_unknown',
    );
    const { items } = await billing.caller.call(ListOrdersOfCustomer, { id: customerId });
    expect(items).toMatchObject([{ status: 'partial', payment: { outcome: 'unknown' } }]);
    expect(await billing.caller.refusal(CancelOrder, { id: items[0]?.id, reason: 'late' })).toBe(
      'billing.payment_in_progress',
    );

    billing.lookUpPayments();
    const order = await eventually('the order is complete', async () => {
      const seen = await billing.caller.call(ReadOrder, { id: items[0]?.id });
      return seen.status === 'complete' ? seen : undefined;
    });
    expect(await billing.order(input, key, actor)).toMatchObject({ id: order.id, status: 'complete' });
    expect(billing.processor.effectsOf(order.orderNumber)).toHaveLength(1);
    expect(await billing.typesOf(order.id)).toEqual(['billing.order.completed']);
  });

  it('is paid by a repeat of the same key when the first request never reached the processor', async () => {
    billing.processor.mood = 'loses requests';
    const [key, actor, input] = [newId(), testActor(), billing.orderInput(shop)];
    expect(await billing.caller.refusal(CreateOrder, input, actor, { idempotencyKey: key })).toBe(
      'billing.payment_unknown',
    );
    billing.processor.mood = 'answers';
    const order = await billing.order(input, key, actor);
    expect(order.status).toBe('complete');
    expect(billing.processor.effectsOf(order.orderNumber)).toHaveLength(1);
    expect(await billing.typesOf(order.id)).toEqual(['billing.order.completed']);
  });

  it.each(['before the processor is asked', 'after the processor has acted'])(
    'is brought to its end once when the process dies %s, with two replicas recovering',
    async (moment) => {
      const [first] = billing.services;
      if (billing.services.length < 2) await billing.addReplica();
      const customerId = newId();
      for (const service of billing.services) {
        const requests = service.app.get(ProcessorRequests);
        const verdictOn = requests.verdictOn.bind(requests);
        jest.spyOn(requests, 'verdictOn').mockImplementationOnce(async (...args) => {
          if (moment.startsWith('after')) await verdictOn(...args);
          throw new Error('killed');
        });
      }
      const refused = await billing.caller.refusal(
        CreateOrder,
        billing.orderInput(shop, { customerId }),
        testActor(),
        { idempotencyKey: newId() },
      );
      expect(refused).toBe('internal.error');
      billing.lookUpPayments();
      const order = await eventually('the order is complete', async () => {
        const { items } = await billing.caller.call(ListOrdersOfCustomer, { id: customerId });
        return items[0]?.status === 'complete' ? items[0] : undefined;
      });
      expect(billing.processor.effectsOf(order.orderNumber)).toHaveLength(1);
      expect(await billing.typesOf(order.id)).toEqual(['billing.order.completed']);
      expect(first).toBeDefined();
      jest.restoreAllMocks();
    },
  );

  it('can be saved as partial and completed later', async () => {
    const partial = await billing.order(
      billing.orderInput(shop, { status: 'partial', payment: undefined, shippingAddress: undefined }),
    );
    expect(partial).toMatchObject({ status: 'partial', savedPartial: true });
    const complete = { id: partial.id, payment: { token: 'tok_success' } };
    const keyed = () => [testActor(), { idempotencyKey: newId() }] as const;
    expect(await billing.caller.refusal(CompleteOrder, complete, ...keyed())).toBe('billing.address_missing');
    const order = await billing.caller.call(
      CompleteOrder,
      { ...complete, shippingAddress: address },
      ...keyed(),
    );
    expect(order.status).toBe('complete');
    expect(await billing.typesOf(order.id)).toEqual([
      'billing.order.partial_saved',
      'billing.order.completed',
    ]);
    expect(await billing.caller.refusal(CompleteOrder, complete, ...keyed())).toBe('billing.order_not_open');
  });

  it('is cancelled with its purchases, once, with a reason', async () => {
    const order = await billing.order(billing.orderInput(shop, {}, shop.monthly));
    const cancelled = await billing.caller.call(CancelOrder, { id: order.id, reason: 'Changed their mind' });
    expect(cancelled).toMatchObject({ status: 'cancelled', cancelReason: 'Changed their mind' });
    expect(await billing.typesOf(order.id)).toEqual([
      'billing.order.completed',
      'billing.rebill.cancelled',
      'billing.order.cancelled',
    ]);
    expect(await billing.caller.refusal(CancelOrder, { id: order.id, reason: 'again' })).toBe(
      'billing.order_not_open',
    );
  });

  it.each([
    ['an unknown campaign', { campaignId: newId() }, 'billing.unknown_reference'],
    [
      'an unknown product',
      { items: [{ productId: newId(), pricePointId: newId(), quantity: 1 }] },
      'billing.unknown_reference',
    ],
    ['no payment', { payment: undefined }, 'billing.payment_missing'],
    ['no address', { shippingAddress: undefined }, 'billing.address_missing'],
    [
      'a country that is not served',
      { shippingAddress: { ...address, country: 'SE' } },
      'billing.country_not_served',
    ],
    ['a card number for a token', { payment: { token: '4242 4242 4242 4242' } }, 'request.malformed'],
    ['a field nobody knows', { cardNumber: '1' }, 'request.malformed'],
    ['an engine that is not registered', { engineId: newId() }, 'billing.unknown_reference'],
  ])('is refused for %s, and nothing is left of it', async (_what, changes, code) => {
    const customerId = newId();
    const input = billing.orderInput(shop, { customerId, ...changes });
    expect(await billing.caller.refusal(CreateOrder, input, testActor(), { idempotencyKey: newId() })).toBe(
      code,
    );
    expect((await billing.caller.call(ListOrdersOfCustomer, { id: customerId })).items).toEqual([]);
  });

  it('needs an idempotency key', async () => {
    expect(await billing.caller.refusal(CreateOrder, billing.orderInput(shop))).toBe(
      'request.idempotency_required',
    );
  });

  it('does not exist for whom its campaign does not', async () => {
    const order = await billing.order(billing.orderInput(shop));
    const rep = testActor({
      accessLevel: 'sales_rep',
      username: 'rep',
      campaignIds: [shop.shipmentCampaignId],
    });
    expect(await billing.caller.refusal(ReadOrder, { id: order.id }, rep)).toBe('billing.not_found');
    expect((await billing.caller.call(SearchOrders, { orderNumber: order.orderNumber }, rep)).items).toEqual(
      [],
    );
    expect(
      await billing.caller.refusal(CreateOrder, billing.orderInput(shop), rep, { idempotencyKey: newId() }),
    ).toBe('billing.unknown_reference');
    expect(await billing.caller.refusal(CancelOrder, { id: order.id, reason: 'no' }, rep)).toBe(
      'request.forbidden',
    );
    const affiliate = testActor({
      accessLevel: 'affiliate',
      username: 'aff',
      campaignIds: [shop.campaignId],
    });
    expect(await billing.caller.refusal(ReadOrder, { id: order.id }, affiliate)).toBe('request.forbidden');
  });

  it('is found by number, campaign, product, status, card and customer, page by page', async () => {
    const customerId = newId();
    const orders: OrderView[] = [];
    for (let at = 0; at < 3; at += 1)
      orders.push(await billing.order(billing.orderInput(shop, { customerId })));
    const wanted = orders.map((order) => order.id).reverse();
    const search = async (input: object) =>
      (await billing.caller.call(SearchOrders, input)).items.map(({ id }) => id);

    expect(
      await search({
        customerId,
        campaignId: [shop.campaignId],
        status: ['complete'],
        productId: [shop.productId],
        cardLast4: '4242',
      }),
    ).toEqual(wanted);
    expect(await search({ customerId, status: ['declined'] })).toEqual([]);
    expect(await search({ orderNumber: orders[0]?.orderNumber })).toEqual([orders[0]?.id]);
    const first = await billing.caller.call(SearchOrders, { customerId, limit: 2 });
    const second = await billing.caller.call(SearchOrders, {
      customerId,
      limit: 2,
      cursor: first.nextCursor,
    });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(wanted);
    expect(second.nextCursor).toBeUndefined();
  });
});
