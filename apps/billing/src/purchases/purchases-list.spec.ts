import {
  CancelPurchase,
  ListPurchases,
  newId,
  type Actor,
  type ListPurchasesInput,
  type PurchaseView,
} from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import { PurchaseFixture } from '../testing/purchase-fixture';

describe('Purchases across customers', () => {
  let fixture: PurchaseFixture;
  let bought: PurchaseView[];

  beforeAll(async () => {
    fixture = await PurchaseFixture.open();
    bought = [];
    for (const pricePoint of [fixture.shop.monthly, fixture.shop.trial, fixture.shop.monthly])
      bought.push(await fixture.billedByUs(pricePoint));
    const [first] = bought as [PurchaseView];
    await fixture.billing.caller.call(CancelPurchase, { id: first.id, when: 'now', reason: 'no need' });
  }, 60_000);
  afterAll(() => fixture.stop());

  /** By how many they were bought. */
  const found = async (asked: Partial<ListPurchasesInput>, actor?: Actor): Promise<number[]> =>
    (await fixture.billing.caller.call(ListPurchases, asked, actor)).items.map(({ id }) =>
      bought.findIndex((purchase) => purchase.id === id),
    );

  it('are listed newest first, by all that a screen filters them by', async () => {
    const { shop } = fixture;
    expect(await found({})).toEqual([2, 1, 0]);
    expect(await found({ status: ['trial'] })).toEqual([1]);
    expect(await found({ status: ['cancelled', 'active'] })).toEqual([2, 0]);
    expect(await found({ status: ['recycle_billing', 'paused'] })).toEqual([]);
    expect(await found({ campaignId: [shop.campaignId], productId: [shop.productId] })).toEqual([2, 1, 0]);
    expect(await found({ campaignId: [newId()] })).toEqual([]);
    expect(await found({ customerId: bought[1]?.customerId })).toEqual([1]);
    expect(await found({ cardLast4: '9999' })).toEqual([]);
  });

  it('are found by the last four digits of the card that they are charged to', async () => {
    const [row] = await fixture.billing.database.query<{ card: string }>(
      'select card_last4 as card from customer_order where id = $1',
      [bought[2]?.orderId],
    );
    expect(await found({ cardLast4: row?.card })).toEqual([2, 1, 0]);
    expect(await found({ cardLast4: row?.card, status: ['trial'] })).toEqual([1]);
  });

  it('come in the order in which they fall due where a time is asked for, page by page', async () => {
    const due = { dueFrom: new Date().toISOString(), limit: 1 };
    const { caller } = fixture.billing;
    const first = await caller.call(ListPurchases, due);
    expect(first.items.map(({ id }) => id)).toEqual([bought[1]?.id]);
    const second = await caller.call(ListPurchases, { ...due, cursor: first.nextCursor });
    expect(second.items.map(({ id }) => id)).toEqual([bought[2]?.id]);
    expect(second.nextCursor).toBeUndefined();
    expect(await found({ dueTo: new Date(Date.now() + 20 * 86_400_000).toISOString() })).toEqual([1]);
    // A cursor of the other order.
    expect(await caller.refusal(ListPurchases, { cursor: first.nextCursor })).toBe('request.cursor_invalid');
  });

  it('are those of the campaigns to which somebody is kept', async () => {
    expect(await found({}, testActor({ campaignIds: [fixture.shop.campaignId] }))).toEqual([2, 1, 0]);
    expect(await found({}, testActor({ campaignIds: [newId()] }))).toEqual([]);
    expect(await found({ dueFrom: new Date().toISOString() }, testActor({ campaignIds: [newId()] }))).toEqual(
      [],
    );
  });
});
