import {
  newId,
  ReadTransaction,
  type DaybookEvent,
  type IntakeReceipt,
  type OrderView,
} from '@daybook/contracts';
import { BillingFixture, type Shop } from '../../testing/billing-fixture';
import { billedCycle } from '../../testing/billed-cycle';

const OF_THE_SALE = ['billing.order.completed', 'billing.payment_method.added'];

describe('What a billing engine tells about orders, transactions and accounts', () => {
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    await billing.addReplica();
    shop = await billing.openShop();
  }, 60_000);
  afterAll(() => billing.stop());

  const emit = (type: string, data: object, changes: object = {}): Promise<IntakeReceipt> =>
    billing.emit(shop.engineId, type, data, changes);
  const eventsOf = async ({ customerId }: OrderView): Promise<DaybookEvent[]> =>
    (await billing.journal()).filter(
      ({ type, data }) => data.context.customerId === customerId && !OF_THE_SALE.includes(type),
    );
  const sold = (): Promise<OrderView> => billing.engineOrder(shop, shop.monthly);
  const purchaseId = (order: OrderView): string => order.items[0]?.purchaseId ?? '';
  const usd = (amount: string) => ({ amount, currency: 'USD' });

  const reports: [string, (order: OrderView) => object, string, object][] = [
    [
      'fraud.scored',
      (order) => ({ orderId: order.id, provider: 'Watch', verdict: 'review', score: 71 }),
      'billing.fraud.scored',
      { provider: 'Watch', verdict: 'review', score: 71 },
    ],
    [
      'tax.collection_failed',
      (order) => ({ orderId: order.id, provider: 'Taxes', responseCode: 'late' }),
      'billing.tax.collection_failed',
      { provider: 'Taxes', responseCode: 'late' },
    ],
    [
      'tax.calculation_failed',
      (order) => ({ orderId: order.id, provider: 'Taxes' }),
      'billing.tax.calculation_failed',
      { provider: 'Taxes' },
    ],
    [
      'entitlements.refreshed',
      (order) => ({ purchaseId: purchaseId(order) }),
      'billing.entitlements.refreshed',
      {},
    ],
    [
      'card.updated',
      (order) => ({ customerId: order.customerId, cardLastFour: '1881', expMonth: 4, expYear: 2031 }),
      'billing.card.updated',
      { paymentMethod: '•••• 1881' },
    ],
    [
      'card.update_failed',
      (order) => ({ purchaseId: purchaseId(order), cardLastFour: '4242', responseCode: 'closed' }),
      'billing.card.update_failed',
      { paymentMethod: '•••• 4242', responseCode: 'closed' },
    ],
    [
      'membership.started',
      (order) => ({ purchaseId: purchaseId(order), membershipName: 'Gold' }),
      'billing.membership.started',
      { membershipName: 'Gold' },
    ],
    [
      'credit_control.entered',
      (order) => ({ customerId: order.customerId, processor: 'klarna', responseCode: 'K2' }),
      'billing.credit_control.entered',
      { processor: 'klarna', responseCode: 'K2' },
    ],
    [
      'payment.received',
      (order) => ({ customerId: order.customerId, amount: usd('12.5'), paymentMethod: 'Klarna' }),
      'billing.payment.received',
      { paymentMethod: 'Klarna', amount: usd('12.50') },
    ],
  ];

  it.each(reports)('is taken and recorded with its attributes: %s', async (type, data, key, attributes) => {
    const order = await sold();
    const time = new Date(Date.now() - 3_600_000).toISOString();
    const receipt = await emit(type, data(order), { time });
    expect(receipt).toEqual({ id: receipt.id, outcome: 'accepted', sequence: expect.any(Number) as number });
    // The same fact under another id.
    expect(await emit(type, data(order), { time })).toMatchObject({ outcome: 'duplicate' });
    const events = await eventsOf(order);
    expect(events).toMatchObject([
      {
        type: key,
        time,
        correlationid: receipt.id,
        data: { attributes, context: { customerId: order.customerId, orderId: order.id } },
      },
    ]);
    expect(events[0]?.data.unexpected).toBeUndefined();
  });

  it('may happen again, known by the engine’s own reference of the fact', async () => {
    const order = await sold();
    const paid = { customerId: order.customerId, amount: usd('5.00'), paymentMethod: 'Klarna' };
    const first = { ...paid, factReference: `p-${newId()}` };
    expect(await emit('payment.received', first)).toMatchObject({ outcome: 'accepted' });
    expect(await emit('payment.received', first)).toMatchObject({ outcome: 'duplicate' });
    const second = { ...paid, factReference: `p-${newId()}` };
    expect(await emit('payment.received', second)).toMatchObject({ outcome: 'accepted' });
    expect(await eventsOf(order)).toHaveLength(2);
  });

  it('marks a transaction as charged back and reverts that, named by the engine’s own reference', async () => {
    const order = await sold();
    const transactionReference = `tx-${newId()}`;
    await emit('rebill.succeeded', billedCycle(purchaseId(order), 2, { transactionReference }));
    const back = { transactionReference, reasonCode: '10.4' };
    expect(await emit('chargeback.created', back)).toMatchObject({ outcome: 'accepted' });
    const event = (await eventsOf(order)).at(-1);
    expect(event).toMatchObject({
      type: 'billing.chargeback.created',
      data: { attributes: { amount: usd('39.90'), orderId: order.id, reasonCode: '10.4' } },
    });
    const id = event?.data.about.transactionId;
    const read = () => billing.caller.call(ReadTransaction, { id });
    expect(await read()).toMatchObject({ chargedBack: usd('39.90') });
    expect(await emit('chargeback.created', back)).toMatchObject({ outcome: 'duplicate' });
    expect(await emit('chargeback.reverted', { transactionReference })).toMatchObject({
      outcome: 'accepted',
    });
    expect((await read()).chargedBack).toBeUndefined();
    // Of a second chargeback there was no word: recorded, and marked.
    await emit('chargeback.reverted', { transactionReference, occurrence: 2 });
    expect((await eventsOf(order)).map(({ type, data }) => [type, data.unexpected])).toEqual([
      ['billing.rebill.succeeded', undefined],
      ['billing.chargeback.created', undefined],
      ['billing.chargeback.reverted', undefined],
      ['billing.chargeback.reverted', true],
    ]);
    expect(await emit('chargeback.created', { ...back, occurrence: 3, amount: usd('99.00') })).toMatchObject({
      code: 'intake.invalid',
    });
    const euros = { amount: '1.00', currency: 'EUR' };
    expect(await emit('chargeback.created', { ...back, occurrence: 3, amount: euros })).toMatchObject({
      code: 'intake.currency_mismatch',
    });
  });

  it('folds a membership by what happened when, however late it is told', async () => {
    const order = await sold();
    const at = (hours: number) => ({ time: new Date(Date.now() - hours * 3_600_000).toISOString() });
    const data = { customerId: order.customerId, membershipName: 'Gold' };
    await emit('membership.cancelled', data, at(2));
    await emit('membership.started', data, at(3));
    await emit('membership.restarted', data, at(1));
    expect((await eventsOf(order)).map(({ type, data: said }) => [type, said.unexpected])).toEqual([
      ['billing.membership.cancelled', true],
      ['billing.membership.started', undefined],
      ['billing.membership.restarted', undefined],
    ]);
    const [row] = await billing.database.query('select status from membership where customer_id = $1', [
      order.customerId,
    ]);
    expect(row).toEqual({ status: 'active' });
  });

  it('marks what credit control did not allow', async () => {
    const order = await sold();
    const data = { customerId: order.customerId };
    await emit('credit_control.exited', data);
    await emit('credit_control.entered', data);
    expect((await eventsOf(order)).map(({ data: said }) => said.unexpected)).toEqual([true, undefined]);
  });

  it.each<[string, string, (known: { reference: string }) => object, string]>([
    [
      'an order',
      'fraud.scored',
      ({ reference }) => ({ orderReference: reference, provider: 'Watch', verdict: 'accept' }),
      'order',
    ],
    [
      'a transaction',
      'chargeback.created',
      ({ reference }) => ({ transactionReference: reference }),
      'rebill',
    ],
    [
      'a customer',
      'credit_control.entered',
      ({ reference }) => ({ customerReference: reference }),
      'customer',
    ],
  ])('waits for %s that is not known yet, and is taken when it comes', async (_what, type, data, by) => {
    const reference = `ref-${newId()}`;
    const id = newId();
    expect(await emit(type, data({ reference }), { id })).toEqual({
      id,
      outcome: 'accepted',
      code: 'intake.parked',
      sequence: expect.any(Number) as number,
    });
    const order = await sold();
    if (by === 'order') {
      const scored = { orderId: order.id, orderReference: reference, provider: 'Other', verdict: 'accept' };
      await emit('fraud.scored', scored);
    } else if (by === 'rebill') {
      await emit('rebill.succeeded', billedCycle(purchaseId(order), 2, { transactionReference: reference }));
    } else {
      const named = { customerId: order.customerId, customerReference: reference };
      await emit('payment.received', { ...named, amount: usd('1.00'), paymentMethod: 'Klarna' });
    }
    expect(await billing.receipt(id, 2)).toMatchObject({ id, outcome: 'accepted' });
    expect((await eventsOf(order)).map((event) => event.type)).toContain(`billing.${type}`);
  });

  it('is rejected about an order or a transaction of somebody else, and waits for a customer the engine does not bill', async () => {
    const ours = await billing.order(billing.orderInput(shop));
    const scored = { orderId: ours.id, provider: 'Watch', verdict: 'accept' };
    expect(await emit('fraud.scored', scored)).toMatchObject({ code: 'intake.not_yours' });
    expect(await emit('chargeback.created', { transactionId: ours.payment?.id })).toMatchObject({
      code: 'intake.not_yours',
    });
    expect(await emit('credit_control.entered', { customerId: ours.customerId })).toMatchObject({
      outcome: 'accepted',
      code: 'intake.parked',
    });
    expect(await emit('credit_control.entered', {})).toMatchObject({ code: 'intake.invalid' });
    expect(await eventsOf(ours)).toEqual([]);
  });

  it('is rejected when id and reference belong to different things', async () => {
    const [first, second] = [await sold(), await sold()];
    const scored = { provider: 'Watch', verdict: 'accept', orderReference: `o-${newId()}` };
    await emit('fraud.scored', { ...scored, orderId: first.id });
    expect(await emit('fraud.scored', { ...scored, orderId: second.id })).toMatchObject({
      code: 'intake.reference_conflict',
    });
    const other = { ...scored, orderReference: `o-${newId()}`, orderId: first.id };
    expect(await emit('fraud.scored', other)).toMatchObject({ code: 'intake.reference_conflict' });
  });
});
