import { CancelOrder, newId, ReadOrder } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { BillingFixture } from './testing/billing-fixture';
import { emitFrom } from './testing/foreign-event';

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
    await emitFrom(billing, 'customers', 'customers.customer.anonymised', { customerId: order.customerId });

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

  it('leaves nothing of what an engine sends about them later and cannot be taken', async () => {
    const shop = await billing.openShop();
    const reference = `sub "${newId()}"`;
    const order = await billing.engineOrder(shop, shop.monthly, reference);
    const { customerId, orderNumber } = order;
    await emitFrom(billing, 'customers', 'customers.customer.anonymised', { customerId });
    await eventually('the customer is erased', async () => {
      const query = 'select 1 from anonymised_customer where customer_id = $1 and erased_at is not null';
      return (await billing.database.query(query, [customerId])).length === 1;
    });
    const sent = { buyer: 'Ada Lovelace', colour: 'red' };
    const purchaseId = order.items[0]?.purchaseId;
    const about = [
      { engineReference: reference },
      { purchaseId },
      { customerId },
      { note: `Order ${orderNumber}.` },
    ];
    for (const naming of about) {
      const { id } = await billing.emit(shop.engineId, 'rebill.succeeded', { ...naming, ...sent });
      await eventually(`it is erased: ${Object.keys(naming).join()}`, async () => {
        const query = `select 1 from intake_rejection where message_id = $1 and payload = ''`;
        return (await billing.database.query(query, [id])).length === 1;
      });
    }
    const stranger = await billing.emit(shop.engineId, 'rebill.succeeded', { purchaseId: newId(), ...sent });
    const elsewhere = await billing.emit(shop.otherEngineId, 'rebill.succeeded', {
      engineReference: reference,
      ...sent,
    });
    // Whatever was due before this is erased.
    await emitFrom(billing, 'customers', 'customers.customer.anonymised', { customerId: newId() });
    await eventually('nothing is due any more', async () => {
      const due =
        'select 1 from erasure_due union all select 1 from anonymised_customer where erased_at is null';
      const known = 'select 1 from anonymised_customer';
      return (
        (await billing.database.query(due)).length === 0 && (await billing.database.query(known)).length === 3
      );
    });
    const query = `select 1 from intake_rejection where message_id = any($1) and payload <> ''`;
    expect(await billing.database.query(query, [[stranger.id, elsewhere.id]])).toHaveLength(2);
  });
});
