import { drives, type Driven } from './drives';
import { PurchaseScenario } from './purchase-scenario';
import { Scenario } from './scenario';

/** What we bill when its time has come, and what is forced. */
describe('Purchases are billed', () => {
  let scenario: Scenario;
  let shop: PurchaseScenario;
  beforeAll(async () => {
    scenario = await Scenario.open();
    shop = await PurchaseScenario.open(scenario);
  });
  const on = (): Scenario => scenario;

  drives('billing.rebill.started', 'scheduler', 'a cycle falls due', on, async (): Promise<Driven> => {
    const bought = await shop.buy({ point: 'twice' });
    await shop.fallDue(bought);
    return { customerId: bought.customerId, attributes: { cycle: 2 } };
  });

  drives('billing.rebill.succeeded', 'scheduler', 'a cycle is billed', on, async (): Promise<Driven> => {
    const bought = await shop.buy({ point: 'twice' });
    await shop.fallDue(bought);
    return { customerId: bought.customerId, attributes: { amount: { amount: '30.00', currency: 'USD' } } };
  });

  drives(
    'billing.rebill.completed',
    'scheduler',
    'the last cycle is billed',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ point: 'twice' });
      await shop.fallDue(bought);
      return { customerId: bought.customerId, attributes: { cycle: 2 } };
    },
  );

  drives(
    'billing.rebill.failed',
    'scheduler',
    'a cycle is declined for good',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ point: 'twice' });
      await shop.chargeTo(bought, 'tok_hard_decline');
      await shop.fallDue(bought);
      return { customerId: bought.customerId, attributes: { processor: 'processor' } };
    },
  );

  drives(
    'billing.rebill.forced',
    'POST /purchases/{id}/force-bill',
    'an agent bills the current cycle now',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ point: 'twice' });
      await shop.post(bought, 'force-bill', { reason: 'Asked for it' });
      return { customerId: bought.customerId, attributes: { cycle: 2, text: 'Asked for it' } };
    },
  );

  drives(
    'billing.rebill.forced',
    'POST /purchases/{id}/force-bill',
    'an agent asks the engine to bill it now',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ byEngine: true });
      await shop.post(bought, 'force-bill');
      return { customerId: bought.customerId, attributes: { cycle: 2 } };
    },
  );

  drives(
    'billing.trial.completed',
    'scheduler',
    'a trial ends and its first full cycle is billed',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ point: 'trial' });
      await shop.fallDue(bought);
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );

  drives(
    'billing.trial.completed',
    'intake trial.completed',
    'an engine tells that a trial was completed',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ point: 'trial', byEngine: true });
      await shop.engineReports(bought, 'trial.completed');
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );

  drives(
    'billing.trial.failed',
    'scheduler',
    'a trial ends and its first full cycle is declined',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ point: 'trial' });
      await shop.chargeTo(bought, 'tok_hard_decline');
      await shop.fallDue(bought);
      return { customerId: bought.customerId, attributes: { processor: 'processor' } };
    },
  );

  drives(
    'billing.recycle.started',
    'scheduler',
    'a declined cycle is going to be tried again',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ point: 'twice' });
      await shop.chargeTo(bought, 'tok_soft_decline');
      await shop.fallDue(bought);
      return { customerId: bought.customerId, attributes: { cycle: 2 } };
    },
  );

  drives(
    'billing.recycle.saved',
    'scheduler',
    'a declined cycle is tried again and billed for less',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ point: 'twice' });
      await shop.chargeTo(bought, 'tok_soft_decline');
      await shop.fallDue(bought);
      const retryAt = await shop.nextRetry(bought);
      await shop.chargeTo(bought, 'tok_success');
      shop.turnTo(retryAt);
      return { customerId: bought.customerId, attributes: { cycle: 2 } };
    },
  );

  drives(
    'billing.recycle.failed',
    'scheduler',
    'a declined cycle is tried again as often as the profile says',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ point: 'twice' });
      await shop.chargeTo(bought, 'tok_soft_decline');
      await shop.fallDue(bought);
      const first = await shop.nextRetry(bought);
      shop.turnTo(first);
      shop.turnTo(await shop.nextRetry(bought, first));
      await shop.until(bought, 'recycle_failed');
      return { customerId: bought.customerId, times: 2 };
    },
  );
});
