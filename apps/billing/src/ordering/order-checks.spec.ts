import { CompleteOrder, CreateCampaign, newId, ReadOrder, type OrderView } from '@daybook/contracts';
import { PluginDouble, testActor, type PluginMood } from '@daybook/testing';
import { address, BillingFixture, type Shop } from '../testing/billing-fixture';

const money = (amount: string, currency = 'USD') => ({ amount, currency });

describe('An order that plugins are asked about', () => {
  let plugins: PluginDouble;
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    plugins = await PluginDouble.start();
    billing = await BillingFixture.start({
      PLUGIN_TAX_URL: plugins.url,
      PLUGIN_TAX_SECRET: plugins.secret,
      PLUGIN_FRAUD_URL: plugins.url,
      PLUGIN_FRAUD_SECRET: plugins.secret,
      PLUGIN_ADDRESS_CHECK_URL: plugins.url,
      PLUGIN_ADDRESS_CHECK_SECRET: plugins.secret,
      PLUGIN_TIMEOUT_MS: '3000',
    });
    shop = await billing.openShop();
  }, 60_000);
  afterAll(async () => {
    await billing.stop();
    await plugins.stop();
  });
  beforeEach(() => {
    plugins.mood = 'answers';
    plugins.questions.length = 0;
    plugins.answers['/calculate'] = { provider: 'Taxes', tax: money('3.29') };
    plugins.answers['/score'] = { provider: 'Shield', verdict: 'accept', score: 9 };
  });
  /** What was asked before a payment; the tax of an order before may be collected at any time. */
  const asked = () => plugins.questions.filter(({ path }) => path !== '/collect');
  const factsOf = async ({ id }: OrderView): Promise<[string, unknown][]> =>
    (await billing.eventsOf(id)).map(({ type, data }) => [type, data.attributes]);

  it('is paid with the tax, to the cent, and the fraud result is told by the system', async () => {
    const order = await billing.order(billing.orderInput(shop));
    expect(order).toMatchObject({ status: 'complete', total: money('43.19'), tax: money('3.29') });
    expect(billing.processor.effectsOf(order.orderNumber)).toMatchObject([{ amount: '43.19' }]);
    const events = await billing.eventsOf(order.id);
    expect(events.slice(0, 2)).toMatchObject([
      {
        type: 'billing.fraud.scored',
        actortype: 'system',
        data: { attributes: { provider: 'Shield', verdict: 'accept', score: 9, orderId: order.id } },
      },
      { type: 'billing.order.completed', data: { attributes: { amount: money('43.19') } } },
    ]);
    expect(events[0]?.correlationid).toBe(events[1]?.correlationid);
    expect(plugins.questions.find(({ path }) => path === '/calculate')?.body).toEqual({
      customerId: order.customerId,
      address,
      lines: [{ sku: 'VIT-1', quantity: 2, price: money('39.90') }],
      amount: money('39.90'),
    });
    expect(plugins.questions.find(({ path }) => path === '/score')?.body).toMatchObject({
      campaignId: shop.campaignId,
      buyer: { name: 'Ada Lovelace', email: 'ada@example.com' },
    });
    expect(await billing.caller.call(ReadOrder, { id: order.id })).toMatchObject({ tax: money('3.29') });
  });

  it.each<[PluginMood, string]>([
    ['keeps silent', 'timed_out'],
    ['fails', 'error_500'],
    ['talks rubbish', 'unreadable'],
    ['signs wrongly', 'signature_invalid'],
    ['refuses', 'closed_today'],
  ])('is paid without tax, and the failure told, when its plugin %s', async (mood, responseCode) => {
    plugins.mood = mood;
    const order = await billing.order(billing.orderInput(shop));
    expect(order).toMatchObject({ status: 'complete', total: money('39.90') });
    expect(order.tax).toBeUndefined();
    expect(await factsOf(order)).toMatchObject([
      ['billing.tax.calculation_failed', { provider: 'tax', responseCode, orderId: order.id }],
      ['billing.order.completed', { amount: money('39.90') }],
    ]);
  });

  it.each([
    ['more than the order itself', money('39.91'), 'exceeds_amount'],
    ['in another currency', money('3.29', 'EUR'), 'currency_mismatch'],
    ['of fractions of a cent', money('3.295'), 'too_many_digits'],
    ['negative', money('-3.29'), 'unreadable'],
  ])('is never charged a tax that is %s', async (_, tax, responseCode) => {
    plugins.answers['/calculate'] = { provider: 'Taxes', tax };
    const order = await billing.order(billing.orderInput(shop));
    expect(order.total).toEqual(money('39.90'));
    expect(await factsOf(order)).toContainEqual([
      'billing.tax.calculation_failed',
      expect.objectContaining({ responseCode }),
    ]);
  });

  it('is the same order with the same tax when its request is repeated', async () => {
    const [input, key, actor] = [billing.orderInput(shop), newId(), testActor()];
    const first = await billing.order(input, key, actor);
    plugins.mood = 'fails';
    expect(await billing.order(input, key, actor)).toEqual(first);
    // The tax is collected by itself afterwards, and may fail meanwhile.
    const types = await billing.typesOf(first.id);
    expect(types.slice(0, 2)).toEqual(['billing.fraud.scored', 'billing.order.completed']);
    expect(new Set(asked().map(({ headers }) => headers['idempotency-key'])).size).toBe(2);
  });

  it('is taxed when it is completed, not while it is partial', async () => {
    const partial = await billing.order(
      billing.orderInput(shop, { status: 'partial', payment: undefined, shippingAddress: undefined }),
    );
    expect(asked()).toEqual([]);
    expect(partial.total).toEqual(money('39.90'));
    const order = await billing.caller.call(
      CompleteOrder,
      { id: partial.id, payment: { token: 'tok_success' }, shippingAddress: address },
      testActor(),
      { idempotencyKey: newId() },
    );
    expect(order).toMatchObject({ status: 'complete', total: money('43.19'), tax: money('3.29') });
    expect(asked()).toHaveLength(2);
    expect(billing.processor.effectsOf(order.orderNumber)).toMatchObject([{ amount: '43.19' }]);
  });

  it.each(['review', 'reject'])('waits for quality assurance when the verdict is %s', async (verdict) => {
    plugins.answers['/score'] = { provider: 'Shield', verdict };
    const order = await billing.order(billing.orderInput(shop));
    expect(order).toMatchObject({
      status: 'pending',
      qaCause: 'fraud_result',
      payment: { outcome: 'success' },
    });
    expect((await factsOf(order)).slice(0, 2)).toMatchObject([
      ['billing.fraud.scored', { verdict }],
      ['billing.qa.pending', { cause: 'fraud_result', customFieldsSet: { source: 'radio' } }],
    ]);
  });

  describe('and whose campaign checks addresses', () => {
    let campaignId: string;
    beforeAll(async () => {
      const campaign = await billing.caller.call(CreateCampaign, {
        name: `Checked ${newId()}`,
        categoryId: shop.categoryId,
        baseCurrency: 'USD',
        countries: [],
        captureAt: 'sale',
        addressCheck: true,
      });
      campaignId = campaign.id;
    });
    const placed = () => billing.order(billing.orderInput(shop, { campaignId }));

    it('goes on when mail reaches it', async () => {
      plugins.answers['/check'] = { provider: 'Streets', verified: true };
      const order = await placed();
      expect(order.status).toBe('complete');
      expect(await factsOf(order)).toContainEqual([
        'billing.address.verified',
        { provider: 'Streets', address: 'shipping' },
      ]);
      expect(plugins.questions.find(({ path }) => path === '/check')?.body).toEqual({ address });
    });

    it('waits for quality assurance when it does not', async () => {
      plugins.answers['/check'] = { provider: 'Streets', verified: false, reasonCode: 'no_such_street' };
      const order = await placed();
      expect(order).toMatchObject({ status: 'pending', qaCause: 'address_check' });
      expect(await factsOf(order)).toContainEqual([
        'billing.address.verify_failed',
        { provider: 'Streets', address: 'shipping', reasonCode: 'no_such_street' },
      ]);
    });

    it('goes on when nobody can tell, and says so', async () => {
      plugins.mood = 'fails';
      const order = await placed();
      expect(order.status).toBe('complete');
      expect(await factsOf(order)).toContainEqual([
        'billing.address.verify_failed',
        { provider: 'address-check', address: 'shipping', reasonCode: 'error_500' },
      ]);
    });
  });

  it('is refused for its own reason, and nobody is asked about it', async () => {
    const input = billing.orderInput(shop, { shippingAddress: { ...address, country: 'CA' } });
    await expect(billing.order(input)).rejects.toMatchObject({ code: 'billing.country_not_served' });
    expect(asked()).toEqual([]);
  });
});
