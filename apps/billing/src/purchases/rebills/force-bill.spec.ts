import { CancelPurchase, ForceBill, newId, type PurchaseView } from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import type { BillingFixture } from '../../testing/billing-fixture';
import { PurchaseFixture, USD } from '../../testing/purchase-fixture';

describe('A cycle that is billed by force', () => {
  let fixture: PurchaseFixture;
  let billing: BillingFixture;

  beforeAll(async () => {
    fixture = await PurchaseFixture.open();
    billing = fixture.billing;
    await billing.addReplica();
  }, 60_000);
  afterEach(() => (billing.processor.mood = 'answers'));
  afterAll(() => fixture.stop());

  const force = (purchase: PurchaseView, key: string = newId(), actor = testActor()): Promise<PurchaseView> =>
    billing.caller.call(ForceBill, { id: purchase.id, reason: 'Asked for it' }, actor, {
      idempotencyKey: key,
    });
  const refusal = (purchase: PurchaseView): Promise<string> =>
    billing.caller.refusal(ForceBill, { id: purchase.id }, testActor(), { idempotencyKey: newId() });
  it('is billed now, told of who did it, and the next one falls due in its turn', async () => {
    const bought = await fixture.billedByUs();
    const after = await force(bought);
    expect(after).toMatchObject({ status: 'active', cycle: 2 });
    expect(Date.parse(after.nextBillAt ?? '')).toBeGreaterThan(Date.parse(bought.nextBillAt ?? ''));
    const facts = await fixture.reported(bought);
    expect(facts.map(({ type, actortype }) => [type, actortype])).toEqual([
      ['billing.rebill.forced', 'user'],
      ['billing.rebill.started', 'user'],
      ['billing.rebill.succeeded', 'user'],
    ]);
    expect(facts[0]?.data).toMatchObject({ attributes: { cycle: 2 }, personal: { text: 'Asked for it' } });
  });

  it('is billed once by a hundred clients with the same key', async () => {
    const bought = await fixture.billedByUs();
    const [key, actor] = [newId(), testActor()];
    await Promise.allSettled(Array.from({ length: 100 }, () => force(bought, key, actor)));
    await fixture.until(bought, 'rebill.succeeded');
    expect(await force(bought, key, actor)).toMatchObject({ cycle: 2 });
    expect(fixture.chargesOf(bought)).toEqual(['39.90', '39.90']);
    expect(await fixture.typesOf(bought)).toEqual(['rebill.forced', 'rebill.started', 'rebill.succeeded']);
  });

  it('is billed once although many force it with keys of their own: all but one are told that it is under way', async () => {
    const bought = await fixture.billedByUs();
    billing.processor.mood = 'acts silently';
    const codes = await Promise.all(Array.from({ length: 8 }, () => refusal(bought)));
    expect(codes.filter((code) => code === 'billing.payment_unknown')).toHaveLength(1);
    expect(codes.filter((code) => code === 'billing.payment_in_progress')).toHaveLength(7);
    billing.processor.mood = 'answers';
    billing.lookUpPayments();
    await fixture.until(bought, 'rebill.succeeded');
    expect(fixture.chargesOf(bought)).toHaveLength(2);
  });

  it('is declined like any other', async () => {
    const bought = await fixture.billedByUs();
    billing.processor.declines.set(bought.orderNumber, 'hard');
    expect(await force(bought)).toMatchObject({ status: 'recycle_failed', cycle: 1 });
    // It was given up, and stays so until somebody has it billed.
    expect(await force(bought)).toMatchObject({ status: 'recycle_failed', cycle: 1 });
    billing.processor.declines.clear();
    expect(await force(bought)).toMatchObject({ status: 'active', cycle: 2 });
  });

  it('completes a trial', async () => {
    const bought = await fixture.billedByUs(fixture.shop.trial);
    expect(await force(bought)).toMatchObject({ status: 'active', cycle: 1 });
    expect((await fixture.typesOf(bought)).at(-1)).toBe('trial.completed');
  });

  it('is asked of the engine that bills it, and the engine’s event answers', async () => {
    const bought = await fixture.billedByEngine();
    expect(await force(bought)).toMatchObject({ cycle: 1 });
    expect(await fixture.typesOf(bought)).toEqual(['rebill.forced']);
    expect(await fixture.instructionsOf(bought)).toMatchObject([
      { type: 'force_bill.requested', data: { cycle: 2, amount: USD('39.90') } },
    ]);
    expect(fixture.chargesOf(bought)).toHaveLength(1);
  });

  it('is refused for what is going to be cancelled, or is no more', async () => {
    const bought = await fixture.billedByUs();
    await billing.caller.call(CancelPurchase, { id: bought.id, reason: 'No', when: 'next_date' });
    expect(await refusal(bought)).toBe('billing.already_scheduled');
    await billing.caller.call(CancelPurchase, { id: bought.id, reason: 'Now' });
    expect(await refusal(bought)).toBe('billing.purchase_not_live');
  });
});
