import {
  CancelPurchase,
  ListParkedMessages,
  ListUnexpectedFacts,
  newId,
  type UnexpectedFactView,
} from '@daybook/contracts';
import { testActor } from '@daybook/testing';
import { BillingFixture, type Shop } from '../testing/billing-fixture';
import { billedCycle } from '../testing/billed-cycle';

describe('What fits nothing that is known', () => {
  let billing: BillingFixture;
  let shop: Shop;
  let reported: { orderId: string; orderNumber: string; customerId: string; purchaseId: string };

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
    const order = await billing.engineOrder(shop, shop.monthly);
    const purchaseId = order.items[0]?.purchaseId ?? '';
    reported = {
      orderId: order.id,
      orderNumber: order.orderNumber,
      customerId: order.customerId,
      purchaseId,
    };
    await billing.emit(shop.engineId, 'rebill.succeeded', billedCycle(purchaseId, 2));
    await billing.caller.call(CancelPurchase, { id: purchaseId, reason: 'Too dear' });
    for (const number of [3, 4])
      await billing.emit(shop.engineId, 'rebill.succeeded', billedCycle(purchaseId, number));
    await billing.emit(shop.engineId, 'consent.received', { purchaseId });
  }, 60_000);
  afterAll(() => billing.stop());

  const listed = async (input: object = {}, actor = testActor()): Promise<UnexpectedFactView[]> =>
    (await billing.caller.call(ListUnexpectedFacts, input, actor)).items;
  const typesOf = async (input: object): Promise<string[]> => (await listed(input)).map(({ type }) => type);

  it('is listed, the newest first, with what it is about', async () => {
    const { orderId, orderNumber, customerId, purchaseId } = reported;
    const facts = await listed({ customerId });
    expect(facts.map(({ type }) => type)).toEqual([
      'billing.consent.received',
      'billing.rebill.succeeded',
      'billing.rebill.succeeded',
    ]);
    const events = await billing.eventsOf(orderId);
    expect(facts[0]?.id).toBe(events.at(-1)?.id);
    expect(facts[1]).toMatchObject({
      title: 'Subscription Billing Success',
      messageId: events.at(-2)?.correlationid,
      customerId,
      attributes: { orderId, amount: { amount: '39.90', currency: 'USD' } },
      about: { orderId, purchaseId, orderNumber },
    });
  });

  it('holds a cycle that is told again with another amount: the first word counts, and the difference is kept', async () => {
    const order = await billing.engineOrder(shop, shop.monthly);
    const purchaseId = order.items[0]?.purchaseId;
    const report = (amount: string) =>
      billing.emit(
        shop.engineId,
        'rebill.succeeded',
        billedCycle(purchaseId, 2, { amount: { amount, currency: 'USD' } }),
      );
    const outcomes = [];
    for (const amount of ['39.90', '39.90', '49.90', '49.90', '29.90'])
      outcomes.push((await report(amount)).outcome);
    expect(outcomes).toEqual(['accepted', 'duplicate', 'accepted', 'duplicate', 'accepted']);
    const usd = (amount: string) => ({ amount, currency: 'USD' });
    expect(await listed({ customerId: order.customerId })).toMatchObject([
      {
        type: 'billing.rebill.amount_differs',
        attributes: { counted: usd('39.90'), reported: usd('29.90') },
      },
      {
        type: 'billing.rebill.amount_differs',
        attributes: { counted: usd('39.90'), reported: usd('49.90') },
      },
    ]);
    const billed = (await billing.typesOf(order.id)).filter((type) => type === 'billing.rebill.succeeded');
    expect(billed).toHaveLength(1);
  });

  it('is narrowed by type, customer and time', async () => {
    const { customerId } = reported;
    expect(await typesOf({ customerId, type: ['billing.consent.received'] })).toEqual([
      'billing.consent.received',
    ]);
    expect(await listed({ customerId: newId() })).toEqual([]);
    const [newest] = await listed({ customerId });
    expect(await listed({ customerId, to: '2020-01-01T00:00:00Z' })).toEqual([]);
    expect(await typesOf({ customerId, from: newest?.recordedAt })).toContain('billing.consent.received');
    expect(await billing.caller.refusal(ListUnexpectedFacts, { type: ['billing.no.such'] })).toBe(
      'request.malformed',
    );
  });

  it('is paged by keys, and shows no campaign but one’s own', async () => {
    const all = await listed({ customerId: reported.customerId });
    const paged: UnexpectedFactView[] = [];
    let cursor: string | undefined;
    do {
      const page = await billing.caller.call(ListUnexpectedFacts, {
        customerId: reported.customerId,
        limit: 1,
        ...(cursor === undefined ? {} : { cursor }),
      });
      paged.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(paged).toEqual(all);
    expect(await billing.caller.refusal(ListUnexpectedFacts, { cursor: 'rubbish' })).toBe(
      'request.cursor_invalid',
    );
    const { customerId } = reported;
    expect(await listed({ customerId }, testActor({ campaignIds: [shop.campaignId] }))).toHaveLength(3);
    expect(await listed({ customerId }, testActor({ campaignIds: [shop.shipmentCampaignId] }))).toEqual([]);
    expect(await listed({ customerId }, testActor({ campaignIds: [] }))).toEqual([]);
  });

  it('waits visibly, where what it is about is not known', async () => {
    const engine = await billing.engineName(shop.engineId);
    const transactionReference = `charge-${newId()}`;
    const ids: string[] = [];
    for (const reference of [transactionReference, `other-${newId()}`]) {
      const receipt = await billing.emit(shop.engineId, 'chargeback.created', {
        transactionReference: reference,
        amount: { amount: '39.90', currency: 'USD' },
      });
      ids.push(receipt.id);
    }
    const { items } = await billing.caller.call(ListParkedMessages, { engine });
    expect(items.map(({ messageId }) => messageId).sort()).toEqual([...ids].sort());
    expect(items.find(({ messageId }) => messageId === ids[0])).toMatchObject({
      engine,
      type: 'chargeback.created',
      about: 'transaction',
      subjectReference: transactionReference,
    });
    const first = await billing.caller.call(ListParkedMessages, { engine, limit: 1 });
    const second = await billing.caller.call(ListParkedMessages, {
      engine,
      limit: 1,
      cursor: first.nextCursor,
    });
    expect([...first.items, ...second.items]).toEqual(items);
    expect(second.nextCursor).toBeUndefined();
    expect((await billing.caller.call(ListParkedMessages, { engine: 'nobody' })).items).toEqual([]);
  });
});
