import { randomUUID } from 'node:crypto';
import type { CampaignView, OrderView } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { drives } from './drives';
import { Scenario } from './scenario';

/** What becomes of orders by who ships them, and where to. */
describe('Orders and who ships them', () => {
  let scenario: Scenario;
  let customers = 0;

  beforeAll(async () => {
    scenario = await Scenario.open({ captureAt: 'sale' });
  });
  const on = () => scenario;
  const place = async (changes: object): Promise<OrderView> => {
    const customer = await scenario.seller.createCustomer(
      `Sven Shipped ${scenario.seller.mark} ${++customers}`,
    );
    return scenario.admin.post<OrderView>(
      '/orders',
      { ...scenario.seller.orderOf(customer), ...changes },
      randomUUID(),
    );
  };
  const productNames = () => [scenario.seller.product.name];

  drives(
    'billing.qa.pending',
    'POST /orders',
    'the house that would get an order does not ship to its country',
    on,
    async () => {
      const { house, campaign, mark } = scenario.seller;
      const { categoryId } = campaign;
      const terms = { categoryId, baseCurrency: 'USD', countries: [], captureAt: 'sale' };
      const abroad = await scenario.admin.post<CampaignView>('/campaigns', {
        name: `Abroad ${mark}`,
        ...terms,
      });
      await scenario.admin.post('/fulfillment-houses', {
        name: `abroad-${mark}`,
        url: house.url,
        campaignIds: [abroad.id],
        countries: ['CA'],
      });
      const order = await eventually('billing knows the house', async () => {
        const placed = await place({ campaignId: abroad.id });
        return placed.status === 'pending' ? placed : undefined;
      });
      return {
        customerId: order.customerId,
        attributes: { productNames: productNames(), orderId: order.id, cause: 'shipping_declined' },
      };
    },
  );

  drives(
    'fulfillment.fulfillment.updated',
    'bus billing.order.updated',
    'the address of an order is changed before its parcel is sent',
    on,
    async () => {
      const { house, campaign, mark } = scenario.seller;
      const terms = {
        categoryId: campaign.categoryId,
        baseCurrency: 'USD',
        countries: [],
        captureAt: 'sale',
      };
      const waiting = await scenario.admin.post<CampaignView>('/campaigns', {
        name: `Waiting ${mark}`,
        ...terms,
      });
      // Nobody is there to take its orders.
      const name = `away-${mark}`;
      const url = house.url.replace(house.name, name);
      await scenario.admin.post('/fulfillment-houses', { name, url, campaignIds: [waiting.id] });
      const order = await place({ campaignId: waiting.id });
      await scenario.seller.fulfillmentOf(order.id);
      const shippingAddress = { line1: '7 Elm St', city: 'Salem', postalCode: '12345', country: 'US' };
      await scenario.admin.patch(`/orders/${order.id}`, { shippingAddress }, order.version);
      const attributes = { orderId: order.id, houseName: name, fieldNames: ['shippingAddress'] };
      return { customerId: order.customerId, attributes };
    },
  );

  drives(
    'fulfillment.fulfillment.bundled',
    'scheduler',
    'two orders of one customer wait for their house within its window',
    on,
    async () => {
      const { seller } = scenario;
      const { house, campaign, mark } = seller;
      const { categoryId } = campaign;
      const terms = { categoryId, baseCurrency: 'USD', countries: [], captureAt: 'sale' };
      const bundling = await scenario.admin.post<CampaignView>('/campaigns', {
        name: `Bundling ${mark}`,
        ...terms,
      });
      await scenario.admin.post('/fulfillment-houses', {
        name: `bundling-${mark}`,
        url: house.url,
        campaignIds: [bundling.id],
        bundlingMinutes: 600,
      });
      const customer = await seller.createCustomer(`Bianca Bundled ${mark}`);
      const body = { ...seller.orderOf(customer), campaignId: bundling.id };
      const first = await scenario.admin.post<OrderView>('/orders', body, randomUUID());
      const second = await scenario.admin.post<OrderView>('/orders', body, randomUUID());
      await seller.fulfillmentOf(first.id);
      const joined = await seller.fulfillmentOf(second.id);
      scenario.turn(0.5);
      const attributes = { orderId: first.id, houseName: `bundling-${mark}`, bundledIds: [joined.id] };
      return { customerId: first.customerId, attributes };
    },
  );
});
