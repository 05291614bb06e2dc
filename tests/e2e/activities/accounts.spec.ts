import { randomUUID } from 'node:crypto';
import type { MembershipView, OrderView } from '@daybook/contracts';
import { drives, type Driven } from './drives';
import { MoneyScenario, pathOf, usd } from './money-scenario';

/** Cards, accounts, memberships and what engines tell of orders, by every face by which it comes about. */
describe('Customers’ accounts', () => {
  let shop: MoneyScenario;
  beforeAll(async () => {
    shop = await MoneyScenario.open('sale');
  });
  const on = () => shop.scenario;

  const ofAccount = ({ customerId }: OrderView) => ({ customerId, factReference: randomUUID() });

  drives('billing.payment_method.added', 'POST /orders', 'an order is paid with a new card', on, async () => {
    const { customerId } = await shop.buy();
    return { customerId, attributes: { paymentMethod: '•••• 4242' } };
  });

  drives(
    'billing.payment_method.added',
    'POST /customers/{id}/payment-methods',
    'a card is added by hand',
    on,
    async () => {
      const { id } = await shop.customer();
      await shop.scenario.admin.post(`/customers/${id}/payment-methods`, { token: 'tok_success' });
      return { customerId: id, attributes: { paymentMethod: '•••• 4242' } };
    },
  );

  drives(
    'billing.payment_method.removed',
    'DELETE /customers/{id}/payment-methods/{paymentMethodId}',
    'a card to which nothing is billed is removed',
    on,
    async () => {
      const { id } = await shop.customer();
      const cards = `/customers/${id}/payment-methods`;
      const card = await shop.scenario.admin.post<{ id: string }>(cards, { token: 'tok_success' });
      await shop.scenario.admin.send('DELETE', `${cards}/${card.id}`);
      return { customerId: id, attributes: { paymentMethod: '•••• 4242' } };
    },
  );

  const update = async (order: OrderView): Promise<void> => {
    await shop.scenario.admin.post(
      `${pathOf(order)}/payment-methods/${(await shop.cardOf(order)).id}/update`,
    );
  };
  drives(
    'billing.card.updated',
    'POST /customers/{id}/payment-methods/{paymentMethodId}/update',
    'the card updater finds a new card',
    on,
    async () => {
      const order = await shop.buy('tok_refund_fails');
      await update(order);
      return {
        customerId: order.customerId,
        attributes: { paymentMethod: '•••• 4242', responseCode: 'VAU-1' },
      };
    },
  );
  drives(
    'billing.card.update_failed',
    'POST /customers/{id}/payment-methods/{paymentMethodId}/update',
    'the card updater says that a card is closed',
    on,
    async () => {
      await shop.scenario.seller.sandbox.put('/plugins/card-updater', {
        behaviour: 'decline',
        when: 'tok_capture_fails',
      });
      const order = await shop.buy('tok_capture_fails');
      await update(order);
      return {
        customerId: order.customerId,
        attributes: { paymentMethod: '•••• 0341', responseCode: 'VAU-3' },
      };
    },
  );
  const card = (order: OrderView) => ({ ...ofAccount(order), cardLastFour: '1881' });
  drives('billing.card.updated', 'intake card.updated', 'an engine tells of a new card', on, () =>
    shop.reported('card.updated', card, { paymentMethod: '•••• 1881' }),
  );
  drives('billing.card.update_failed', 'intake card.update_failed', 'an engine found no new card', on, () =>
    shop.reported('card.update_failed', card, { paymentMethod: '•••• 1881' }),
  );

  drives(
    'billing.payment.received',
    'POST /customers/{id}/account/payments',
    'an additional payment is charged',
    on,
    async () => {
      const order = await shop.buy();
      const paymentMethodId = (await shop.cardOf(order)).id;
      await shop.scenario.admin.post(`${pathOf(order)}/account/payments`, {
        amount: usd('15.00'),
        paymentMethodId,
      });
      return {
        customerId: order.customerId,
        attributes: { amount: usd('15.00'), paymentMethod: '•••• 4242' },
      };
    },
  );
  drives('billing.payment.received', 'intake payment.received', 'an engine received a payment', on, () =>
    shop.reported(
      'payment.received',
      (order) => ({ ...ofAccount(order), amount: usd('5.00'), paymentMethod: 'Klarna' }),
      { amount: usd('5.00'), paymentMethod: 'Klarna' },
    ),
  );

  const entered = async (path: string): Promise<Driven> => {
    const order = await shop.buy();
    const reason = 'Late parcel';
    await shop.scenario.admin.post(`${pathOf(order)}/account/${path}`, { amount: usd('7.50'), reason });
    return { customerId: order.customerId, attributes: { amount: usd('7.50'), text: reason } };
  };
  drives(
    'billing.account.credited',
    'POST /customers/{id}/account/credits',
    'an account is credited',
    on,
    () => entered('credits'),
  );
  drives('billing.account.charged', 'POST /customers/{id}/account/charges', 'an account is charged', on, () =>
    entered('charges'),
  );

  const klarna = { processor: 'klarna', responseCode: 'K7' };
  drives(
    'billing.credit_control.entered',
    'POST /customers/{id}/account/credit-control',
    'an account enters credit control',
    on,
    async () => {
      const order = await shop.buy();
      await shop.scenario.admin.post(`${pathOf(order)}/account/credit-control`, klarna);
      return { customerId: order.customerId, attributes: klarna };
    },
  );
  drives(
    'billing.credit_control.exited',
    'DELETE /customers/{id}/account/credit-control',
    'an account leaves credit control',
    on,
    async () => {
      const order = await shop.buy();
      await shop.scenario.admin.post(`${pathOf(order)}/account/credit-control`, {});
      await shop.scenario.admin.send('DELETE', `${pathOf(order)}/account/credit-control`);
      return { customerId: order.customerId };
    },
  );
  drives(
    'billing.credit_control.entered',
    'intake credit_control.entered',
    'an engine puts an account into credit control',
    on,
    () => shop.reported('credit_control.entered', (order) => ({ ...ofAccount(order), ...klarna }), klarna),
  );
  drives(
    'billing.credit_control.exited',
    'intake credit_control.exited',
    'an engine takes an account out of credit control',
    on,
    () => shop.reported('credit_control.exited', ofAccount, {}, ['credit_control.entered']),
  );

  const membership = async (...changes: ('cancel' | 'restart')[]): Promise<Driven> => {
    const order = await shop.buy();
    const path = `${pathOf(order)}/memberships`;
    const { id } = await shop.scenario.admin.post<MembershipView>(path, { membershipName: 'Gold' });
    for (const change of changes) await shop.scenario.admin.post(`${path}/${id}/${change}`);
    return { customerId: order.customerId, attributes: { membershipName: 'Gold' } };
  };
  drives(
    'billing.membership.started',
    'POST /customers/{id}/memberships',
    'a membership is started at its plugin',
    on,
    () => membership(),
  );
  drives(
    'billing.membership.cancelled',
    'POST /customers/{id}/memberships/{membershipId}/cancel',
    'a membership is cancelled at its plugin',
    on,
    () => membership('cancel'),
  );
  drives(
    'billing.membership.restarted',
    'POST /customers/{id}/memberships/{membershipId}/restart',
    'a membership is restarted at its plugin',
    on,
    () => membership('cancel', 'restart'),
  );

  const gold = (order: OrderView) => ({ ...ofAccount(order), membershipName: 'Gold' });
  drives('billing.membership.started', 'intake membership.started', 'an engine starts a membership', on, () =>
    shop.reported('membership.started', gold, { membershipName: 'Gold' }),
  );
  drives(
    'billing.membership.cancelled',
    'intake membership.cancelled',
    'an engine cancels a membership',
    on,
    () => shop.reported('membership.cancelled', gold, { membershipName: 'Gold' }, ['membership.started']),
  );
  drives(
    'billing.membership.restarted',
    'intake membership.restarted',
    'an engine restarts a membership',
    on,
    () =>
      shop.reported('membership.restarted', gold, { membershipName: 'Gold' }, [
        'membership.started',
        'membership.cancelled',
      ]),
  );

  drives(
    'billing.entitlements.refreshed',
    'POST /customers/{id}/entitlements/refresh',
    'entitlements are refreshed by hand',
    on,
    async () => {
      const order = await shop.buy();
      await shop.scenario.admin.post(`${pathOf(order)}/entitlements/refresh`);
      return { customerId: order.customerId, attributes: { orderId: order.id } };
    },
  );
  drives(
    'billing.entitlements.refreshed',
    'intake entitlements.refreshed',
    'an engine refreshes entitlements',
    on,
    () => shop.reported('entitlements.refreshed', ({ items }) => ({ purchaseId: items[0]?.purchaseId }), {}),
  );

  const service = ({ id }: OrderView) => ({ orderId: id, provider: 'Outside', factReference: randomUUID() });
  drives(
    'billing.fraud.scored',
    'intake fraud.scored',
    'an engine has an order scored beside the plugin',
    on,
    async () => {
      const verdict = { provider: 'Outside', verdict: 'review' };
      const scored = (order: OrderView) => ({ ...service(order), ...verdict });
      return { ...(await shop.reported('fraud.scored', scored, verdict)), times: 2 };
    },
  );
  drives('billing.tax.calculation_failed', 'intake tax.calculation_failed', 'an engine has no tax', on, () =>
    shop.reported('tax.calculation_failed', service, { provider: 'Outside' }),
  );
  drives(
    'billing.tax.collection_failed',
    'intake tax.collection_failed',
    'an engine could not collect a tax',
    on,
    () => shop.reported('tax.collection_failed', service, { provider: 'Outside' }),
  );
});
