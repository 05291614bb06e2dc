import {
  CancelMembership,
  CancelPurchase,
  ChangePurchaseProduct,
  CreateProduct,
  ListMemberships,
  newId,
  RefreshEntitlements,
  RestartMembership,
  RestartPurchase,
  StartMembership,
  type DaybookEvent,
  type MembershipView,
  type OrderView,
  type ProductView,
} from '@daybook/contracts';
import { eventually, PluginDouble, testActor } from '@daybook/testing';
import { BillingFixture, type Shop } from '../testing/billing-fixture';

describe('A membership', () => {
  let plugin: PluginDouble;
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    plugin = await PluginDouble.start();
    billing = await BillingFixture.start({
      PLUGIN_MEMBERSHIP_URL: plugin.url,
      PLUGIN_MEMBERSHIP_SECRET: plugin.secret,
    });
    shop = await billing.openShop();
  }, 60_000);
  afterAll(async () => {
    await billing.stop();
    await plugin.stop();
  });
  beforeEach(() => {
    plugin.mood = 'answers';
    plugin.answers['/memberships'] = { provider: 'Clubs', state: 'active', reference: 'club-7' };
  });

  const sold = (): Promise<OrderView> => billing.order(billing.orderInput(shop, {}, shop.monthly));
  const reportedOf = async ({ customerId }: OrderView, prefix: string): Promise<DaybookEvent[]> =>
    (await billing.journal()).filter(
      ({ type, data }) => type.startsWith(prefix) && data.context.customerId === customerId,
    );

  it('is started, cancelled and restarted at its plugin, once for one key', async () => {
    const order = await sold();
    const { customerId: id } = order;
    const purchaseId = order.items[0]?.purchaseId;
    const asked = [
      StartMembership,
      { id, membershipName: 'Gold', purchaseId },
      testActor(),
      { idempotencyKey: newId() },
    ] as const;
    const started = await billing.caller.call(...asked);
    expect(started).toMatchObject({
      membershipName: 'Gold',
      status: 'active',
      provider: 'Clubs',
      reference: 'club-7',
      orderId: order.id,
      purchaseId,
    });
    expect(await billing.caller.call(...asked)).toEqual(started);
    const change = { id, membershipId: started.id };
    expect(await billing.caller.refusal(StartMembership, { id, membershipName: 'Gold' })).toBe(
      'billing.membership_state',
    );
    expect(await billing.caller.refusal(RestartMembership, change)).toBe('billing.membership_state');
    expect(await billing.caller.call(CancelMembership, change)).toMatchObject({ status: 'cancelled' });
    expect(await billing.caller.call(RestartMembership, change)).toMatchObject({ status: 'active' });
    expect((await billing.caller.call(ListMemberships, { id })).items).toHaveLength(1);
    expect(plugin.questions.map(({ body }) => body)).toEqual(
      ['start', 'cancel', 'restart'].map((action) => ({ customerId: id, membershipName: 'Gold', action })),
    );
    expect(await reportedOf(order, 'billing.membership.')).toMatchObject([
      {
        type: 'billing.membership.started',
        actortype: 'user',
        data: { attributes: { membershipName: 'Gold', orderId: order.id }, about: { purchaseId } },
      },
      { type: 'billing.membership.cancelled' },
      { type: 'billing.membership.restarted' },
    ]);
  });

  it('does not change when its plugin refuses or fails', async () => {
    const order = await sold();
    const start = () =>
      billing.caller.refusal(StartMembership, { id: order.customerId, membershipName: 'Gold' });
    plugin.mood = 'refuses';
    expect(await start()).toBe('billing.membership_refused');
    plugin.mood = 'talks rubbish';
    expect(await start()).toBe('billing.membership_unavailable');
    expect(await reportedOf(order, 'billing.membership.')).toEqual([]);
    expect((await billing.caller.call(ListMemberships, { id: order.customerId })).items).toEqual([]);
    const other = { id: order.customerId, membershipName: 'Gold', purchaseId: newId() };
    expect(await billing.caller.refusal(StartMembership, other)).toBe('billing.not_found');
  });

  it('and entitlements: those of live purchases are refreshed', async () => {
    const order = await sold();
    const { customerId: id } = order;
    const purchaseId = order.items[0]?.purchaseId;
    expect(await billing.caller.call(RefreshEntitlements, { id })).toEqual({ purchaseIds: [purchaseId] });
    expect(await reportedOf(order, 'billing.entitlements.')).toMatchObject([
      { data: { attributes: { orderId: order.id }, about: { purchaseId } } },
    ]);
    expect(await billing.caller.refusal(RefreshEntitlements, { id, purchaseId: newId() })).toBe(
      'billing.not_found',
    );
    await billing.caller.call(CancelPurchase, { id: purchaseId, reason: 'Enough' });
    expect(await billing.caller.refusal(RefreshEntitlements, { id })).toBe('billing.nothing_subscribed');
  });

  describe('that comes with a product', () => {
    let product: ProductView;

    beforeAll(async () => {
      await billing.addReplica();
      product = await billing.caller.call(CreateProduct, {
        name: `Club ${newId()}`,
        sku: newId(),
        shipped: false,
        membershipName: 'Wine club',
        pricePoints: [
          {
            name: 'Monthly',
            unitPrice: { amount: '10.00', currency: 'USD' },
            cycle: { unit: 'month', count: 1 },
          },
        ],
      });
    });
    beforeEach(() => plugin.questions.splice(0));

    const join = (customerId = newId()): Promise<OrderView> =>
      billing.order(
        billing.orderInput(shop, {
          customerId,
          items: [{ productId: product.id, pricePointId: product.pricePoints[0]?.id, quantity: 1 }],
        }),
      );
    const membershipIs = (order: OrderView, status: string): Promise<MembershipView> =>
      eventually(`the membership is ${status}`, async () => {
        const { items } = await billing.caller.call(ListMemberships, { id: order.customerId });
        return items.find((one) => one.status === status);
      });
    const purchaseOf = (order: OrderView): { id: string; reason: string } => ({
      id: order.items[0]?.purchaseId ?? '',
      reason: 'it is asked for',
    });

    it('follows its purchase by itself, and each step is told once', async () => {
      const order = await join();
      const purchase = purchaseOf(order);
      expect(await membershipIs(order, 'active')).toMatchObject({
        membershipName: 'Wine club',
        purchaseId: purchase.id,
        orderId: order.id,
        reference: 'club-7',
      });
      await billing.caller.call(CancelPurchase, purchase);
      await membershipIs(order, 'cancelled');
      await billing.caller.call(RestartPurchase, purchase);
      await membershipIs(order, 'active');
      expect(plugin.questions.map(({ body }) => (body as { action: string }).action)).toEqual([
        'start',
        'cancel',
        'restart',
      ]);
      expect(
        (await reportedOf(order, 'billing.membership.')).map(({ type, actortype }) => [type, actortype]),
      ).toEqual(
        ['started', 'cancelled', 'restarted'].map((fact) => [`billing.membership.${fact}`, 'system']),
      );
    });

    it('goes on as long as another purchase holds it', async () => {
      const first = await join();
      await membershipIs(first, 'active');
      const second = await join(first.customerId);
      await billing.caller.call(CancelPurchase, purchaseOf(first));
      await billing.caller.call(CancelPurchase, purchaseOf(second));
      await membershipIs(first, 'cancelled');
      expect(plugin.questions).toHaveLength(2);
    });

    it('waits for a plugin that does not answer, and is started once it does', async () => {
      plugin.mood = 'fails';
      const order = await join();
      await eventually('the plugin was asked', () => plugin.questions.length > 0);
      expect((await billing.caller.call(ListMemberships, { id: order.customerId })).items).toEqual([]);
      plugin.mood = 'answers';
      await billing.database.query('update membership_task set due_at = now()');
      await membershipIs(order, 'active');
      expect(await reportedOf(order, 'billing.membership.')).toHaveLength(1);
      // However often it was asked, and by whichever replica: for the plugin it is one question.
      const keys = new Set(plugin.questions.map(({ headers }) => headers['idempotency-key']));
      expect(plugin.questions.length).toBeGreaterThan(1);
      expect([...keys]).toEqual([expect.any(String)]);
    });

    it('changes with the product of the purchase', async () => {
      const order = await join();
      await membershipIs(order, 'active');
      await billing.caller.call(ChangePurchaseProduct, {
        ...purchaseOf(order),
        productId: shop.productId,
        pricePointId: shop.monthly,
      });
      await membershipIs(order, 'cancelled');
    });
  });
});
