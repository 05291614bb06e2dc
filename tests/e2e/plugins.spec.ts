import type {
  AddressCheckView,
  CustomerCallView,
  CustomerSmsView,
  CustomerView,
  OrderView,
} from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { systemUnderTest } from './system-address';
import { Seller } from './seller';

describe('Plugins', () => {
  let seller: Seller;
  let customer: CustomerView;

  /** A plugin behaves so towards whatever concerns this story's street or number, and nobody else's. */
  const behave = (plugin: string, behaviour: string, when: string): Promise<unknown> =>
    seller.sandbox.put(`/plugins/${plugin}`, { behaviour, when });
  const types = async (id: string): Promise<string[]> => Object.keys(await seller.counts(id)).sort();
  const stands = (id: string, type: string): Promise<unknown> =>
    eventually(`${type} stands in the timeline`, async () => (await types(id)).includes(type) || undefined);
  const shippedTo = (line1: string): object => ({
    ...seller.orderOf(customer),
    shippingAddress: { line1, city: 'Springfield', postalCode: '12345', country: 'US' },
  });

  beforeAll(async () => {
    seller = await Seller.setUp(systemUnderTest());
    customer = await seller.admin.post<CustomerView>('/customers', {
      name: `Pia Plugin ${seller.mark}`,
      phones: [{ number: '+14155552671' }],
      addresses: [
        { purpose: 'shipping', line1: `1 Good Street ${seller.mark}`, city: 'Springfield', country: 'US' },
        { purpose: 'billing', line1: `2 Lost Street ${seller.mark}`, city: 'Springfield', country: 'US' },
      ],
    });
  });

  it('are described by a document that the gateway hands out', async () => {
    const response = await fetch(`${systemUnderTest().urls.gateway}/api/plugins.json`);
    expect(await response.json()).toMatchObject({ openapi: '3.1.0', info: { title: 'Daybook plugins' } });
  });

  it('verify addresses, call customers and send them text messages', async () => {
    const [, lost] = customer.addresses;
    await behave('address-check', 'decline', `2 Lost Street ${seller.mark}`);
    const path = `/customers/${customer.id}`;
    expect(await seller.admin.post<AddressCheckView>(`${path}/address-check`, {})).toMatchObject({
      outcome: 'verified',
      provider: 'Sandbox Streets',
    });
    expect(
      await seller.admin.post<AddressCheckView>(`${path}/address-check`, { addressId: lost?.id }),
    ).toMatchObject({ outcome: 'not_verified', reasonCode: 'undeliverable' });
    expect(await seller.admin.post<CustomerCallView>(`${path}/calls`, {})).toMatchObject({
      outcome: 'started',
      number: '+14155552671',
    });
    expect(
      await seller.admin.post<CustomerSmsView>(`${path}/sms`, { text: `On its way ${seller.mark}` }),
    ).toMatchObject({ outcome: 'started' });
    for (const type of [
      'customers.address.verified',
      'customers.address.verify_failed',
      'customers.call.started',
      'customers.sms.sent',
    ]) {
      await stands(customer.id, type);
    }
  });

  it.each(['timeout', 'error', 'rubbish', 'wrong_signature'])(
    'that answer with %s make their activity and no error page, and the order is paid',
    async (behaviour) => {
      const street = `${behaviour} street ${seller.mark}`;
      await behave('tax', behaviour, street);
      await behave('fraud', behaviour, street);
      const order = await seller.admin.post<OrderView>(
        '/orders',
        shippedTo(street),
        `${behaviour}-${seller.mark}`,
      );
      expect(order).toMatchObject({ status: 'complete', total: { amount: '39.90' } });
      await eventually('the failure stands in the timeline', async () => {
        const items = await seller.timeline(customer.id);
        return items.find(
          (item) => item.type === 'billing.tax.calculation_failed' && item.about['orderId'] === order.id,
        );
      });
    },
  );

  it('score an order, which waits for people, and the report counts what they said', async () => {
    const street = `7 Shady Street ${seller.mark}`;
    await behave('fraud', 'decline', street);
    const before = (await seller.totals())['fraud_result'] ?? 0;
    const order = await seller.admin.post<OrderView>('/orders', shippedTo(street), `shady-${seller.mark}`);
    expect(order).toMatchObject({ status: 'pending', qaCause: 'fraud_result' });
    await eventually('the report counts the verdict', async () => {
      expect((await seller.totals())['fraud_result']).toBe(before + 1);
      return true;
    });
    const item = (await seller.timeline(customer.id)).find(
      ({ type, about }) => type === 'billing.fraud.scored' && about['orderId'] === order.id,
    );
    expect(item?.message).toBe('Fraud result of Sandbox Shield: reject (score 95)');
    expect((await seller.totals())['tax_calculation_failed']).toBe(4);
  });
});
