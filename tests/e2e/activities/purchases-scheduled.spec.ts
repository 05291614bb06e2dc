import { drives, type Driven } from './drives';
import { PurchaseScenario } from './purchase-scenario';
import { Scenario } from './scenario';

/** What is scheduled for purchases, withdrawn, and done when its time has come. */
describe('Changes of purchases are scheduled', () => {
  let scenario: Scenario;
  let shop: PurchaseScenario;
  beforeAll(async () => {
    scenario = await Scenario.open();
    shop = await PurchaseScenario.open(scenario);
  });
  const on = (): Scenario => scenario;

  drives(
    'billing.purchase.cancellation_scheduled',
    'POST /purchases/{id}/cancel',
    'an agent schedules its cancellation',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.post(bought, 'cancel', { reason: 'Too dear', when: 'next_date' });
      return {
        customerId: bought.customerId,
        attributes: { scheduledDate: bought.nextBillAt?.slice(0, 10), text: 'Too dear' },
      };
    },
  );

  drives(
    'billing.purchase.cancellation_withdrawn',
    'DELETE /purchases/{id}/cancel',
    'an agent withdraws its cancellation',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.post(bought, 'cancel', { reason: 'Too dear', when: 'next_date' });
      await shop.withdraw(bought, 'cancel');
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );

  drives(
    'billing.purchase.pause_scheduled',
    'POST /purchases/{id}/pause',
    'an agent schedules a pause',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.post(bought, 'pause', { months: 2 });
      return {
        customerId: bought.customerId,
        attributes: { months: 2, scheduledDate: bought.nextBillAt?.slice(0, 10) },
      };
    },
  );

  drives(
    'billing.purchase.pause_withdrawn',
    'DELETE /purchases/{id}/pause',
    'an agent withdraws the pause',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.post(bought, 'pause', { months: 2 });
      await shop.withdraw(bought, 'pause');
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );

  drives(
    'billing.purchase.paused',
    'POST /purchases/{id}/pause',
    'an agent pauses it now',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.post(bought, 'pause', { months: 3, when: 'now' });
      return { customerId: bought.customerId, attributes: { months: 3 } };
    },
  );

  drives(
    'billing.purchase.pause_ended_early',
    'POST /purchases/{id}/resume',
    'an agent ends the pause early',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.post(bought, 'pause', { months: 3, when: 'now' });
      await shop.post(bought, 'resume');
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );

  drives(
    'billing.purchase.downgrade_scheduled',
    'POST /purchases/{id}/downgrade',
    'an agent schedules a downgrade',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.post(bought, 'downgrade', shop.choice(shop.smaller));
      return {
        customerId: bought.customerId,
        attributes: { productNameTo: shop.smaller.name, scheduledDate: bought.nextBillAt?.slice(0, 10) },
      };
    },
  );

  drives(
    'billing.purchase.downgrade_withdrawn',
    'DELETE /purchases/{id}/downgrade',
    'an agent withdraws the downgrade',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.post(bought, 'downgrade', shop.choice(shop.smaller));
      await shop.withdraw(bought, 'downgrade');
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );

  drives(
    'billing.rebill.cancelled',
    'scheduler',
    'a scheduled cancellation comes',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.post(bought, 'cancel', { reason: 'Too dear', when: 'next_date' });
      await shop.fallDue(bought);
      return { customerId: bought.customerId, attributes: { text: 'Too dear' } };
    },
  );

  drives(
    'billing.purchase.paused',
    'scheduler',
    'a scheduled pause begins',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.post(bought, 'pause', { months: 1 });
      await shop.fallDue(bought);
      return { customerId: bought.customerId, attributes: { months: 1 } };
    },
  );

  drives(
    'billing.purchase.pause_ended',
    'scheduler',
    'a pause has lasted its months',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      const paused = await shop.post(bought, 'pause', { months: 1, when: 'now' });
      shop.turnTo(paused.pause?.until);
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );

  drives(
    'billing.purchase.product_changed',
    'scheduler',
    'a scheduled downgrade is done',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.post(bought, 'downgrade', shop.choice(shop.smaller));
      await shop.fallDue(bought);
      return {
        customerId: bought.customerId,
        attributes: { productNameFrom: shop.product.name, productNameTo: shop.smaller.name },
      };
    },
  );
});
