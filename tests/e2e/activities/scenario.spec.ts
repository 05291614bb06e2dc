import type { PurchaseView } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { drives } from './drives';
import { Scenario } from './scenario';

/** The stage itself: what happens on it before and after the clock was turned is seen all the same. */
describe('On the stage', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await Scenario.open();
  });

  drives(
    'customers.note.added',
    'POST /customers/{id}/notes',
    'an agent writes a note',
    () => scenario,
    async () => {
      const customer = await scenario.seller.createCustomer(`Nina Note ${scenario.seller.mark}`);
      await scenario.admin.post(`/customers/${customer.id}/notes`, { text: 'Call her back' });
      return { customerId: customer.id, attributes: { text: 'Call her back' } };
    },
  );

  drives(
    'customers.customer.created',
    'POST /customers',
    'a customer is made a month later',
    () => scenario,
    async () => {
      scenario.turn(30);
      const customer = await eventually('the services have turned their clocks', async () => {
        const made = await scenario.seller.createCustomer(`Mona Month ${scenario.seller.mark}`);
        return Date.parse(made.createdAt) > Date.now() + 29 * 86_400_000 ? made : undefined;
      });
      return { customerId: customer.id };
    },
  );

  drives(
    'billing.rebill.succeeded',
    'intake rebill.succeeded',
    'an engine bills a cycle',
    () => scenario,
    async () => {
      const customer = await scenario.seller.createCustomer(`Rita Rebill ${scenario.seller.mark}`);
      await scenario.seller.order(customer);
      const purchase: PurchaseView = await scenario.seller.purchaseOf(customer.id);
      const { receipt } = await scenario.seller.publish(
        'rebill.succeeded',
        scenario.seller.rebill(purchase.id, 2),
      );
      expect(receipt?.outcome).toBe('accepted');
      return { customerId: customer.id, attributes: { productName: purchase.productName } };
    },
  );

  drives(
    'billing.rebill.amount_differs',
    'intake rebill.succeeded',
    'an engine tells of a billed cycle again, with another amount',
    () => scenario,
    async () => {
      const customer = await scenario.seller.createCustomer(`Rita Repeat ${scenario.seller.mark}`);
      await scenario.seller.order(customer);
      const purchase: PurchaseView = await scenario.seller.purchaseOf(customer.id);
      const billed = scenario.seller.rebill(purchase.id, 2);
      const reported = { amount: '12.34', currency: 'USD' };
      await scenario.seller.publish('rebill.succeeded', billed);
      await scenario.seller.publish('rebill.succeeded', { ...billed, amount: reported });
      return { customerId: customer.id, attributes: { cycle: 2, reported } };
    },
  );

  drives(
    'fulfillment.fulfillment.shipped',
    'webhook fulfillment.shipped',
    'a house ships',
    () => scenario,
    async () => {
      const customer = await scenario.seller.createCustomer(`Sven Ship ${scenario.seller.mark}`);
      const order = await scenario.seller.order(customer);
      const { id } = await scenario.seller.fulfillmentOf(order.id);
      await scenario.seller.housePosts(id, {
        type: 'fulfillment.shipped',
        data: { trackingNumber: '1Z0000009', carrier: 'UPS' },
      });
      return { customerId: customer.id, attributes: { carrier: 'UPS' } };
    },
  );
});
