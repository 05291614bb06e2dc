import {
  ChangePurchase,
  CreateOrder,
  CreateProduct,
  newId,
  RefundTransaction,
  type ChangePurchaseInput,
} from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import type { BillingFixture } from '../testing/billing-fixture';
import { PurchaseFixture, USD } from '../testing/purchase-fixture';

const key = () => ({ idempotencyKey: newId() });

describe('What nobody can pay or mean', () => {
  let fixture: PurchaseFixture;
  let billing: BillingFixture;

  beforeAll(async () => {
    fixture = await PurchaseFixture.open();
    billing = fixture.billing;
  }, 60_000);
  afterAll(() => fixture.stop());

  it('is an order of more than can be kept: it is refused before anything is written', async () => {
    const { shop } = fixture;
    const dear = await billing.caller.call(CreateProduct, {
      name: `Dear ${newId().slice(-8)}`,
      sku: 'DEAR-1',
      pricePoints: [{ name: 'Once', unitPrice: USD('9999999999999.00') }],
    });
    const line = { productId: dear.id, pricePointId: dear.pricePoints[0]?.id, quantity: 1 };
    const before = await billing.journal();
    for (const items of [[line, line], [{ ...line, quantity: 2 }]]) {
      const input = billing.orderInput(shop, { items });
      expect(await billing.caller.refusal(CreateOrder, input, testActor(), key())).toBe(
        'billing.amount_invalid',
      );
    }
    expect(await billing.journal()).toEqual(before);
  });

  it('is a card that the processor does not know: the caller’s error, and no sale that was declined', async () => {
    const input = billing.orderInput(fixture.shop, { payment: { token: 'tok_unknown' } });
    const before = await billing.journal();
    expect(await billing.caller.refusal(CreateOrder, input, testActor(), key())).toBe(
      'billing.token_unknown',
    );
    expect(await billing.journal()).toEqual(before);
  });

  it('is an amount finer than its currency, or of nothing', async () => {
    const bought = await fixture.billedByUs();
    const order = await billing.order(billing.orderInput(fixture.shop));
    billing.processor.settle();
    const refund = (amount: string, currency = 'USD') =>
      billing.caller.refusal(
        RefundTransaction,
        { id: order.payment?.id, reason: 'Broken', amount: { amount, currency } },
        testActor(),
        key(),
      );
    expect(await refund('5.005')).toBe('billing.amount_invalid');
    expect(await refund('0.5', 'JPY')).toBe('billing.amount_invalid');
    expect(await refund('0.00')).toBe('billing.amount_invalid');
    const change = async (changes: Partial<ChangePurchaseInput>) =>
      [
        ChangePurchase,
        { id: bought.id, ...changes },
        testActor(),
        { ifMatch: (await fixture.read(bought.id)).version },
      ] as const;
    expect(await billing.caller.refusal(...(await change({ unitPrice: USD('5.125') })))).toBe(
      'billing.amount_invalid',
    );
    expect(await billing.caller.refusal(...(await change({ unitPrice: USD('0.00') })))).toBe(
      'billing.amount_invalid',
    );
    const free = await change({ unitPrice: USD('0.00'), reason: 'Free for a year' });
    expect(await billing.caller.call(...free)).toMatchObject({ price: USD('0.00') });
    expect(await billing.caller.refusal(...(await change({ nextBillDate: '2999-01-01' })))).toBe(
      'billing.date_too_far',
    );
  });
});
