import { ChangePurchase, newId, type PurchaseView } from '@daybook/contracts';
import { eventually, emitFrom, testActor } from '@daybook/testing';
import type { BillingFixture } from '../testing/billing-fixture';
import { PurchaseFixture } from '../testing/purchase-fixture';
import { dayOf } from './billing-dates';

describe('The time zone of a customer', () => {
  let fixture: PurchaseFixture;
  let billing: BillingFixture;

  beforeAll(async () => {
    fixture = await PurchaseFixture.open();
    billing = fixture.billing;
  }, 60_000);
  afterAll(() => fixture.stop());

  const reported = (customerId: string, type: string, attributes: object): Promise<unknown> =>
    emitFrom(
      billing,
      'customers',
      `customers.customer.${type}`,
      { customerId },
      { attributes: { ...attributes } },
    );
  const bought = (customerId: string): Promise<PurchaseView> =>
    fixture.billedByUs(fixture.shop.monthly, { customerId });
  const learned = (customerId: string, zone: string): Promise<unknown> =>
    eventually(`billing knows ${zone}`, async () => {
      const [row] = await billing.database.query<{ time_zone: string }>(
        'select time_zone from customer_zone where customer_id = $1',
        [customerId],
      );
      return row?.time_zone === zone;
    });

  it('is the one in which the dates of their purchases are counted', async () => {
    const customerId = newId();
    await reported(customerId, 'created', { timeZone: 'Pacific/Kiritimati' });
    await learned(customerId, 'Pacific/Kiritimati');
    const purchase = await bought(customerId);
    expect(purchase.timeZone).toBe('Pacific/Kiritimati');
    const changed = await billing.caller.call(
      ChangePurchase,
      { id: purchase.id, nextBillDate: '2031-01-31' },
      testActor(),
      { ifMatch: purchase.version },
    );
    expect(dayOf(new Date(changed.nextBillAt ?? ''), 'Pacific/Kiritimati')).toBe('2031-01-31');
  });

  it('reaches purchases that are there already, and leaves the next date the moment it is', async () => {
    const customerId = newId();
    const before = await bought(customerId);
    expect(before.timeZone).toBe('UTC');
    await reported(customerId, 'updated', { fieldNames: ['timeZone'], timeZone: 'Asia/Tokyo' });
    const after = await eventually('the purchase has the zone', async () => {
      const read = await fixture.read(before.id);
      return read.timeZone === 'Asia/Tokyo' ? read : undefined;
    });
    expect(after.nextBillAt).toBe(before.nextBillAt);
  });

  it('is UTC again when it is cleared, and stays when something else is updated', async () => {
    const customerId = newId();
    await reported(customerId, 'created', { timeZone: 'Europe/Berlin' });
    await reported(customerId, 'updated', { fieldNames: ['name'] });
    await learned(customerId, 'Europe/Berlin');
    await reported(customerId, 'updated', { fieldNames: ['timeZone'] });
    await learned(customerId, 'UTC');
  });

  it('is forgotten with the customer', async () => {
    const customerId = newId();
    await reported(customerId, 'created', { timeZone: 'Europe/Berlin' });
    await learned(customerId, 'Europe/Berlin');
    await reported(customerId, 'anonymised', {});
    await eventually('the zone is gone', async () => {
      const rows = await billing.database.query('select from customer_zone where customer_id = $1', [
        customerId,
      ]);
      return rows.length === 0;
    });
  });
});
