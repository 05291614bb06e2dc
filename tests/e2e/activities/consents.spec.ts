import { drives, type Driven } from './drives';
import { PurchaseShop } from './purchase.shop';
import { Stage } from './stage';

/** What customers consent to be billed for. */
describe('Consent is asked for', () => {
  let stage: Stage;
  let shop: PurchaseShop;
  beforeAll(async () => {
    stage = await Stage.open();
    shop = await PurchaseShop.open(stage);
  });
  const on = (): Stage => stage;

  drives(
    'billing.consent.requested',
    'scheduler',
    'the customer is asked before a billing',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ campaign: shop.consenting });
      await shop.fallDue(bought);
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );

  drives(
    'billing.consent.requested',
    'POST /purchases/{id}/consent',
    'an agent has the customer asked',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ campaign: shop.consenting, byEngine: true });
      await shop.post(bought, 'consent');
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );

  drives(
    'billing.consent.received',
    'PUT /purchases/{id}/consent',
    'an agent enters the consent',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ campaign: shop.consenting });
      await stage.admin.put(`/purchases/${bought.id}/consent`, { answer: 'received' });
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );

  drives(
    'billing.consent.denied',
    'PUT /purchases/{id}/consent',
    'an agent enters the denial',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ campaign: shop.consenting });
      await stage.admin.put(`/purchases/${bought.id}/consent`, { answer: 'denied' });
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );

  drives(
    'billing.consent.received',
    'intake consent.received',
    'an engine tells of the consent',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ byEngine: true });
      await shop.engineTells(bought, 'consent.received');
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );

  drives(
    'billing.consent.denied',
    'intake consent.denied',
    'an engine tells of the denial',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ byEngine: true });
      await shop.engineTells(bought, 'consent.denied');
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );
});
