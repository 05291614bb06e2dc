import {
  AddPaymentMethod,
  CancelPurchase,
  ChangePurchase,
  CompleteOrder,
  CreateOrder,
  ForceBill,
  JudgeOrder,
  ListPaymentMethods,
  ListTransactionsOfCustomer,
  newId,
  PayOnAccount,
  RefundOrder,
  RemovePaymentMethod,
  RerunOrder,
  RestartPurchase,
  type DomainError,
  type PaymentMethodView,
  type PurchaseView,
} from '@daybook/contracts';
import { clock } from '@daybook/messaging';
import { testActor } from '@daybook/testing';
import type { BillingFixture } from '../../testing/billing-fixture';
import { PurchaseFixture, USD } from '../../testing/purchase-fixture';

describe('A card that is removed from its customer', () => {
  let fixture: PurchaseFixture;
  let billing: BillingFixture;

  beforeAll(async () => {
    fixture = await PurchaseFixture.open();
    billing = fixture.billing;
  }, 60_000);
  afterAll(() => fixture.stop());
  beforeEach(() => {
    billing.processor.declines.clear();
    billing.processor.mood = 'answers';
  });
  afterEach(() => clock.set(new Date()));

  const key = () => ({ idempotencyKey: newId() });
  const cardsOf = async (id: string): Promise<PaymentMethodView[]> =>
    (await billing.caller.call(ListPaymentMethods, { id })).items;
  const cardOf = async (customerId: string): Promise<string> => (await cardsOf(customerId))[0]?.id ?? '';
  const remove = (id: string, paymentMethodId: string, actor = testActor()): Promise<PaymentMethodView> =>
    billing.caller.call(RemovePaymentMethod, { id, paymentMethodId }, actor, key());
  const refusalOf = (id: string, paymentMethodId: string, actor = testActor()): Promise<string> =>
    remove(id, paymentMethodId, actor).then(
      () => 'removed',
      ({ code, facts }: DomainError) =>
        [code, ...(facts.errors ?? []).map(({ message }) => message)].join(': '),
    );
  const cancel = ({ id }: PurchaseView) =>
    billing.caller.call(CancelPurchase, { id, reason: 'Moves away' }, testActor(), key());
  const saysRemoved = 'billing.payment_method_unusable';

  it('is in no list any more, told of once, and there again when it is added again', async () => {
    const id = newId();
    await billing.order(billing.orderInput(fixture.shop, { customerId: id, payment: { token: 'tok_0005' } }));
    const card = await cardOf(id);
    expect(await remove(id, card)).toMatchObject({ id: card, status: 'removed', cardLast4: '0005' });
    expect(await cardsOf(id)).toEqual([]);
    expect(await refusalOf(id, card)).toBe('billing.not_found');
    const events = (await billing.journal()).filter(
      ({ type, data }) => type.startsWith('billing.payment_method') && data.context.customerId === id,
    );
    expect(events).toMatchObject([
      { type: 'billing.payment_method.added' },
      {
        type: 'billing.payment_method.removed',
        actortype: 'user',
        data: { attributes: { paymentMethod: '•••• 0005' } },
      },
    ]);
    const again = await billing.caller.call(AddPaymentMethod, { id, token: 'tok_0005' });
    expect(again).toMatchObject({ id: card, status: 'active' });
    expect(await cardsOf(id)).toHaveLength(1);
  });

  it('stays while a purchase is billed to it, which is named; to who may see it', async () => {
    const bought = await fixture.billedByUs();
    const { customerId: id, productName, orderNumber } = bought;
    const card = await cardOf(id);
    expect(await refusalOf(id, card)).toBe(
      `billing.payment_method_in_use: is still charged for ${productName} of order ${orderNumber} (purchase ${bought.id})`,
    );
    const elsewhere = testActor({ campaignIds: [newId()] });
    expect(await refusalOf(id, card, elsewhere)).toBe('billing.not_found');
    const other = await billing.caller.call(AddPaymentMethod, { id, token: 'tok_0006' });
    expect(await refusalOf(newId(), other.id)).toBe('billing.not_found');
    await remove(id, other.id);
    const change = { id: bought.id, paymentMethod: other.id };
    const ifMatch = (await fixture.read(bought.id)).version;
    expect(await billing.caller.refusal(ChangePurchase, change, testActor(), { ifMatch })).toBe(
      'billing.unknown_reference',
    );
    await cancel(bought);
    expect(await remove(id, card)).toMatchObject({ status: 'removed' });
  });

  it('is charged with nothing: no order, no additional payment, no cycle, no order that is run again', async () => {
    const bought = await fixture.billedByUs();
    const { customerId: id } = bought;
    const declined = await billing.order(
      billing.orderInput(fixture.shop, { customerId: id, payment: { token: 'tok_hard_decline' } }),
    );
    const card = await cardOf(id);
    await billing.caller.call(AddPaymentMethod, { id, token: 'tok_hard_decline' });
    const refusedCard = await cardOf(id);
    await cancel(bought);
    await remove(id, card);
    await remove(id, refusedCard);
    const before = billing.processor.asked;
    const refused = (...[operation, input]: [object, object]) =>
      billing.caller.refusal(operation as typeof CreateOrder, input, testActor(), key());
    const payment = { paymentMethodId: card };
    expect(await refused(CreateOrder, billing.orderInput(fixture.shop, { customerId: id, payment }))).toBe(
      saysRemoved,
    );
    expect(await refused(PayOnAccount, { id, amount: USD('1.00'), paymentMethodId: card })).toBe(saysRemoved);
    expect(await refused(RestartPurchase, { id: bought.id })).toBe(saysRemoved);
    expect(await refused(RestartPurchase, { id: bought.id, paymentMethodId: card })).toBe(saysRemoved);
    expect(await refused(RerunOrder, { id: declined.id })).toBe(saysRemoved);
    expect(billing.processor.asked).toBe(before);
    const other = await billing.caller.call(AddPaymentMethod, { id, token: 'tok_0006' });
    const restart = { id: bought.id, paymentMethodId: other.id };
    expect(await billing.caller.call(RestartPurchase, restart, testActor(), key())).toMatchObject({
      status: 'active',
    });
    const charged = (await billing.caller.call(ListTransactionsOfCustomer, { id })).items;
    expect(charged.filter(({ outcome }) => outcome === 'success')).toHaveLength(1);
  });

  it('is asked for another one by force where a purchase was given up', async () => {
    const bought = await fixture.billedByUs();
    billing.processor.declines.set(bought.orderNumber, 'hard');
    expect(await billing.caller.call(ForceBill, { id: bought.id }, testActor(), key())).toMatchObject({
      status: 'recycle_failed',
    });
    await remove(bought.customerId, await cardOf(bought.customerId));
    billing.processor.declines.clear();
    expect(await billing.caller.refusal(ForceBill, { id: bought.id }, testActor(), key())).toBe(saysRemoved);
  });

  it('stays while what it paid waits for quality assurance or for its capture', async () => {
    const id = newId();
    const campaignId = await fixture.campaignWith({ captureAt: 'shipment' });
    const authorised = await billing.order(
      billing.orderInput(fixture.shop, { campaignId, customerId: id, payment: { token: 'tok_0005' } }),
    );
    const card = await cardOf(id);
    expect(await refusalOf(id, card)).toBe(
      `billing.payment_method_in_use: is still charged for order ${authorised.orderNumber} (its capture is to come)`,
    );
    await billing.caller.call(RefundOrder, { id: authorised.id, reason: 'Changed mind' }, testActor(), key());
    const checked = await fixture.campaignWith({ qaRate: 100 });
    const pending = await billing.order(
      billing.orderInput(fixture.shop, {
        campaignId: checked,
        customerId: id,
        payment: { token: 'tok_0005' },
      }),
    );
    expect(pending.status).toBe('pending');
    expect(await refusalOf(id, card)).toBe(
      `billing.payment_method_in_use: is still charged for order ${pending.orderNumber} (it waits for quality assurance)`,
    );
    await billing.caller.call(JudgeOrder, { id: pending.id, decision: 'approve' }, testActor(), key());
    expect(await remove(id, card)).toMatchObject({ status: 'removed' });
  });

  it('gives back what was charged to it, and is charged where the customer gives it anew', async () => {
    const id = newId();
    const order = await billing.order(
      billing.orderInput(fixture.shop, { customerId: id, payment: { token: 'tok_0005' } }),
    );
    const partial = await billing.order(
      billing.orderInput(fixture.shop, { customerId: id, status: 'partial', payment: undefined }),
    );
    await remove(id, await cardOf(id));
    expect(
      await billing.caller.call(RefundOrder, { id: order.id, reason: 'Changed mind' }, testActor(), key()),
    ).toMatchObject({
      reversals: [{ outcome: 'success' }],
    });
    const payment = { token: 'tok_0005' };
    expect(
      await billing.caller.call(CompleteOrder, { id: partial.id, payment }, testActor(), key()),
    ).toMatchObject({ status: 'complete' });
    expect(await cardsOf(id)).toMatchObject([{ status: 'active', cardLast4: '0005' }]);
  });
});
