import {
  AddPaymentMethod,
  ChangePurchase,
  ForceBill,
  ListPaymentMethods,
  ListTransactionsOfCustomer,
  newId,
  RestartPurchase,
  UpdatePaymentMethod,
  type PaymentMethodView,
  type PurchaseView,
} from '@daybook/contracts';
import { clock } from '@daybook/messaging';
import { PluginDouble, testActor } from '@daybook/testing';
import type { BillingFixture } from '../../testing/billing-fixture';
import { PurchaseFixture } from '../../testing/purchase-fixture';

describe('The card that a cycle is charged to', () => {
  let plugin: PluginDouble;
  let fixture: PurchaseFixture;
  let billing: BillingFixture;

  beforeAll(async () => {
    plugin = await PluginDouble.start();
    fixture = await PurchaseFixture.open({
      PLUGIN_CARD_UPDATER_URL: plugin.url,
      PLUGIN_CARD_UPDATER_SECRET: plugin.secret,
    });
    billing = fixture.billing;
  }, 60_000);
  afterAll(async () => {
    await fixture.stop();
    await plugin.stop();
  });
  beforeEach(() => billing.processor.declines.clear());
  afterEach(() => clock.set(new Date()));

  const key = () => ({ idempotencyKey: newId() });
  const boughtWith = (token: string): Promise<PurchaseView> =>
    fixture.billedByUs(fixture.shop.monthly, { payment: { token } });
  const add = ({ customerId }: PurchaseView, token: string): Promise<PaymentMethodView> =>
    billing.caller.call(AddPaymentMethod, { id: customerId, token });
  const force = ({ id }: PurchaseView, changes: object = {}): Promise<PurchaseView> =>
    billing.caller.call(ForceBill, { id, ...changes }, testActor(), key());
  const changeCard = async ({ id }: PurchaseView, changes: object) =>
    [ChangePurchase, { id, ...changes }, testActor(), { ifMatch: (await fixture.read(id)).version }] as const;
  /** What the card updater says of the purchase's card from now on. */
  const asked = async (purchase: PurchaseView, answer: object): Promise<PaymentMethodView> => {
    plugin.answers['/update'] = { provider: 'Renewals', ...answer };
    return billing.caller.call(
      UpdatePaymentMethod,
      { id: purchase.customerId, paymentMethodId: purchase.paymentMethodId },
      testActor(),
      key(),
    );
  };
  const lastCharge = async ({ customerId }: PurchaseView) =>
    (await billing.caller.call(ListTransactionsOfCustomer, { id: customerId })).items[0];

  it.each(['tok_soft_decline', 'tok_hard_decline'])(
    'may be another one that is only tried: %s changes nothing of the purchase',
    async (token) => {
      const bought = await boughtWith('tok_0005');
      const other = await add(bought, token);
      const before = await fixture.read(bought.id);
      expect(await force(bought, { paymentMethodId: other.id })).toMatchObject({
        status: 'active',
        cycle: 1,
        nextBillAt: before.nextBillAt,
      });
      expect((await fixture.typesOf(bought)).at(-1)).toBe('rebill.failed');
      expect(await force(bought)).toMatchObject({ status: 'active', cycle: 2 });
    },
  );

  it('is a new one after the purchase was given up, and it is billed by force', async () => {
    const bought = await boughtWith('tok_0005');
    billing.processor.declines.set(bought.orderNumber, 'hard');
    expect(await force(bought)).toMatchObject({ status: 'recycle_failed' });
    billing.processor.declines.clear();
    const other = await add(bought, 'tok_0006');
    const both = await changeCard(bought, { paymentMethod: other.id, quantity: 2 });
    expect(await billing.caller.refusal(...both)).toBe('billing.purchase_not_live');
    await billing.caller.call(...(await changeCard(bought, { paymentMethod: other.id })));
    expect(await force(bought)).toMatchObject({ status: 'active', cycle: 2, paymentMethodId: other.id });
    expect(await lastCharge(bought)).toMatchObject({ cardLast4: '0006', cycle: 2 });
  });

  it('is a new one on a day of its own when the purchase restarts', async () => {
    const bought = await boughtWith('tok_0005');
    billing.processor.declines.set(bought.orderNumber, 'hard');
    await force(bought);
    const other = await add(bought, 'tok_0006');
    const restart = { id: bought.id, nextBillDate: '2031-05-05', paymentMethodId: other.id };
    const restarted = await billing.caller.call(RestartPurchase, restart);
    expect(restarted).toMatchObject({ status: 'active', paymentMethodId: other.id });
    expect(restarted.nextBillAt?.slice(0, 10)).toBe('2031-05-05');
  });

  it('is none that is closed: the cycle is declined without asking, until the card is added again', async () => {
    const bought = await boughtWith('tok_0005');
    expect(await asked(bought, { outcome: 'closed' })).toMatchObject({ status: 'closed' });
    const before = billing.processor.asked;
    expect(await force(bought)).toMatchObject({ status: 'recycle_failed' });
    expect(billing.processor.asked).toBe(before);
    expect(await lastCharge(bought)).toMatchObject({ outcome: 'hard_decline', responseCode: 'card_closed' });
    expect(await add(bought, 'tok_0005')).toMatchObject({ id: bought.paymentMethodId, status: 'active' });
    expect(await force(bought)).toMatchObject({ status: 'active', cycle: 2 });
  });

  it('is the one that the card updater names before the cycle is billed, also where the customer has that already', async () => {
    const bought = await boughtWith('tok_expired');
    const other = await add(bought, 'tok_0007');
    plugin.answers['/update'] = { provider: 'Renewals', outcome: 'updated', token: 'tok_0007' };
    expect(await force(bought)).toMatchObject({ cycle: 2, paymentMethodId: other.id });
    expect(await lastCharge(bought)).toMatchObject({ cardLast4: '0007', paymentMethodId: other.id });
    const cards = await billing.caller.call(ListPaymentMethods, { id: bought.customerId });
    expect(cards.items.map(({ status }) => status)).toEqual(['active', 'closed']);
  });
});
