import { drives, type Driven } from './drives';
import { PurchaseScenario } from './purchase-scenario';
import { Scenario } from './scenario';

/** What people do to purchases, and what engines tell of them. */
describe('Purchases are changed', () => {
  let scenario: Scenario;
  let shop: PurchaseScenario;
  beforeAll(async () => {
    scenario = await Scenario.open();
    shop = await PurchaseScenario.open(scenario);
  });
  const on = (): Scenario => scenario;

  drives(
    'billing.purchase.billing_date_changed',
    'PATCH /purchases/{id}',
    'an agent moves the billing date',
    on,
    async (): Promise<Driven> => {
      // Every purchase of the shop is moved when it was bought.
      const bought = await shop.buy();
      return { customerId: bought.customerId, attributes: { billDayTo: '2035-01-31' } };
    },
  );

  drives(
    'billing.purchase.quantity_changed',
    'PATCH /purchases/{id}',
    'an agent changes the quantity',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.patch(bought, { quantity: 3 });
      return {
        customerId: bought.customerId,
        attributes: { quantityFrom: 1, quantityTo: 3, price: { amount: '90.00', currency: 'USD' } },
      };
    },
  );

  drives(
    'billing.purchase.price_changed',
    'PATCH /purchases/{id}',
    'an agent changes the unit price',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.patch(bought, { unitPrice: { amount: '25.00', currency: 'USD' } });
      return {
        customerId: bought.customerId,
        attributes: { unitPriceTo: { amount: '25.00', currency: 'USD' } },
      };
    },
  );

  drives(
    'billing.purchase.product_option_changed',
    'PATCH /purchases/{id}',
    'an agent chooses another option',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.patch(bought, { productOption: shop.product.options[1]?.id });
      return { customerId: bought.customerId, attributes: { optionFrom: 'Green', optionTo: 'Blue' } };
    },
  );

  drives(
    'billing.purchase.payment_method_changed',
    'PATCH /purchases/{id}',
    'an agent has it charged to another card',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.chargeTo(bought, 'tok_soft_decline');
      return {
        customerId: bought.customerId,
        attributes: { from: '•••• 4242', to: '•••• 9995', productName: shop.product.name },
      };
    },
  );

  drives(
    'billing.purchase.updated',
    'intake purchase.updated',
    'an engine tells of a change',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ byEngine: true });
      await shop.engineReports(bought, 'purchase.updated', { quantity: 2 });
      return { customerId: bought.customerId, attributes: { fieldNames: ['quantity'] } };
    },
  );

  drives(
    'billing.purchase.product_changed',
    'POST /purchases/{id}/change',
    'an agent puts another product in its place',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.post(bought, 'change', shop.choice(shop.smaller));
      return {
        customerId: bought.customerId,
        attributes: { productNameFrom: shop.product.name, productNameTo: shop.smaller.name },
      };
    },
  );

  drives(
    'billing.purchase.renewed',
    'POST /purchases/{id}/renew',
    'an agent renews it',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ point: 'twice' });
      await shop.post(bought, 'renew');
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );

  drives(
    'billing.purchase.renewed',
    'intake purchase.renewed',
    'an engine tells of its renewal',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ byEngine: true });
      await shop.engineReports(bought, 'purchase.renewed', { discount: { name: 'Loyal', occurrence: 1 } });
      return { customerId: bought.customerId, attributes: { discountName: 'Loyal', discountOccurrence: 1 } };
    },
  );

  drives(
    'billing.trial.started',
    'POST /orders',
    'a customer buys a trial',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ point: 'trial' });
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );

  drives(
    'billing.trial.restarted',
    'POST /purchases/{id}/trial/restart',
    'an agent begins the trial anew',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ point: 'trial' });
      await shop.post(bought, 'trial/restart');
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );

  drives(
    'billing.trial.skipped',
    'POST /purchases/{id}/trial/skip',
    'an agent skips the trial',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ point: 'trial' });
      await shop.post(bought, 'trial/skip');
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );

  drives(
    'billing.trial.stopped',
    'POST /purchases/{id}/trial/stop',
    'an agent stops the trial',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ point: 'trial' });
      await shop.post(bought, 'trial/stop', { reason: 'Not wanted' });
      return { customerId: bought.customerId, attributes: { text: 'Not wanted' } };
    },
  );

  drives(
    'billing.rebill.cancelled',
    'POST /purchases/{id}/cancel',
    'an agent cancels it',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.post(bought, 'cancel', { reason: 'Moved away' });
      return {
        customerId: bought.customerId,
        attributes: { ...{ productName: shop.product.name, orderId: bought.orderId }, text: 'Moved away' },
      };
    },
  );

  drives(
    'billing.transaction.voided',
    'POST /purchases/{id}/cancel',
    'an agent cancels it with a refund',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.post(bought, 'cancel', { reason: 'Never used it', refund: true });
      return {
        customerId: bought.customerId,
        attributes: { amount: { amount: '30.00', currency: 'USD' } },
      };
    },
  );

  drives(
    'billing.rebill.restarted',
    'POST /purchases/{id}/restart',
    'an agent restarts it',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.post(bought, 'cancel', { reason: 'Moved away' });
      await shop.post(bought, 'restart', { reason: 'Moved back' });
      return { customerId: bought.customerId, attributes: { text: 'Moved back' } };
    },
  );

  drives(
    'billing.purchase.billing_restarted',
    'POST /purchases/{id}/restart-billing',
    'an agent begins its cycles anew',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy();
      await shop.post(bought, 'restart-billing');
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );
});
