import { CancelPurchase, ForceBill, newId, type Actor, type PurchaseView } from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import type { BillingFixture } from '../../testing/billing-fixture';
import { PurchaseFixture, USD } from '../../testing/purchase-fixture';

describe('A purchase that is cancelled with a refund', () => {
  let fixture: PurchaseFixture;
  let billing: BillingFixture;

  beforeAll(async () => {
    fixture = await PurchaseFixture.open();
    billing = fixture.billing;
  }, 60_000);
  afterAll(() => fixture.stop());

  const input = ({ id }: PurchaseView, changes: object = {}) => ({
    id,
    reason: 'Never used it',
    refund: true,
    ...changes,
  });
  const cancel = (
    purchase: PurchaseView,
    key: string = newId(),
    actor = testActor(),
  ): Promise<PurchaseView> =>
    billing.caller.call(CancelPurchase, input(purchase), actor, { idempotencyKey: key });
  const refusal = (
    purchase: PurchaseView,
    actor: Actor = testActor(),
    changes: object = {},
  ): Promise<string> =>
    billing.caller.refusal(CancelPurchase, input(purchase, changes), actor, { idempotencyKey: newId() });
  const force = ({ id }: PurchaseView): Promise<PurchaseView> =>
    billing.caller.call(ForceBill, { id }, testActor(), { idempotencyKey: newId() });
  /** What the processor gave back of late. */
  const reversals = (from: number): string[] =>
    billing.processor.effects
      .slice(from)
      .filter(({ type }) => type !== 'charge')
      .map(({ type, amount }) => `${type} ${amount}`);

  it('has its last charge voided while that has not settled, once, however often it is asked', async () => {
    const bought = await force(await fixture.billedByUs());
    const from = billing.processor.effects.length;
    const [key, actor] = [newId(), testActor()];
    const first = await cancel(bought, key, actor);
    expect(first).toMatchObject({ status: 'cancelled', cancelReason: 'Never used it' });
    expect(await cancel(bought, key, actor)).toEqual(first);
    await fixture.until(bought, 'transaction.voided');
    expect(reversals(from)).toEqual(['void 39.90']);
    const reported = (await fixture.reported(bought)).at(-1);
    expect(reported?.data).toMatchObject({
      attributes: { amount: USD('39.90') },
      about: { purchaseId: bought.id },
    });
  });

  it('has it refunded once it has settled', async () => {
    const bought = await fixture.billedByUs();
    billing.processor.settle();
    const from = billing.processor.effects.length;
    await cancel(bought);
    await fixture.until(bought, 'refund.succeeded');
    expect(reversals(from)).toEqual(['refund 39.90']);
  });

  it('gets back only its own part of an order that was paid together, and only when that has settled', async () => {
    const { productId, monthly, once } = fixture.shop;
    const items = [
      { productId, pricePointId: monthly, quantity: 1 },
      { productId, pricePointId: once, quantity: 1 },
    ];
    const bought = await fixture.billedByUs(monthly, { items });
    expect(await refusal(bought)).toBe('billing.not_settled');
    expect((await fixture.read(bought.id)).status).toBe('active');
    billing.processor.settle();
    const from = billing.processor.effects.length;
    await cancel(bought);
    await fixture.until(bought, 'refund.succeeded');
    expect(reversals(from)).toEqual(['refund 39.90']);
  });

  it('stays as it is where the money may not go back', async () => {
    const bought = await fixture.billedByUs();
    expect(await refusal(bought, testActor({ refundLimit: USD('10.00') }))).toBe(
      'billing.refund_limit_exceeded',
    );
    const key = {
      type: 'api',
      accessLevel: 'api_user',
      scopes: ['purchases.change', 'orders.view'],
    } as const;
    expect(await refusal(bought, testActor({ ...key, scopes: [...key.scopes] }))).toBe('request.forbidden');
    expect(await refusal(bought, testActor(), { when: 'next_date' })).toBe('request.malformed');
    expect(await billing.caller.refusal(CancelPurchase, input(bought))).toBe('request.idempotency_required');
    expect(await fixture.read(bought.id)).toEqual(bought);
    expect(await fixture.typesOf(bought)).toEqual([]);
  });

  it('is refused where an engine took the money', async () => {
    const bought = await fixture.billedByEngine();
    await billing.emit(fixture.shop.engineId, 'rebill.succeeded', {
      purchaseId: bought.id,
      cycle: 2,
      amount: USD('39.90'),
      processor: 'dibs',
      responseCode: '00',
    });
    expect(await refusal(bought)).toBe('billing.not_chargeable_back');
  });
});
