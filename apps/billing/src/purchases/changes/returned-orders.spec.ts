import {
  CreateProduct,
  EnterChargeback,
  ForceBill,
  ListMemberships,
  newId,
  ListRefundQueue,
  ReadOrder,
  RecordOutsideRefund,
  RefundOrder,
  RefundTransaction,
  RestartPurchase,
  RetryRefund,
  VoidTransaction,
  type PurchaseView,
} from '@daybook/contracts';
import { eventually, PluginDouble, testActor } from '@daybook/testing';
import type { BillingFixture } from '../../testing/billing-fixture';
import { PurchaseFixture, USD } from '../../testing/purchase-fixture';

const key = () => ({ idempotencyKey: newId() });
const admin = testActor();

describe('The purchases of an order of which all was given back', () => {
  let fixture: PurchaseFixture;
  let billing: BillingFixture;
  let plugin: PluginDouble;

  beforeAll(async () => {
    plugin = await PluginDouble.start();
    plugin.answers['/memberships'] = { provider: 'Clubs', state: 'active', reference: 'club-7' };
    fixture = await PurchaseFixture.open({
      PLUGIN_MEMBERSHIP_URL: plugin.url,
      PLUGIN_MEMBERSHIP_SECRET: plugin.secret,
    });
    billing = fixture.billing;
  }, 60_000);
  afterAll(async () => {
    await fixture.stop();
    await plugin.stop();
  });
  beforeEach(() => (billing.processor.refundsFail = false));

  const orderOf = ({ orderId }: PurchaseView) => billing.caller.call(ReadOrder, { id: orderId });
  const chargeOf = async (purchase: PurchaseView) => (await orderOf(purchase)).payment?.id;
  const refundOrder = ({ orderId }: PurchaseView, changes: object = {}) =>
    billing.caller.call(RefundOrder, { id: orderId, reason: 'Never worked', ...changes }, admin, key());
  /** The ways by which all of an order goes back at once. */
  const ways: [string, (purchase: PurchaseView, changes: object) => Promise<unknown>][] = [
    ['refunded', refundOrder],
    [
      'voided by its charge',
      async (purchase, changes) => {
        const voided = { id: await chargeOf(purchase), reason: 'Ordered twice', ...changes };
        return billing.caller.call(VoidTransaction, voided, admin, key());
      },
    ],
    [
      'refunded by its charge',
      async (purchase, changes) => {
        billing.processor.settle(purchase.orderNumber);
        const refunded = { id: await chargeOf(purchase), reason: 'Broken', ...changes };
        return billing.caller.call(RefundTransaction, refunded, admin, key());
      },
    ],
    [
      'refunded outside',
      async (purchase, changes) => {
        const refunded = { id: await chargeOf(purchase), reason: 'By cheque', ...changes };
        return billing.caller.call(RecordOutsideRefund, refunded, admin, key());
      },
    ],
    [
      'charged back',
      async (purchase, changes) => {
        const disputed = { id: await chargeOf(purchase), reason: 'The bank says so', ...changes };
        return billing.caller.call(EnterChargeback, disputed, admin);
      },
    ],
    [
      'refunded, though the refund waits in the queue',
      async (purchase, changes) => {
        billing.processor.settle(purchase.orderNumber);
        billing.processor.refundsFail = true;
        return refundOrder(purchase, changes);
      },
    ],
  ];

  it.each(ways)('are cancelled when it is %s', async (_title, giveBack) => {
    const bought = await fixture.billedByUs();
    await giveBack(bought, {});
    expect(await fixture.read(bought.id)).toMatchObject({ status: 'cancelled', keptAfterRefund: false });
    expect((await fixture.typesOf(bought)).filter((type) => type === 'rebill.cancelled')).toHaveLength(1);
  });

  it.each(ways)('go on when it is %s and they are to be kept, and say so', async (_title, giveBack) => {
    const bought = await fixture.billedByUs();
    await giveBack(bought, { purchases: 'keep' });
    const kept = await fixture.read(bought.id);
    expect(kept).toMatchObject({ status: 'active', keptAfterRefund: true });
    expect(kept.nextBillAt).toBe(bought.nextBillAt);
    expect((await fixture.typesOf(bought)).filter((type) => type === 'purchase.kept')).toHaveLength(1);
  });

  it('are decided on once: a try of the refund that waits neither stops what was kept nor what was started again', async () => {
    const waiting = ways.at(-1)?.[1];
    const [kept, restarted] = [await fixture.billedByUs(), await fixture.billedByUs()];
    await waiting?.(kept, { purchases: 'keep' });
    await waiting?.(restarted, {});
    await billing.caller.call(RestartPurchase, { id: restarted.id }, admin);
    const { items } = await billing.caller.call(ListRefundQueue, { limit: 200 });
    const tryAgain = async ({ orderId }: PurchaseView) => {
      const entry = items.find((one) => one.orderId === orderId);
      return (await billing.caller.call(RetryRefund, { id: entry?.id }, admin, key())).status;
    };
    for (const status of ['waiting', 'succeeded']) {
      for (const bought of [kept, restarted]) {
        expect(await tryAgain(bought)).toBe(status);
        expect(await fixture.read(bought.id)).toMatchObject({ status: 'active' });
      }
      billing.processor.refundsFail = false;
    }
    expect(await orderOf(kept)).toMatchObject({ status: 'refunded' });
  });

  it('are not asked about while a part of it is left', async () => {
    const bought = await fixture.billedByUs();
    billing.processor.settle(bought.orderNumber);
    await refundOrder(bought, { amount: USD('39.89') });
    expect(await fixture.read(bought.id)).toMatchObject({ status: 'active' });
    await refundOrder(bought);
    expect(await fixture.read(bought.id)).toMatchObject({ status: 'cancelled' });
  });

  it('make it an order that is paid again when one that was kept is billed', async () => {
    const bought = await fixture.billedByUs();
    await refundOrder(bought, { purchases: 'keep' });
    expect(await orderOf(bought)).toMatchObject({ status: 'voided' });
    await billing.caller.call(ForceBill, { id: bought.id }, admin, key());
    expect(await orderOf(bought)).toMatchObject({ status: 'complete' });
  });

  it('are cancelled at their engine too, also when the engine tells of the chargeback', async () => {
    const bought = await fixture.billedByEngine();
    const chargeback = { transactionId: await chargeOf(bought), reasonCode: '10.4' };
    expect(await billing.emit(fixture.shop.engineId, 'chargeback.created', chargeback)).toMatchObject({
      outcome: 'accepted',
    });
    expect(await fixture.read(bought.id)).toMatchObject({ status: 'cancelled' });
    expect((await fixture.instructionsOf(bought)).map(({ type }) => type)).toEqual(['purchase.cancelled']);
  });

  it('take their memberships along', async () => {
    const product = await billing.caller.call(CreateProduct, {
      name: `Club ${newId().slice(-8)}`,
      sku: 'CLUB-1',
      membershipName: 'Gold',
      pricePoints: [{ name: 'Monthly', unitPrice: USD('9.00'), cycle: { unit: 'month', count: 1 } }],
    });
    const items = [{ productId: product.id, pricePointId: product.pricePoints[0]?.id, quantity: 1 }];
    const bought = await fixture.billedByUs(fixture.shop.monthly, { items });
    const membership = async () =>
      (await billing.caller.call(ListMemberships, { id: bought.customerId })).items[0]?.status;
    await eventually('the membership starts', async () => (await membership()) === 'active');
    await refundOrder(bought);
    await eventually('the membership ends', async () => (await membership()) === 'cancelled');
  });
});
