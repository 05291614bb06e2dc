import {
  AddPaymentMethod,
  ChangePurchase,
  ChangePurchaseProduct,
  ForceBill,
  ListTransactionsOfCustomer,
  newId,
  type PurchaseView,
} from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import type { BillingFixture } from '../../testing/billing-fixture';
import { PurchaseFixture, USD } from '../../testing/purchase-fixture';

describe('A purchase is changed', () => {
  let fixture: PurchaseFixture;
  let billing: BillingFixture;

  beforeAll(async () => {
    fixture = await PurchaseFixture.open();
    billing = fixture.billing;
  }, 60_000);
  afterAll(() => fixture.stop());

  const change = (purchase: PurchaseView, input: object, ifMatch = purchase.version): Promise<PurchaseView> =>
    billing.caller.call(ChangePurchase, { id: purchase.id, ...input }, testActor(), { ifMatch });

  it('in quantity, unit price and billing date: an activity each, and one word to its engine', async () => {
    const before = await fixture.billedByEngine();
    const after = await change(before, {
      quantity: 3,
      unitPrice: USD('30.00'),
      nextBillDate: '2031-03-31',
    });
    expect(after).toMatchObject({ quantity: 3, unitPrice: USD('30.00'), price: USD('90.00') });
    expect(after.nextBillAt).toMatch(/^2031-03-31T/);
    const facts = await fixture.reported(before);
    expect(facts.map(({ type, data }) => [type, data.attributes])).toEqual([
      [
        'billing.purchase.price_changed',
        {
          productName: before.productName,
          orderId: before.orderId,
          unitPriceFrom: USD('39.90'),
          unitPriceTo: USD('30.00'),
        },
      ],
      [
        'billing.purchase.quantity_changed',
        {
          productName: before.productName,
          orderId: before.orderId,
          quantityFrom: 1,
          quantityTo: 3,
          price: USD('90.00'),
        },
      ],
      [
        'billing.purchase.billing_date_changed',
        { billDayFrom: before.nextBillAt?.slice(0, 10), billDayTo: '2031-03-31' },
      ],
    ]);
    const instructions = await fixture.instructionsOf(before);
    expect(instructions).toHaveLength(1);
    expect(instructions[0]).toMatchObject({
      type: 'purchase.changed',
      data: {
        changed: ['unit_price', 'quantity', 'billing_date'],
        quantity: 3,
        price: USD('90.00'),
        nextBillAt: after.nextBillAt,
      },
    });
  });

  it('to what it is already: nothing is told', async () => {
    const before = await fixture.billedByEngine();
    const after = await change(before, {
      quantity: 1,
      unitPrice: USD('39.9'),
      nextBillDate: before.nextBillAt?.slice(0, 10),
      pricePoint: before.pricePointId,
    });
    expect(after.price).toEqual(before.price);
    expect(await fixture.typesOf(before)).toEqual([]);
    expect(await fixture.instructionsOf(before)).toEqual([]);
  });

  it('to another option of its product, and to a price point of the same price at another interval', async () => {
    const { id } = await fixture.billedByEngine();
    await billing.caller.call(ChangePurchaseProduct, { id, ...fixture.choice(0) });
    const changed = await change(await fixture.read(id), {
      productOption: fixture.other.options[1]?.id,
      pricePoint: fixture.other.pricePoints[2]?.id,
    });
    expect(changed).toMatchObject({ optionName: 'Large', terms: { count: 3 } });
    const facts = (await fixture.reported(changed)).slice(1);
    expect(facts.map(({ type, data }) => [type, data.attributes])).toEqual([
      [
        'billing.purchase.product_option_changed',
        { productName: fixture.other.name, orderId: changed.orderId, optionFrom: 'Small', optionTo: 'Large' },
      ],
      [
        'billing.purchase.updated',
        { productName: fixture.other.name, orderId: changed.orderId, fieldNames: ['pricePoint'] },
      ],
    ]);
  });

  it.each([
    ['an unknown option', () => ({ productOption: newId() }), 'billing.unknown_reference'],
    ['an unknown price point', () => ({ pricePoint: newId() }), 'billing.unknown_reference'],
    ['a price point that is sold once', () => ({ pricePoint: fixture.shop.once }), 'billing.not_recurring'],
    [
      'another currency',
      () => ({ unitPrice: { amount: '1.00', currency: 'EUR' } }),
      'billing.currency_mismatch',
    ],
    ['a day that is past', () => ({ quantity: 5, nextBillDate: '2020-01-01' }), 'billing.date_in_past'],
  ])('but not to %s, and then nothing of it is changed', async (_what, input, code) => {
    const before = await fixture.billedByEngine();
    const refusal = billing.caller.refusal(ChangePurchase, { id: before.id, ...input() }, testActor(), {
      ifMatch: before.version,
    });
    expect(await refusal).toBe(code);
    expect(await fixture.read(before.id)).toEqual(before);
    expect(await fixture.typesOf(before)).toEqual([]);
  });

  it.each([
    ['a day that no month has', { nextBillDate: '2031-02-30' }],
    ['no units at all', { quantity: 0 }],
    ['a moment instead of a day', { nextBillDate: '2031-02-01T00:00:00Z' }],
  ])('but not by %s', async (_what, input) => {
    const { id, version } = await fixture.billedByEngine();
    expect(
      await billing.caller.refusal(ChangePurchase, { id, ...input }, testActor(), { ifMatch: version }),
    ).toBe('request.malformed');
  });

  it('only by who has seen it as it is', async () => {
    const before = await fixture.billedByEngine();
    await change(before, { quantity: 2 });
    expect(
      await billing.caller.refusal(ChangePurchase, { id: before.id, quantity: 4 }, testActor(), {
        ifMatch: before.version,
      }),
    ).toBe('request.stale');
  });

  it('to another payment method, by which it is charged from then on', async () => {
    const bought = await fixture.billedByUs();
    const method = await billing.caller.call(AddPaymentMethod, {
      id: bought.customerId,
      token: 'tok_card_1881',
    });
    const changed = await change(bought, { paymentMethod: method.id });
    expect(changed.paymentMethodId).toBe(method.id);
    expect((await fixture.reported(bought)).at(-1)?.data.attributes).toEqual({
      from: '•••• 4242',
      to: '•••• 1881',
      productName: bought.productName,
    });
    await billing.caller.call(ForceBill, { id: bought.id }, testActor(), { idempotencyKey: newId() });
    const { items } = await billing.caller.call(ListTransactionsOfCustomer, { id: bought.customerId });
    expect(items[0]).toMatchObject({ cycle: 2, cardLast4: '1881' });
    const stranger = await fixture.billedByUs();
    expect(
      await billing.caller.refusal(
        ChangePurchase,
        { id: stranger.id, paymentMethod: method.id },
        testActor(),
        { ifMatch: stranger.version },
      ),
    ).toBe('billing.unknown_reference');
  });

  it('to another product now', async () => {
    const before = await fixture.billedByEngine();
    const after = await billing.caller.call(ChangePurchaseProduct, {
      id: before.id,
      ...fixture.choice(1),
      quantity: 2,
    });
    expect(after).toMatchObject({ productId: fixture.other.id, optionName: 'Small', price: USD('198.00') });
    expect(after.nextBillAt).toBe(before.nextBillAt);
    const [fact] = await fixture.reported(before);
    expect(fact?.data).toMatchObject({
      attributes: { productNameFrom: before.productName, productNameTo: fixture.other.name },
      context: { productIds: [fixture.other.id] },
    });
    expect(await fixture.instructionsOf(before)).toMatchObject([
      { data: { productId: fixture.other.id, quantity: 2 } },
    ]);
  });
});
