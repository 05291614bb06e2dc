import {
  ChargeAccount,
  CreditAccount,
  EnterCreditControl,
  ExitCreditControl,
  ListAccountEntries,
  ListPaymentMethods,
  newId,
  PayOnAccount,
  ReadAccount,
  ReadOrder,
  RefundTransaction,
  type DaybookEvent,
  type OrderView,
  type TransactionView,
} from '@daybook/contracts';
import { eventually, testActor } from '@daybook/testing';
import { BillingFixture, type Shop } from '../testing/billing-fixture';

describe('A customer’s account', () => {
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    await billing.addReplica();
    shop = await billing.openShop();
  }, 60_000);
  afterAll(() => billing.stop());
  beforeEach(() => (billing.processor.mood = 'answers'));

  const usd = (amount: string) => ({ amount, currency: 'USD' });
  const key = () => ({ idempotencyKey: newId() });
  const sold = (token = 'tok_0005'): Promise<OrderView> =>
    billing.order(billing.orderInput(shop, { payment: { token } }));
  const methodOf = async ({ customerId }: OrderView): Promise<string> =>
    (await billing.caller.call(ListPaymentMethods, { id: customerId })).items[0]?.id ?? '';
  const pay = async (order: OrderView, amount: string): Promise<TransactionView> =>
    billing.caller.call(
      PayOnAccount,
      { id: order.customerId, amount: usd(amount), paymentMethodId: await methodOf(order) },
      testActor(),
      key(),
    );
  const account = ({ customerId }: OrderView) => billing.caller.call(ReadAccount, { id: customerId });
  const reportedOf = async ({ customerId }: OrderView, prefix: string): Promise<DaybookEvent[]> =>
    (await billing.journal()).filter(
      ({ type, data }) => type.startsWith(prefix) && data.context.customerId === customerId,
    );

  it('is credited within the daily limit of what its user may give back', async () => {
    const order = await sold();
    const limited = testActor({ accessLevel: 'cs_agent', username: 'limited', refundLimit: usd('10.00') });
    const credit = (amount: string) =>
      [CreditAccount, { id: order.customerId, amount: usd(amount), reason: 'Late parcel' }, limited] as const;
    await billing.caller.call(...credit('9.00'));
    expect(await billing.caller.refusal(...credit('1.01'))).toBe('billing.refund_limit_exceeded');
    await billing.caller.call(...credit('1.00'));
    billing.processor.settle();
    const refunded = { id: order.payment?.id, amount: usd('0.01'), reason: 'Broken' };
    expect(await billing.caller.refusal(RefundTransaction, refunded, limited, key())).toBe(
      'billing.refund_limit_exceeded',
    );
  });

  it('is credited and charged with a reason, and adds up to the cent', async () => {
    const order = await sold();
    const { customerId: id } = order;
    expect(await account(order)).toEqual({ customerId: id, balances: [], inCreditControl: false });
    const credit = await billing.caller.call(CreditAccount, {
      id,
      amount: usd('10.1'),
      reason: 'Late parcel',
    });
    await billing.caller.call(ChargeAccount, { id, amount: usd('12.35'), reason: 'Second letter' });
    const euros = { amount: '1.00', currency: 'EUR' };
    await billing.caller.call(CreditAccount, { id, amount: euros, reason: 'By mistake' });
    const read = await account(order);
    expect(read).toMatchObject({
      accountId: credit.accountId,
      balances: [
        { balance: { amount: '1.00', currency: 'EUR' }, inFavourOf: 'customer' },
        {
          credits: usd('10.10'),
          charges: usd('12.35'),
          payments: usd('0.00'),
          balance: usd('2.25'),
          inFavourOf: 'us',
        },
      ],
    });
    const { items } = await billing.caller.call(ListAccountEntries, { id, limit: 2 });
    expect(items.map(({ kind, reason, by }) => [kind, reason, by])).toEqual([
      ['credit', 'By mistake', 'admin'],
      ['charge', 'Second letter', 'admin'],
    ]);
    const events = await reportedOf(order, 'billing.account.');
    expect(events).toMatchObject([
      {
        type: 'billing.account.credited',
        data: {
          attributes: { amount: usd('10.10'), accountId: credit.accountId },
          context: { orderId: order.id },
          personal: { text: 'Late parcel' },
        },
      },
      { type: 'billing.account.charged' },
      { type: 'billing.account.credited' },
    ]);
  });

  it.each([
    [usd('0.00'), 'billing.amount_invalid'],
    [usd('1.001'), 'billing.amount_invalid'],
    [{ amount: '-1.00', currency: 'USD' }, 'request.malformed'],
  ])('refuses %j', async (amount, code) => {
    const { customerId: id } = await sold();
    expect(await billing.caller.refusal(CreditAccount, { id, amount, reason: 'Late parcel' })).toBe(code);
  });

  it('is paid with a kept card, once for one key, through the processor’s silence too', async () => {
    const order = await sold();
    billing.processor.mood = 'acts silently';
    const input = { id: order.customerId, amount: usd('15.00'), paymentMethodId: await methodOf(order) };
    const asked = [PayOnAccount, input, testActor(), key()] as const;
    expect(await billing.caller.refusal(...asked)).toBe('billing.payment_unknown');
    const paid = await eventually('the payment is settled', async () => {
      try {
        return await billing.caller.call(...asked);
      } catch {
        return undefined;
      }
    });
    expect(paid).toMatchObject({
      type: 'sale',
      purpose: 'account',
      outcome: 'success',
      amount: usd('15.00'),
    });
    expect(billing.processor.effects.filter((effect) => effect.key === `daybook-${paid.id}`)).toHaveLength(1);
    expect(await reportedOf(order, 'billing.payment.')).toMatchObject([
      { data: { attributes: { amount: usd('15.00'), paymentMethod: '•••• 0005' } } },
    ]);
    expect((await account(order)).balances).toMatchObject([{ payments: usd('15.00') }]);
    // The order's own payment is another one.
    expect(await billing.caller.call(ReadOrder, { id: order.id })).toMatchObject({
      status: 'complete',
      payment: { id: order.payment?.id },
    });
  });

  it('gives a payment back by a refund, which the order does not notice', async () => {
    const order = await sold();
    const paid = await pay(order, '15.00');
    billing.processor.settle();
    const asked = { id: paid.id, amount: usd('5.00'), reason: 'Too much' };
    await billing.caller.call(RefundTransaction, asked, testActor(), key());
    expect((await account(order)).balances).toMatchObject([
      { payments: usd('15.00'), charges: usd('5.00'), balance: usd('10.00') },
    ]);
    expect(await billing.caller.call(ReadOrder, { id: order.id })).toMatchObject({ status: 'complete' });
  });

  it('takes no payment with another’s card, in another currency, or of who bought nothing', async () => {
    const [order, other] = [await sold(), await sold()];
    const refused = async (changes: object, of = order) =>
      billing.caller.refusal(
        PayOnAccount,
        { id: of.customerId, amount: usd('1.00'), paymentMethodId: await methodOf(of), ...changes },
        testActor(),
        key(),
      );
    expect(await refused({ paymentMethodId: await methodOf(other) })).toBe('billing.payment_method_unusable');
    expect(await refused({ amount: { amount: '1.00', currency: 'EUR' } })).toBe('billing.currency_mismatch');
    expect(await refused({ orderId: other.id })).toBe('billing.not_found');
    expect(await refused({ id: newId() })).toBe('billing.nothing_sold');
    expect((await account(order)).balances).toEqual([]);
  });

  it('enters credit control and leaves it, each once', async () => {
    const order = await sold();
    const { customerId: id } = order;
    const answer = { processor: 'klarna', responseCode: 'K7' };
    expect(await billing.caller.call(EnterCreditControl, { id, ...answer })).toMatchObject({
      inCreditControl: true,
    });
    expect(await billing.caller.refusal(EnterCreditControl, { id })).toBe('billing.credit_control_unchanged');
    expect(await billing.caller.call(ExitCreditControl, { id })).toMatchObject({ inCreditControl: false });
    expect(await billing.caller.refusal(ExitCreditControl, { id })).toBe('billing.credit_control_unchanged');
    expect(await reportedOf(order, 'billing.credit_control.')).toMatchObject([
      { type: 'billing.credit_control.entered', data: { attributes: answer } },
      { type: 'billing.credit_control.exited' },
    ]);
  });

  it('does not exist for who may not see the customer', async () => {
    const { customerId: id } = await sold();
    const elsewhere = testActor({ accessLevel: 'cs_agent', campaignIds: [newId()] });
    expect(await billing.caller.refusal(ReadAccount, { id }, elsewhere)).toBe('billing.not_found');
    const asked = { id, amount: usd('1.00'), reason: 'Mine' };
    expect(await billing.caller.refusal(CreditAccount, asked, elsewhere)).toBe('billing.not_found');
    const rep = testActor({ accessLevel: 'sales_rep', username: 'rep' });
    expect(await billing.caller.refusal(CreditAccount, asked, rep)).toBe('request.forbidden');
  });
});
