import {
  ListPaymentMethods,
  newId,
  ReadPurchase,
  UpdatePaymentMethod,
  type DaybookEvent,
  type OrderView,
  type PaymentMethodView,
} from '@daybook/contracts';
import { clock } from '@daybook/messaging';
import { eventually, PluginDouble, testActor } from '@daybook/testing';
import { BillingFixture, type Shop } from '../../testing/billing-fixture';

describe('The card updater and the tax service', () => {
  let plugin: PluginDouble;
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    plugin = await PluginDouble.start();
    billing = await BillingFixture.start({
      PLUGIN_CARD_UPDATER_URL: plugin.url,
      PLUGIN_CARD_UPDATER_SECRET: plugin.secret,
      PLUGIN_TAX_URL: plugin.url,
      PLUGIN_TAX_SECRET: plugin.secret,
    });
    await billing.addReplica();
    shop = await billing.openShop();
  }, 60_000);
  afterAll(async () => {
    await billing.stop();
    await plugin.stop();
  });
  beforeEach(() => {
    plugin.mood = 'answers';
    plugin.answers['/calculate'] = { provider: 'Taxes', tax: { amount: '0.00', currency: 'USD' } };
    plugin.answers['/collect'] = { provider: 'Taxes', collected: true };
  });
  afterEach(() => clock.set(new Date()));

  const admin = testActor();
  const sold = (token: string, pricePointId = shop.monthly): Promise<OrderView> =>
    billing.order(billing.orderInput(shop, { payment: { token } }, pricePointId));
  const cardOf = async ({ customerId }: OrderView): Promise<PaymentMethodView> => {
    const [card] = (await billing.caller.call(ListPaymentMethods, { id: customerId })).items;
    if (card === undefined) throw new Error(`customer ${customerId} has no card`);
    return card;
  };
  const reportedOf = async ({ customerId }: OrderView, prefix: string): Promise<DaybookEvent[]> =>
    (await billing.journal()).filter(
      ({ type, data }) => type.startsWith(prefix) && data.context.customerId === customerId,
    );
  const update = async (order: OrderView, idempotencyKey = newId()): Promise<PaymentMethodView> =>
    billing.caller.call(
      UpdatePaymentMethod,
      { id: order.customerId, paymentMethodId: (await cardOf(order)).id },
      admin,
      { idempotencyKey },
    );
  const successor = (last4: string) => ({
    provider: 'Renewals',
    outcome: 'updated',
    token: `tok_new_${newId().slice(-8)}_${last4}`,
    cardLastFour: last4,
    expMonth: 1,
    expYear: 2039,
    responseCode: 'A1',
  });

  it('find the successor of a card on demand, once for one key', async () => {
    const order = await sold('tok_expired', shop.once);
    plugin.answers['/update'] = successor('1881');
    const key = newId();
    const updated = await update(order, key);
    expect(updated).toMatchObject({ status: 'active', cardLast4: '1881', expMonth: 1, expYear: 2039 });
    expect(await update(order, key)).toEqual(updated);
    expect(await reportedOf(order, 'billing.card.')).toMatchObject([
      {
        type: 'billing.card.updated',
        actortype: 'user',
        data: { attributes: { paymentMethod: '•••• 1881', responseCode: 'A1' } },
      },
    ]);
  });

  it.each([
    ['closed', 'answers', { provider: 'Renewals', outcome: 'closed', responseCode: 'C9' }, 'closed', 'C9'],
    ['unchanged', 'answers', { provider: 'Renewals', outcome: 'unchanged' }, 'active', 'unchanged'],
    ['of no answer', 'fails', {}, 'active', 'error_500'],
  ] as const)('say why there is none: the card is %s', async (_what, mood, answer, status, responseCode) => {
    const order = await sold('tok_0005', shop.once);
    plugin.mood = mood;
    plugin.answers['/update'] = answer;
    expect(await update(order)).toMatchObject({ status, cardLast4: '0005' });
    expect(await reportedOf(order, 'billing.card.')).toMatchObject([
      {
        type: 'billing.card.update_failed',
        data: { attributes: { paymentMethod: '•••• 0005', responseCode } },
      },
    ]);
  });

  it('are asked before a cycle is billed to a card that has expired, and the new card is billed', async () => {
    const order = await sold('tok_expired');
    plugin.answers['/update'] = successor('1882');
    const id = order.items[0]?.purchaseId;
    clock.advance(32 * 86_400_000);
    await eventually('the cycle is billed', async () => {
      const purchase = await billing.caller.call(ReadPurchase, { id });
      return purchase.cycle >= 2;
    });
    expect(await reportedOf(order, 'billing.card.')).toMatchObject([
      {
        type: 'billing.card.updated',
        actortype: 'system',
        data: { attributes: { paymentMethod: '•••• 1882' } },
      },
    ]);
    expect(await reportedOf(order, 'billing.rebill.succeeded')).toHaveLength(1);
    expect(await cardOf(order)).toMatchObject({ status: 'active', cardLast4: '1882' });
  });

  it('book the tax of a sale that was paid, and say where they do not', async () => {
    plugin.answers['/calculate'] = { provider: 'Taxes', tax: { amount: '3.00', currency: 'USD' } };
    const booked = await sold('tok_0005', shop.once);
    await eventually('the tax is booked', () =>
      plugin.questions.some(
        ({ path, body }) => path === '/collect' && (body as { orderId: string }).orderId === booked.id,
      ),
    );
    plugin.answers['/collect'] = { provider: 'Taxes', collected: false, responseCode: 'limit' };
    const failed = await sold('tok_0005', shop.once);
    const events = await eventually('the failure is told', async () => {
      const reported = await reportedOf(failed, 'billing.tax.collection_failed');
      return reported.length > 0 ? reported : undefined;
    });
    expect(events).toMatchObject([
      { data: { attributes: { provider: 'Taxes', responseCode: 'limit', orderId: failed.id } } },
    ]);
    expect(await reportedOf(booked, 'billing.tax.')).toEqual([]);
    const asked = plugin.questions.filter(({ path }) => path === '/collect').map(({ body }) => body);
    expect(asked).toMatchObject([
      { orderId: booked.id, tax: { amount: '3.00', currency: 'USD' } },
      { orderId: failed.id },
    ]);
  });
});
