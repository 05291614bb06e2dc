import {
  ListTransactions,
  ListTransactionsOfOrder,
  newId,
  RefundOrder,
  type Actor,
  type ListTransactionsInput,
  type OrderView,
  type TransactionView,
} from '@daybook/contracts';
import { UnitOfWork, type Commit } from '@daybook/persistence';
import { testActor } from '@daybook/testing';
import { BillingFixture, type Shop } from '../testing/billing-fixture';

describe('Transactions', () => {
  let billing: BillingFixture;
  let shop: Shop;
  let paid: OrderView;
  let refunded: OrderView;
  let declined: OrderView;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
    paid = await billing.order(billing.orderInput(shop));
    refunded = await billing.order(billing.orderInput(shop));
    declined = await billing.order(billing.orderInput(shop, { payment: { token: 'tok_hard_decline' } }));
    await billing.caller.call(RefundOrder, { id: refunded.id, reason: 'no need' }, testActor(), {
      idempotencyKey: newId(),
    });
  }, 60_000);
  afterAll(() => billing.stop());

  const said = (items: readonly TransactionView[]): string[] =>
    items.map(({ type, outcome, orderId }) => {
      const order = [paid, refunded, declined].findIndex(({ id }) => id === orderId);
      return `${type} ${outcome} ${['paid', 'refunded', 'declined'][order]}`;
    });
  const found = async (asked: Partial<ListTransactionsInput>, actor?: Actor): Promise<string[]> =>
    said((await billing.caller.call(ListTransactions, asked, actor)).items);
  const ofOrder = async (id: string, actor?: Actor): Promise<string[]> =>
    said((await billing.caller.call(ListTransactionsOfOrder, { id }, actor)).items);

  it('of one order are listed, newest first, and of one out of scope there are none', async () => {
    expect(await ofOrder(refunded.id)).toEqual(['void success refunded', 'sale success refunded']);
    const kept = testActor({ campaignIds: [shop.campaignId] });
    expect(await ofOrder(paid.id, kept)).toEqual(['sale success paid']);
    const others = testActor({ campaignIds: [newId()] });
    expect(await billing.caller.refusal(ListTransactionsOfOrder, { id: paid.id }, others)).toBe(
      'billing.not_found',
    );
    expect(await billing.caller.refusal(ListTransactionsOfOrder, { id: newId() })).toBe('billing.not_found');
  });

  it('across customers are listed, newest first, by all that a screen filters them by', async () => {
    const all = await found({});
    expect(all).toHaveLength(4);
    expect(all[0]).toBe('void success refunded');
    expect(await found({ type: ['sale'] })).toEqual(all.slice(1));
    expect(await found({ outcome: ['soft_decline', 'hard_decline'] })).toEqual([
      expect.stringMatching(/^sale \w+_decline declined$/),
    ]);
    expect(await found({ purpose: ['rebill', 'account'] })).toEqual([]);
    expect(await found({ customerId: paid.customerId })).toEqual(['sale success paid']);
    expect(await found({ campaignId: [shop.campaignId], type: ['void'] })).toEqual(all.slice(0, 1));
    expect(await found({ campaignId: [newId()] })).toEqual([]);
    expect(await found({ cardLast4: '9999' })).toEqual([]);
    const cardLast4 = paid.payment?.cardLast4;
    expect(cardLast4).toMatch(/^\d{4}$/);
    expect(await found({ cardLast4 })).toContain('sale success paid');
    const now = new Date(Date.now() + 1_000).toISOString();
    expect([await found({ from: now }), await found({ to: now })]).toEqual([[], all]);
  });

  it('across customers are those of the campaigns to which somebody is kept, page by page', async () => {
    const kept = testActor({ campaignIds: [shop.campaignId] });
    const first = await billing.caller.call(ListTransactions, { limit: 3 }, kept);
    const next = await billing.caller.call(ListTransactions, { limit: 3, cursor: first.nextCursor }, kept);
    expect([...said(first.items), ...said(next.items)]).toEqual(await found({}));
    expect(await found({}, testActor({ campaignIds: [newId()] }))).toEqual([]);
  });

  it('of a paid order wake the loops that watch what was written: by entities and by statements', async () => {
    const commits: Commit[] = [];
    const [service] = billing.services;
    service?.app.get(UnitOfWork).onCommitted((commit) => commits.push(commit));
    await billing.order(billing.orderInput(shop));
    const [begun, settled] = commits;
    expect([...(begun?.tables ?? [])].sort()).toEqual([
      'campaign_use',
      'customer_order',
      'idempotency',
      'payment_transaction',
    ]);
    expect([...(settled?.tables ?? [])]).toEqual(
      expect.arrayContaining(['customer_order', 'idempotency', 'journal', 'payment_method']),
    );
    expect([begun?.events, settled?.events]).toEqual([0, 2]);
  });
});
