import {
  ChangeSettings,
  EnterChargeback,
  ListRefundQueue,
  newId,
  ReadOrder,
  ReadSettings,
  ReadTransaction,
  RefundTransaction,
  RemoveFromRefundQueue,
  RetryRefund,
  type Actor,
  type DaybookEvent,
  type OrderView,
  type RefundQueueEntryView,
  type TransactionView,
} from '@daybook/contracts';
import { clock } from '@daybook/messaging';
import { eventually, testActor } from '@daybook/testing';
import { DateTime } from 'luxon';
import { BillingFixture, type Shop } from '../../testing/billing-fixture';

const DAY_MS = 86_400_000;

describe('A refund that fails', () => {
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    await billing.addReplica();
    await billing.addReplica();
    shop = await billing.openShop();
    await billing.caller.call(ChangeSettings, { notifyEmails: ['money@shop.example'] });
  }, 60_000);
  afterAll(() => billing.stop());
  beforeEach(() => {
    billing.processor.mood = 'answers';
    billing.processor.refundsFail = true;
  });
  afterEach(() => clock.set(new Date()));

  const usd = (amount: string) => ({ amount, currency: 'USD' });
  const key = () => ({ idempotencyKey: newId() });
  const sold = async (): Promise<OrderView> => {
    const order = await billing.order(billing.orderInput(shop));
    billing.processor.settle();
    return order;
  };
  const refund = (order: OrderView, changes: object = {}, actor?: Actor): Promise<TransactionView> =>
    billing.caller.call(
      RefundTransaction,
      { id: order.payment?.id, reason: 'Broken', ...changes },
      actor,
      key(),
    );
  const entryOf = async (order: OrderView, status?: string[]): Promise<RefundQueueEntryView | undefined> =>
    (await billing.caller.call(ListRefundQueue, { limit: 200, ...(status ? { status } : {}) })).items.find(
      ({ orderId }) => orderId === order.id,
    );
  const failuresOf = async (order: OrderView): Promise<object[]> =>
    (await billing.eventsOf(order.id))
      .filter(({ type }) => type === 'billing.refund.failed')
      .map(({ data }) => data.attributes);
  const exhaustedOf = async (order: OrderView): Promise<DaybookEvent[]> =>
    (await billing.journal()).filter(
      ({ type, data }) => type === 'billing.refund_queue.exhausted' && data.about.orderId === order.id,
    );
  /** Turns the clock a day on and waits until the try of that day is over. */
  const nextDay = async (order: OrderView, failures: number): Promise<void> => {
    clock.advance(DAY_MS);
    await eventually(
      `attempt ${failures} has failed`,
      async () => (await failuresOf(order)).length >= failures,
    );
  };

  it('is tried again on three days, whatever replica is free, and is then given up with one word to the Notify Emails', async () => {
    const order = await sold();
    expect(await refund(order)).toMatchObject({ outcome: 'soft_decline' });
    const queued = await entryOf(order);
    expect(queued).toMatchObject({ status: 'waiting', attempts: 1, dailyTries: 0, amount: usd('39.90') });
    const wait = Date.parse(queued?.nextTryAt ?? '') - Date.parse(queued?.queuedAt ?? '');
    expect(wait).toBe(DAY_MS);

    for (const attempt of [2, 3, 4]) await nextDay(order, attempt);
    await eventually('the replicas have had their chance of another try', async () => {
      clock.advance(DAY_MS);
      const other = await sold();
      await refund(other);
      await nextDay(other, 2);
      return true;
    });
    expect(await failuresOf(order)).toMatchObject([
      { attempt: 1, triedAgain: true, attemptedAmount: usd('39.90'), responseCode: '91' },
      { attempt: 2, triedAgain: true },
      { attempt: 3, triedAgain: true },
      { attempt: 4, triedAgain: false },
    ]);
    expect(await exhaustedOf(order)).toMatchObject([
      {
        data: {
          attributes: {
            transactionId: order.payment?.id,
            orderNumber: order.orderNumber,
            amount: usd('39.90'),
            notifyEmails: ['money@shop.example'],
            attempts: 4,
            responseCode: '91',
          },
        },
      },
    ]);
    expect(await entryOf(order)).toBeUndefined();
    expect(await entryOf(order, ['exhausted'])).toMatchObject({ attempts: 4, dailyTries: 3 });
    // What was reserved is free again.
    expect(await billing.caller.call(ReadTransaction, { id: order.payment?.id })).toMatchObject({
      refunded: usd('0.00'),
    });
    billing.processor.refundsFail = false;
    expect(await refund(order)).toMatchObject({ outcome: 'success' });
  }, 60_000);

  it('goes through on the second day, and only then is the order refunded', async () => {
    const order = await sold();
    await refund(order);
    expect(await billing.caller.call(ReadOrder, { id: order.id })).toMatchObject({ status: 'complete' });
    await nextDay(order, 2);
    billing.processor.refundsFail = false;
    clock.advance(DAY_MS);
    await eventually('the refund went through', async () =>
      (await billing.typesOf(order.id)).includes('billing.refund.succeeded'),
    );
    expect(await billing.caller.call(ReadOrder, { id: order.id })).toMatchObject({ status: 'refunded' });
    expect(await entryOf(order, ['succeeded'])).toMatchObject({ attempts: 2, dailyTries: 2 });
    expect(await exhaustedOf(order)).toEqual([]);
    const events = await billing.eventsOf(order.id);
    expect(events.at(-1)).toMatchObject({ actortype: 'system' });
    expect(events.at(-1)?.correlationid).toBe(events.at(-2)?.correlationid);
  });

  it('goes through once though the processor keeps silent', async () => {
    const order = await sold();
    await refund(order);
    billing.processor.refundsFail = false;
    billing.processor.mood = 'acts silently';
    const before = billing.processor.effects.length;
    clock.advance(DAY_MS);
    await eventually('the processor has refunded', () => billing.processor.effects.length > before);
    billing.lookUpPayments();
    await eventually('the refund went through', async () =>
      (await billing.typesOf(order.id)).includes('billing.refund.succeeded'),
    );
    expect(billing.processor.effects.slice(before).filter(({ type }) => type === 'refund')).toHaveLength(1);
  });

  it('keeps its amount reserved, so that nobody refunds it twice', async () => {
    const order = await sold();
    await refund(order, { amount: usd('30.00') });
    expect(
      await billing.caller.refusal(
        RefundTransaction,
        { id: order.payment?.id, reason: 'Again', amount: usd('9.91') },
        testActor(),
        key(),
      ),
    ).toBe('billing.refund_exceeds_charge');
    billing.processor.refundsFail = false;
    expect(await refund(order, { amount: usd('9.90') })).toMatchObject({ outcome: 'success' });
    expect(await billing.caller.call(ReadOrder, { id: order.id })).toMatchObject({ status: 'complete' });
  });

  it('counts against the limit of who asked for it', async () => {
    const agent = testActor({ accessLevel: 'cs_agent', username: 'agent', refundLimit: usd('50.00') });
    const [first, second] = [await sold(), await sold()];
    await refund(first, {}, agent);
    const { id } = (await entryOf(first)) as RefundQueueEntryView;
    const lead = testActor({ accessLevel: 'cs_admin', username: 'lead', refundLimit: usd('39.89') });
    expect(await billing.caller.refusal(RetryRefund, { id }, lead, key())).toBe(
      'billing.refund_limit_exceeded',
    );
    const asked = { id: second.payment?.id, reason: 'Broken', amount: usd('10.11') };
    expect(await billing.caller.refusal(RefundTransaction, asked, agent, key())).toBe(
      'billing.refund_limit_exceeded',
    );
  });

  it('is tried by hand, once for one key, and beside its daily tries', async () => {
    const order = await sold();
    await refund(order);
    const { id, nextTryAt } = (await entryOf(order)) as RefundQueueEntryView;
    const actor = testActor({ accessLevel: 'cs_admin', username: 'lead' });
    const asked = [RetryRefund, { id }, actor, key()] as const;
    const tried = await billing.caller.call(...asked);
    expect(tried).toMatchObject({ status: 'waiting', attempts: 2, dailyTries: 0, nextTryAt });
    expect(await billing.caller.call(...asked)).toEqual(tried);
    billing.processor.refundsFail = false;
    expect(await billing.caller.call(RetryRefund, { id }, actor, key())).toMatchObject({
      status: 'succeeded',
    });
    expect(await billing.caller.refusal(RetryRefund, { id }, actor, key())).toBe(
      'billing.refund_not_waiting',
    );
    expect((await billing.eventsOf(order.id)).at(-1)).toMatchObject({
      type: 'billing.refund.succeeded',
      actorname: 'lead',
    });
  });

  it('is taken out of the queue with a reason, and tried no more', async () => {
    const order = await sold();
    await refund(order);
    const { id } = (await entryOf(order)) as RefundQueueEntryView;
    const removed = await billing.caller.call(RemoveFromRefundQueue, { id, reason: 'Paid in cash' });
    expect(removed).toMatchObject({ status: 'removed', removedReason: 'Paid in cash', removedBy: 'admin' });
    expect(removed.nextTryAt).toBeUndefined();
    expect((await billing.eventsOf(order.id)).at(-1)).toMatchObject({
      type: 'billing.refund_queue.left',
      actorname: 'admin',
      data: { attributes: { amount: usd('39.90'), cause: 'removed' }, personal: { text: 'Paid in cash' } },
    });
    expect(await billing.caller.refusal(RemoveFromRefundQueue, { id, reason: 'Again' })).toBe(
      'billing.refund_not_waiting',
    );
    const other = await sold();
    await refund(other);
    await nextDay(other, 2);
    expect(await failuresOf(order)).toHaveLength(1);
  });

  it('leaves the queue when the bank has taken the charge back meanwhile', async () => {
    const order = await sold();
    await refund(order);
    await billing.caller.call(EnterChargeback, { id: order.payment?.id, reason: 'Says the bank' });
    clock.advance(DAY_MS);
    const entry = await eventually('it has left the queue', () => entryOf(order, ['removed']));
    expect(entry).toMatchObject({ removedReason: 'Charged back', removedBy: 'System' });
    expect((await billing.eventsOf(order.id)).at(-1)).toMatchObject({
      type: 'billing.refund_queue.left',
      data: { attributes: { cause: 'charged_back' } },
    });
    expect(await failuresOf(order)).toHaveLength(1);
  });

  it('is not tried by hand either once the bank has taken the charge back, whatever the limit', async () => {
    const order = await sold();
    await refund(order);
    const { id } = (await entryOf(order)) as RefundQueueEntryView;
    await billing.caller.call(EnterChargeback, { id: order.payment?.id, reason: 'Says the bank' });
    billing.processor.refundsFail = false;
    const before = billing.processor.effects.length;
    const lead = testActor({ accessLevel: 'cs_admin', username: 'lead', refundLimit: usd('1.00') });
    for (const actor of [testActor(), lead])
      expect(await billing.caller.refusal(RetryRefund, { id }, actor, key())).toBe(
        'billing.already_charged_back',
      );
    expect(billing.processor.effects.slice(before)).toEqual([]);
    expect(await entryOf(order)).toMatchObject({ status: 'waiting', attempts: 1 });
    await billing.caller.call(RemoveFromRefundQueue, { id, reason: 'Says the bank' });
    expect(await billing.caller.refusal(RetryRefund, { id }, lead, key())).toBe('billing.refund_not_waiting');
  });

  it('is seen by finance, and worked by who administers only', async () => {
    const finance = testActor({ accessLevel: 'finance', username: 'finance' });
    const agent = testActor({ accessLevel: 'cs_agent', username: 'agent' });
    expect(await billing.caller.call(ListRefundQueue, {}, finance)).toHaveProperty('items');
    expect(await billing.caller.refusal(RetryRefund, { id: newId() }, finance, key())).toBe(
      'request.forbidden',
    );
    expect(await billing.caller.refusal(ListRefundQueue, {}, agent)).toBe('request.forbidden');
    expect(await billing.caller.refusal(RetryRefund, { id: newId() }, testActor(), key())).toBe(
      'billing.not_found',
    );
  });

  it('waits for the same time of the next day where the settings say', async () => {
    const { version } = await billing.caller.call(ReadSettings, {});
    const changed = await billing.caller.call(ChangeSettings, { timeZone: 'Europe/Berlin' }, testActor(), {
      ifMatch: version,
    });
    expect(changed).toMatchObject({ timeZone: 'Europe/Berlin', notifyEmails: ['money@shop.example'] });
    expect(
      await billing.caller.refusal(ChangeSettings, { timeZone: 'UTC' }, testActor(), { ifMatch: version }),
    ).toBe('request.stale');
    expect(await billing.caller.refusal(ChangeSettings, { timeZone: 'Atlantis' })).toBe('request.malformed');
    const order = await sold();
    await refund(order);
    const entry = await entryOf(order);
    const local = (time = ''): string =>
      DateTime.fromISO(time).setZone('Europe/Berlin').toFormat('yyyy-MM-dd HH:mm:ss');
    const queued = DateTime.fromISO(entry?.queuedAt ?? '').setZone('Europe/Berlin');
    expect(local(entry?.nextTryAt)).toBe(queued.plus({ days: 1 }).toFormat('yyyy-MM-dd HH:mm:ss'));
  });
});
