import type { PurchaseView } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { drives } from './drives';
import { Stage } from './stage';

/** The stage itself: what happens on it before and after the clock was turned is seen all the same. */
describe('On the stage', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });

  drives(
    'customers.note.added',
    'POST /customers/{id}/notes',
    'an agent writes a note',
    () => stage,
    async () => {
      const customer = await stage.world.createCustomer(`Nina Note ${stage.world.mark}`);
      await stage.admin.post(`/customers/${customer.id}/notes`, { text: 'Call her back' });
      return { customerId: customer.id, attributes: { text: 'Call her back' } };
    },
  );

  drives(
    'customers.customer.created',
    'POST /customers',
    'a customer is made a month later',
    () => stage,
    async () => {
      stage.turn(30);
      const customer = await eventually('the services have turned their clocks', async () => {
        const made = await stage.world.createCustomer(`Mona Month ${stage.world.mark}`);
        return Date.parse(made.createdAt) > Date.now() + 29 * 86_400_000 ? made : undefined;
      });
      return { customerId: customer.id };
    },
  );

  drives(
    'billing.rebill.succeeded',
    'intake rebill.succeeded',
    'an engine bills a cycle',
    () => stage,
    async () => {
      const customer = await stage.world.createCustomer(`Rita Rebill ${stage.world.mark}`);
      await stage.world.order(customer);
      const purchase: PurchaseView = await stage.world.purchaseOf(customer.id);
      const { receipt } = await stage.world.publish('rebill.succeeded', stage.world.rebill(purchase.id, 2));
      expect(receipt?.outcome).toBe('accepted');
      return { customerId: customer.id, attributes: { productName: purchase.productName } };
    },
  );

  drives(
    'fulfillment.fulfillment.shipped',
    'webhook fulfillment.shipped',
    'a house ships',
    () => stage,
    async () => {
      const customer = await stage.world.createCustomer(`Sven Ship ${stage.world.mark}`);
      const order = await stage.world.order(customer);
      const { id } = await stage.world.fulfillmentOf(order.id);
      await stage.world.housePosts(id, {
        type: 'fulfillment.shipped',
        data: { trackingNumber: '1Z0000009', carrier: 'UPS' },
      });
      return { customerId: customer.id, attributes: { carrier: 'UPS' } };
    },
  );
});
