import {
  AddPaymentMethod,
  CompleteOrder,
  CreateOrder,
  ForceBill,
  ListPaymentMethods,
  ListTransactionsOfCustomer,
  newId,
  PayOnAccount,
  RerunOrder,
  type OrderView,
  type PaymentMethodView,
  type TransactionView,
} from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import type { BillingFixture } from '../../testing/billing-fixture';
import { PurchaseFixture, USD } from '../../testing/purchase-fixture';

describe('A card that is kept for a customer', () => {
  let fixture: PurchaseFixture;
  let billing: BillingFixture;

  beforeAll(async () => {
    fixture = await PurchaseFixture.open();
    billing = fixture.billing;
  }, 60_000);
  afterAll(() => fixture.stop());

  const keyed = () => ({ idempotencyKey: newId() });
  const inputOf = (customerId: string, payment: object | undefined, changes: object = {}, point?: string) =>
    billing.orderInput(fixture.shop, { customerId, payment, ...changes }, point);
  const keep = (id: string, token: string): Promise<PaymentMethodView> =>
    billing.caller.call(AddPaymentMethod, { id, token });
  const close = (id: string): Promise<unknown> =>
    billing.database.query(`update payment_method set status = 'closed' where id = $1`, [id]);
  const chargesOf = async (id: string): Promise<TransactionView[]> =>
    (await billing.caller.call(ListTransactionsOfCustomer, { id })).items;
  /** A customer who bought once, and the card that was kept with it. */
  const buyer = async (): Promise<{ customerId: string; card: PaymentMethodView; order: OrderView }> => {
    const customerId = newId();
    const order = await billing.order(inputOf(customerId, { token: 'tok_0005' }));
    const [card] = (await billing.caller.call(ListPaymentMethods, { id: customerId })).items;
    if (card === undefined) throw new Error('no card was kept');
    return { customerId, card, order };
  };

  it('pays an order, whose purchases are then billed to it, and is not kept once more', async () => {
    const { customerId, card } = await buyer();
    const other = await keep(customerId, 'tok_0006');
    const order = await billing.order(
      inputOf(customerId, { paymentMethodId: card.id }, {}, fixture.shop.monthly),
    );
    expect(order).toMatchObject({ status: 'complete', payment: { outcome: 'success', cardLast4: '0005' } });
    expect(await fixture.read(order.items[0]?.purchaseId ?? '')).toMatchObject({ paymentMethodId: card.id });
    expect((await billing.caller.call(ListPaymentMethods, { id: customerId })).items).toMatchObject([
      { id: other.id },
      { id: card.id },
    ]);
  });

  it('pays a partial order, and a declined one that is run again; the same one again where nothing is said', async () => {
    const { customerId, card } = await buyer();
    const declining = await keep(customerId, 'tok_soft_decline');
    const partial = await billing.order(inputOf(customerId, undefined, { status: 'partial' }));
    const complete = { id: partial.id, payment: { paymentMethodId: declining.id } };
    const declined = await billing.caller.call(CompleteOrder, complete, testActor(), keyed());
    expect(declined).toMatchObject({ status: 'declined' });
    const again = await billing.caller.call(RerunOrder, { id: partial.id }, testActor(), keyed());
    expect(again).toMatchObject({ status: 'declined' });
    await close(declining.id);
    expect(await billing.caller.refusal(RerunOrder, { id: partial.id }, testActor(), keyed())).toBe(
      'billing.payment_method_unusable',
    );
    const rerun = { id: partial.id, payment: { paymentMethodId: card.id } };
    expect(await billing.caller.call(RerunOrder, rerun, testActor(), keyed())).toMatchObject({
      status: 'complete',
      declineSaved: true,
      payment: { cardLast4: '0005' },
    });
  });

  it('pays a cycle by force, and the purchase goes on with its own', async () => {
    const bought = await fixture.billedByUs();
    const other = await keep(bought.customerId, 'tok_0006');
    const input = { id: bought.id, paymentMethodId: other.id };
    const after = await billing.caller.call(ForceBill, input, testActor(), keyed());
    expect(after).toMatchObject({ cycle: 2, paymentMethodId: bought.paymentMethodId });
    expect(bought.paymentMethodId).not.toBe(other.id);
    const [charge] = await chargesOf(bought.customerId);
    expect(charge).toMatchObject({ cycle: 2, cardLast4: '0006' });
    const theirs = await fixture.billedByEngine();
    const mine = await keep(theirs.customerId, 'tok_0005');
    expect(
      await billing.caller.refusal(
        ForceBill,
        { id: theirs.id, paymentMethodId: mine.id },
        testActor(),
        keyed(),
      ),
    ).toBe('billing.payment_method_unusable');
    expect(await fixture.typesOf(theirs)).toEqual([]);
  });

  it('is refused where it is somebody else’s, closed, expired or no card at all, and nothing is changed', async () => {
    const { customerId, card, order } = await buyer();
    const [stranger, expired] = [await buyer(), await keep(customerId, 'tok_expired')];
    const closed = await keep(customerId, 'tok_0006');
    await close(closed.id);
    const before = [await billing.journal(), await chargesOf(customerId)];
    for (const paymentMethodId of [stranger.card.id, expired.id, closed.id, newId()]) {
      const payment = { paymentMethodId };
      const refused = [
        billing.caller.refusal(CreateOrder, inputOf(customerId, payment), testActor(), keyed()),
        billing.caller.refusal(
          PayOnAccount,
          { id: customerId, amount: USD('5.00'), orderId: order.id, ...payment },
          testActor(),
          keyed(),
        ),
      ];
      expect(await Promise.all(refused)).toEqual(refused.map(() => 'billing.payment_method_unusable'));
    }
    for (const payment of [
      { token: 'tok_0005', paymentMethodId: card.id },
      { outside: { method: 'cheque' }, paymentMethodId: card.id },
      {},
    ]) {
      expect(
        await billing.caller.refusal(CreateOrder, inputOf(customerId, payment), testActor(), keyed()),
      ).toBe('request.malformed');
    }
    expect([await billing.journal(), await chargesOf(customerId)]).toEqual(before);
  });

  it('that has been closed meanwhile does not keep a repeat from its answer', async () => {
    const { customerId, card } = await buyer();
    const [input, key, actor] = [inputOf(customerId, { paymentMethodId: card.id }), newId(), testActor()];
    const order = await billing.order(input, key, actor);
    await close(card.id);
    expect(await billing.order(input, key, actor)).toEqual(order);
  });
});
