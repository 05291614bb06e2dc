import { randomUUID } from 'node:crypto';
import type { CampaignView, CustomerView, OrderRefundView, OrderView } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { drives } from './drives';
import { Scenario } from './scenario';

/** What becomes of orders, by every face by which it does. */
describe('Orders', () => {
  let scenario: Scenario;
  /** A campaign whose orders are all looked at, and whose addresses are checked. */
  let careful: CampaignView;
  let customers = 0;

  beforeAll(async () => {
    scenario = await Scenario.open({ captureAt: 'sale' });
    const { name, categoryId } = scenario.seller.campaign;
    careful = await scenario.admin.post<CampaignView>('/campaigns', {
      name: `Careful ${name}`,
      categoryId,
      baseCurrency: 'USD',
      countries: ['US'],
      captureAt: 'sale',
      qaRate: 100,
      addressCheck: true,
    });
  });
  const on = () => scenario;
  const customer = (): Promise<CustomerView> =>
    scenario.seller.createCustomer(`Olga Order ${scenario.seller.mark} ${++customers}`);
  const place = async (changes: object = {}, token = 'tok_success'): Promise<OrderView> =>
    scenario.admin.post<OrderView>(
      '/orders',
      { ...scenario.seller.orderOf(await customer(), token), ...changes },
      randomUUID(),
    );
  const pending = (): Promise<OrderView> => place({ campaignId: careful.id });
  const judge = (order: OrderView, decision: string): Promise<OrderView> =>
    scenario.admin.post(`/orders/${order.id}/qa`, { decision, reason: 'Called back' });
  const productNames = () => [scenario.seller.product.name];

  drives('billing.order.partial_saved', 'POST /orders', 'an order is saved without paying', on, async () => {
    const order = await place({ status: 'partial', payment: undefined });
    return {
      customerId: order.customerId,
      attributes: { productNames: productNames(), orderId: order.id, customFieldsSet: { Source: 'TV' } },
    };
  });

  drives('billing.order.completed', 'POST /orders', 'an order with a discount is paid', on, async () => {
    const { product, mark } = scenario.seller;
    const name = `Spring ${mark}`;
    const discount = await scenario.admin.post<{ id: string }>('/discounts', {
      name,
      percentOff: 10,
      occurrences: 3,
    });
    const [point] = product.pricePoints;
    const order = await place({
      items: [{ productId: product.id, pricePointId: point?.id, quantity: 1, discountId: discount.id }],
    });
    return {
      customerId: order.customerId,
      attributes: {
        productNames: productNames(),
        orderId: order.id,
        discountName: name,
        discountOccurrences: 3,
        amount: { amount: '35.91', currency: 'USD' },
      },
    };
  });

  drives(
    'billing.order.completed',
    'POST /orders/{id}/complete',
    'a partial order is paid later',
    on,
    async () => {
      const order = await place({ status: 'partial', payment: undefined });
      await scenario.admin.post(`/orders/${order.id}/complete`, { payment: { token: 'tok_success' } });
      return { customerId: order.customerId, attributes: { orderId: order.id } };
    },
  );

  drives('billing.order.declined', 'POST /orders', 'the card is declined', on, async () => {
    const order = await place({}, 'tok_hard_decline');
    expect(order.status).toBe('declined');
    return {
      customerId: order.customerId,
      attributes: {
        productNames: productNames(),
        orderId: order.id,
        attemptedAmount: { amount: '39.90', currency: 'USD' },
        processor: 'processor',
      },
    };
  });

  drives(
    'billing.order.completed',
    'POST /orders/{id}/rerun',
    'a declined order is saved with another card',
    on,
    async () => {
      const order = await place({}, 'tok_soft_decline');
      const saved = await scenario.admin.post<OrderView>(`/orders/${order.id}/rerun`, {
        payment: { token: 'tok_success' },
      });
      expect(saved).toMatchObject({ status: 'complete', declineSaved: true });
      return { customerId: order.customerId, attributes: { orderId: order.id, declineSaved: true } };
    },
  );

  drives('billing.qa.pending', 'POST /orders', 'a campaign has its orders looked at', on, async () => {
    const order = await pending();
    expect(order.status).toBe('pending');
    return {
      customerId: order.customerId,
      attributes: {
        cause: 'campaign_rate',
        productNames: productNames(),
        orderId: order.id,
        customFieldsSet: { Source: 'TV' },
      },
    };
  });

  drives('billing.qa.pending', 'plugin fraud', 'a fraud plugin does not accept an order', on, async () => {
    const street = `9 Shady Street ${scenario.seller.mark}`;
    await scenario.seller.sandbox.put('/plugins/fraud', { behaviour: 'decline', when: street });
    const order = await place({
      shippingAddress: { line1: street, city: 'Springfield', postalCode: '12345', country: 'US' },
    });
    return { customerId: order.customerId, attributes: { cause: 'fraud_result', orderId: order.id } };
  });

  drives('billing.qa.approved', 'POST /orders/{id}/qa', 'somebody approves an order', on, async () => {
    const order = await pending();
    expect((await judge(order, 'approve')).status).toBe('complete');
    return {
      customerId: order.customerId,
      attributes: {
        cause: 'campaign_rate',
        productNames: productNames(),
        orderId: order.id,
        text: 'Called back',
      },
    };
  });

  drives('billing.qa.declined', 'POST /orders/{id}/qa', 'somebody declines an order', on, async () => {
    const order = await pending();
    expect((await judge(order, 'decline')).status).toBe('declined');
    await eventually('its payment is given back', async () => {
      const seen = await scenario.admin.get<OrderView>(`/orders/${order.id}`);
      return seen.payment?.voided === true || undefined;
    });
    return { customerId: order.customerId, attributes: { orderId: order.id, text: 'Called back' } };
  });

  drives(
    'billing.address.verified',
    'plugin address-check',
    'the address of an order is checked',
    on,
    async () => {
      const order = await pending();
      return {
        customerId: order.customerId,
        attributes: { provider: 'Sandbox Streets', address: 'shipping' },
      };
    },
  );

  drives(
    'billing.address.verify_failed',
    'plugin address-check',
    'no mail reaches the address of an order',
    on,
    async () => {
      const street = `2 Lost Lane ${scenario.seller.mark}`;
      await scenario.seller.sandbox.put('/plugins/address-check', { behaviour: 'decline', when: street });
      const order = await place({
        campaignId: careful.id,
        shippingAddress: { line1: street, city: 'Springfield', postalCode: '12345', country: 'US' },
      });
      expect(order.qaCause).toBe('address_check');
      return {
        customerId: order.customerId,
        attributes: { provider: 'Sandbox Streets', reasonCode: 'undeliverable' },
      };
    },
  );

  drives('billing.order.updated', 'PATCH /orders/{id}', 'an agent sets a custom field', on, async () => {
    const order = await place();
    await scenario.admin.patch(`/orders/${order.id}`, { customFields: { Source: 'Radio' } }, order.version);
    return {
      customerId: order.customerId,
      attributes: { orderId: order.id, fieldNames: ['Source'], customFieldsSet: { Source: 'Radio' } },
    };
  });

  drives('billing.order.cancelled', 'POST /orders/{id}/cancel', 'an agent cancels an order', on, async () => {
    const order = await place();
    await scenario.admin.post(`/orders/${order.id}/cancel`, { reason: 'Changed their mind' });
    return {
      customerId: order.customerId,
      attributes: { productNames: productNames(), orderId: order.id, text: 'Changed their mind' },
    };
  });

  drives(
    'billing.rebill.cancelled',
    'POST /orders/{id}/cancel',
    'the purchase of a cancelled order is cancelled with it',
    on,
    async () => {
      const order = await place();
      await scenario.admin.post(`/orders/${order.id}/cancel`, { reason: 'Changed their mind' });
      return {
        customerId: order.customerId,
        attributes: { productName: scenario.seller.product.name, orderId: order.id },
      };
    },
  );

  drives(
    'billing.transaction.voided',
    'POST /orders/{id}/refund',
    'what was paid for an order is voided',
    on,
    async () => {
      const order = await place();
      const refund = await scenario.admin.post<OrderRefundView>(`/orders/${order.id}/refund`, {
        reason: 'Broken',
      });
      expect(refund.order.status).toBe('voided');
      return { customerId: order.customerId, attributes: { orderId: order.id, text: 'Broken' } };
    },
  );

  drives(
    'billing.rebill.cancelled',
    'POST /orders/{id}/refund',
    'the purchase of an order that is given back stops with it',
    on,
    async () => {
      const order = await place();
      await scenario.admin.post(`/orders/${order.id}/refund`, { reason: 'Broken' });
      return { customerId: order.customerId, attributes: { orderId: order.id, text: 'Broken' } };
    },
  );

  drives(
    'billing.purchase.kept',
    'POST /orders/{id}/refund',
    'the purchase of an order that is given back is kept',
    on,
    async () => {
      const order = await place();
      await scenario.admin.post(`/orders/${order.id}/refund`, { reason: 'Late', purchases: 'keep' });
      return { customerId: order.customerId, attributes: { orderId: order.id, text: 'Late' } };
    },
  );

  drives(
    'billing.refund.succeeded',
    'POST /orders/{id}/refund',
    'the void of an order comes too late, and it is refunded',
    on,
    async () => {
      const order = await place();
      await scenario.settle();
      const refund = await scenario.admin.post<OrderRefundView>(`/orders/${order.id}/refund`, {
        reason: 'Broken',
      });
      expect(refund.reversals.map(({ type }) => type)).toEqual(['void', 'refund']);
      return { customerId: order.customerId, attributes: { orderId: order.id, text: 'Broken' } };
    },
  );
});
