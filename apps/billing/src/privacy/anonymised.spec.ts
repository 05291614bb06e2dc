import { CancelOrder, ReadOrder } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { BillingFixture } from '../testing/billing.fixture';
import { tellFrom } from '../testing/foreign.event';

describe('A customer who is anonymised', () => {
  let billing: BillingFixture;

  beforeAll(async () => {
    billing = await BillingFixture.start();
  }, 60_000);
  afterAll(() => billing.stop());

  it('leaves no name, address or free text in billing, but what was sold and paid', async () => {
    const shop = await billing.openShop();
    const order = await billing.order(billing.orderInput(shop));
    const other = await billing.order(billing.orderInput(shop));
    await billing.caller.call(CancelOrder, { id: order.id, reason: 'Ada Lovelace has moved' });
    await tellFrom(billing, 'customers', 'customers.customer.anonymised', { customerId: order.customerId });

    const left = await eventually('the name is erased', async () => {
      const seen = await billing.caller.call(ReadOrder, { id: order.id });
      return seen.customer === undefined ? seen : undefined;
    });
    expect(JSON.stringify(left)).not.toMatch(/Ada|Main St/);
    expect(left).toMatchObject({ status: 'cancelled', total: order.total, payment: { outcome: 'success' } });
    expect(await billing.caller.call(ReadOrder, { id: other.id })).toMatchObject({
      customer: { name: 'Ada Lovelace' },
    });
  });
});
