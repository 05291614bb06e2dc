import type {
  AddressCheckView,
  CustomerCallView,
  CustomerSmsView,
  CustomerView,
  OrderView,
} from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { systemUnderTest } from './system-address';
import { World } from './world';

describe('Plugins', () => {
  let world: World;
  let customer: CustomerView;

  /** A plugin behaves so towards whatever concerns this story's street or number, and nobody else's. */
  const behave = (plugin: string, behaviour: string, when: string): Promise<unknown> =>
    world.sandbox.put(`/plugins/${plugin}`, { behaviour, when });
  const types = async (id: string): Promise<string[]> => Object.keys(await world.counts(id)).sort();
  const stands = (id: string, type: string): Promise<unknown> =>
    eventually(`${type} stands in the timeline`, async () => (await types(id)).includes(type) || undefined);
  const shippedTo = (line1: string): object => ({
    ...world.orderOf(customer),
    shippingAddress: { line1, city: 'Springfield', postalCode: '12345', country: 'US' },
  });

  beforeAll(async () => {
    world = await World.setUp(systemUnderTest());
    customer = await world.admin.post<CustomerView>('/customers', {
      name: `Pia Plugin ${world.mark}`,
      phones: [{ number: '+14155552671' }],
      addresses: [
        { purpose: 'shipping', line1: `1 Good Street ${world.mark}`, city: 'Springfield', country: 'US' },
        { purpose: 'billing', line1: `2 Lost Street ${world.mark}`, city: 'Springfield', country: 'US' },
      ],
    });
  });

  it('are described by a document that the gateway hands out', async () => {
    const response = await fetch(`${systemUnderTest().urls.gateway}/api/plugins.json`);
    expect(await response.json()).toMatchObject({ openapi: '3.1.0', info: { title: 'Daybook plugins' } });
  });

  it('verify addresses, call customers and send them text messages', async () => {
    const [, lost] = customer.addresses;
    await behave('address-check', 'decline', `2 Lost Street ${world.mark}`);
    const path = `/customers/${customer.id}`;
    expect(await world.admin.post<AddressCheckView>(`${path}/address-check`, {})).toMatchObject({
      outcome: 'verified',
      provider: 'Sandbox Streets',
    });
    expect(
      await world.admin.post<AddressCheckView>(`${path}/address-check`, { addressId: lost?.id }),
    ).toMatchObject({ outcome: 'not_verified', reasonCode: 'undeliverable' });
    expect(await world.admin.post<CustomerCallView>(`${path}/calls`, {})).toMatchObject({
      outcome: 'started',
      number: '+14155552671',
    });
    expect(
      await world.admin.post<CustomerSmsView>(`${path}/sms`, { text: `On its way ${world.mark}` }),
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
      const street = `${behaviour} street ${world.mark}`;
      await behave('tax', behaviour, street);
      await behave('fraud', behaviour, street);
      const order = await world.admin.post<OrderView>(
        '/orders',
        shippedTo(street),
        `${behaviour}-${world.mark}`,
      );
      expect(order).toMatchObject({ status: 'complete', total: { amount: '39.90' } });
      await eventually('the failure stands in the timeline', async () => {
        const items = await world.timeline(customer.id);
        return items.find(
          (item) => item.type === 'billing.tax.calculation_failed' && item.about['orderId'] === order.id,
        );
      });
    },
  );

  it('score an order, which waits for people, and the report counts what they said', async () => {
    const street = `7 Shady Street ${world.mark}`;
    await behave('fraud', 'decline', street);
    const before = (await world.totals())['fraud_result'] ?? 0;
    const order = await world.admin.post<OrderView>('/orders', shippedTo(street), `shady-${world.mark}`);
    expect(order).toMatchObject({ status: 'pending', qaCause: 'fraud_result' });
    await eventually('the report counts the verdict', async () => {
      expect((await world.totals())['fraud_result']).toBe(before + 1);
      return true;
    });
    const item = (await world.timeline(customer.id)).find(
      ({ type, about }) => type === 'billing.fraud.scored' && about['orderId'] === order.id,
    );
    expect(item?.message).toBe('Fraud result of Sandbox Shield: reject (score 95)');
    expect((await world.totals())['tax_calculation_failed']).toBe(4);
  });
});
