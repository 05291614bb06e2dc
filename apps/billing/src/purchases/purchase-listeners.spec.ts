import { CancelOrder, CancelPurchase, RestartPurchase, type PurchaseView } from '@daybook/contracts';
import { clock } from '@daybook/messaging';
import type { BillingFixture } from '../testing/billing-fixture';
import { PurchaseFixture, USD } from '../testing/purchase-fixture';
import { onPurchaseChange } from './purchase-listeners';

/** The clock is turned only forward. */
describe('Listeners of purchases', () => {
  let fixture: PurchaseFixture;
  let billing: BillingFixture;
  const heard: { id: string; step: string }[] = [];

  beforeAll(async () => {
    onPurchaseChange((_em, { id, status }, before) => {
      if (before?.status !== status) heard.push({ id, step: `${before?.status ?? 'none'} → ${status}` });
      return Promise.resolve();
    });
    fixture = await PurchaseFixture.open();
    billing = fixture.billing;
  }, 60_000);
  afterAll(async () => {
    clock.set(new Date());
    await fixture.stop();
  });

  const stepsOf = (purchase: PurchaseView): string[] =>
    heard.filter(({ id }) => id === purchase.id).map(({ step }) => step);

  it('hear of a sale, and of what agents do to a purchase and to its order', async () => {
    const purchase = await fixture.billedByUs();
    const { id, orderId } = purchase;
    await billing.caller.call(CancelPurchase, { id, reason: 'Too dear' });
    await billing.caller.call(RestartPurchase, { id });
    await billing.caller.call(CancelOrder, { id: orderId, reason: 'Never mind' });
    expect(stepsOf(purchase)).toEqual([
      'none → active',
      'active → cancelled',
      'cancelled → active',
      'active → cancelled',
    ]);
  });

  it('hear of what an engine tells', async () => {
    const purchase = await fixture.billedByEngine();
    const declined = { cycle: 2, declineKind: 'hard', amount: USD('39.90'), responseCode: '05' };
    await billing.emit(fixture.shop.engineId, 'rebill.failed', {
      purchaseId: purchase.id,
      processor: 'theirs',
      ...declined,
    });
    expect(stepsOf(purchase)).toEqual(['none → active', 'active → recycle_failed']);
  });

  it('hear of what is due by itself, and of the outcome of a rebill', async () => {
    const cancelled = await fixture.billedByUs();
    await billing.caller.call(CancelPurchase, { id: cancelled.id, reason: 'Too dear', when: 'next_date' });
    const declined = await fixture.billedByUs();
    billing.processor.declines.set(declined.orderNumber, 'hard');
    fixture.turnTo(declined.nextBillAt);
    await fixture.until(cancelled, 'rebill.cancelled');
    await fixture.until(declined, 'rebill.failed');
    expect(stepsOf(cancelled)).toEqual(['none → active', 'active → cancelled']);
    expect(stepsOf(declined)).toEqual(['none → active', 'active → recycle_failed']);
  });
});
