import { CancelPurchase } from '@daybook/contracts';
import type { BillingFixture } from '../testing/billing-fixture';
import { PurchaseFixture, USD } from '../testing/purchase-fixture';

describe('What an engine tells about how a purchase goes on', () => {
  let fixture: PurchaseFixture;
  let billing: BillingFixture;

  beforeAll(async () => {
    fixture = await PurchaseFixture.open();
    billing = fixture.billing;
  }, 60_000);
  afterAll(() => fixture.stop());

  const emit = (type: string, data: object, changes: object = {}) =>
    billing.emit(fixture.shop.engineId, type, data, changes);

  it('is a consent received or denied: the last answer counts', async () => {
    const purchase = await fixture.billedByEngine();
    await emit('consent.received', { purchaseId: purchase.id });
    expect((await fixture.read(purchase.id)).consent).toBe('received');
    await emit('consent.denied', { purchaseId: purchase.id });
    expect((await fixture.read(purchase.id)).consent).toBe('denied');
    expect(await fixture.typesOf(purchase)).toEqual(['consent.received', 'consent.denied']);
  });

  it('is a renewal, with its discount, and a completed purchase goes on by it', async () => {
    const purchase = await fixture.billedByEngine(fixture.shop.trial);
    const purchaseId = purchase.id;
    await emit('trial.completed', { purchaseId });
    await emit('rebill.completed', { purchaseId, cycle: 12 });
    expect((await fixture.read(purchaseId)).status).toBe('complete');
    await emit('purchase.renewed', {
      purchaseId,
      finalCycle: 24,
      discount: { name: 'Loyal', occurrence: 2 },
    });
    const renewed = await fixture.read(purchaseId);
    expect(renewed).toMatchObject({ status: 'active', terms: { finalCycle: 24 } });
    expect(renewed.nextBillAt).toBeDefined();
    expect((await fixture.reported(purchase)).at(-1)?.data.attributes).toMatchObject({
      discountName: 'Loyal',
      discountOccurrence: 2,
    });
  });

  it('is an update: what differs is named, and what is the same is only confirmed', async () => {
    const purchase = await fixture.billedByEngine();
    const update = { purchaseId: purchase.id, quantity: 3, unitPrice: USD('30.00'), otherFields: ['coupon'] };
    await emit('purchase.updated', update);
    expect(await fixture.read(purchase.id)).toMatchObject({ quantity: 3, price: USD('90.00') });
    const confirmed = await emit('purchase.updated', { purchaseId: purchase.id, quantity: 3 });
    expect(confirmed.outcome).toBe('accepted');
    expect((await fixture.reported(purchase)).map(({ data }) => data.attributes.fieldNames)).toEqual([
      ['quantity', 'unitPrice', 'coupon'],
    ]);
  });

  it('counts once, whatever message it comes in', async () => {
    const purchase = await fixture.billedByEngine();
    const time = new Date().toISOString();
    const renewed = { purchaseId: purchase.id, factReference: 'renewal-1' };
    const outcomes: string[] = [];
    for (let at = 0; at < 10; at += 1) {
      outcomes.push((await emit('purchase.renewed', renewed, { time })).outcome);
    }
    expect(outcomes).toEqual(['accepted', ...Array<string>(9).fill('duplicate')]);
    expect(await fixture.typesOf(purchase)).toEqual(['purchase.renewed']);
  });

  it('is recorded as unexpected where the purchase is no more, and changes nothing of it', async () => {
    const purchase = await fixture.billedByEngine();
    await billing.caller.call(CancelPurchase, { id: purchase.id, reason: 'Enough' });
    await emit('purchase.updated', { purchaseId: purchase.id, quantity: 9 });
    await emit('consent.received', { purchaseId: purchase.id });
    expect(await fixture.read(purchase.id)).toMatchObject({
      status: 'cancelled',
      quantity: 1,
      consent: 'none',
      unexpectedFacts: 2,
    });
    const facts = (await fixture.reported(purchase)).slice(1);
    expect(facts.map(({ data }) => data.unexpected)).toEqual([true, true]);
  });

  it('is refused in another currency', async () => {
    const { id } = await fixture.billedByEngine();
    const unitPrice = { amount: '1.00', currency: 'EUR' };
    expect(await emit('purchase.updated', { purchaseId: id, unitPrice })).toMatchObject({
      outcome: 'rejected',
      code: 'intake.currency_mismatch',
    });
  });
});
