import { randomUUID } from 'node:crypto';
import type { MembershipView } from '@daybook/contracts';
import type { CustomerLife } from '../customer-life';
import { episode, type Episode } from './episode';

const ENGINES = { campaign: 'glowUk', product: 'serum' } as const;

/** Customers' accounts, cards, memberships, and the customers themselves. */
export const ACCOUNT_EPISODES: Readonly<Record<string, Episode>> = {
  credited: episode({}, (life) => account(life, 'credits', 'Late parcel')),
  charged: episode({}, (life) => account(life, 'charges', 'Express delivery')),
  paidMore: episode({ campaign: 'vital' }, async (life) => {
    const { id: paymentMethodId } = await life.paymentMethod();
    await life.post(`${life.path}/account/payments`, { amount: life.money('12.00'), paymentMethodId });
  }),
  creditControl: episode({}, async (life) => {
    const answered = { processor: 'klarna', responseCode: 'K7' };
    await life.post(`${life.path}/account/credit-control`, answered);
    life.later(12, () => life.agent.client.send('DELETE', `${life.path}/account/credit-control`));
  }),
  engineAccount: episode(ENGINES, async (life) => {
    const about = { customerId: life.customer.id, factReference: randomUUID() };
    await life.engineReports('payment.received', {
      ...{ ...about, amount: life.money('5.00'), paymentMethod: 'Klarna' },
    });
    await life.engineReports('credit_control.entered', { ...about, processor: 'dibs', responseCode: '31' });
    await life.engineReports('credit_control.exited', about);
  }),
  cardUpdated: episode({ token: 'tok_refund_fails', campaign: 'vital' }, (life) => updateCard(life)),
  cardClosed: episode({ token: 'tok_capture_fails', campaign: 'vital' }, (life) => updateCard(life)),
  cardUpdatedByEngine: episode(ENGINES, async (life) => {
    const about = { customerId: life.customer.id, cardLastFour: '1881' };
    await life.engineReports('card.updated', { ...about, factReference: randomUUID() });
    await life.engineReports('card.update_failed', { ...about, factReference: randomUUID() });
  }),
  cardRemoved: episode({}, async (life) => {
    const cards = `${life.path}/payment-methods`;
    const { id } = await life.post<{ id: string }>(cards, { token: await life.card() });
    life.later(5, () => life.agent.client.send('DELETE', `${cards}/${id}`));
  }),
  membership: episode({}, async (life) => {
    const path = `${life.path}/memberships`;
    const { id } = await life.post<MembershipView>(path, { membershipName: 'Gold' });
    life.later(6, () => life.post(`${path}/${id}/cancel`));
    life.later(13, () => life.post(`${path}/${id}/restart`));
  }),
  entitlements: episode({ campaign: 'glow', product: 'club' }, (life) =>
    life.post(`${life.path}/entitlements/refresh`),
  ),
  blacklisted: episode({ campaign: 'slim' }, async (life) => {
    const entries = [{ kind: 'email' }, { kind: 'phone' }];
    const reason = 'Disputes every charge';
    await life.lead.client.put(`${life.path}/blacklist`, { reason, entries });
  }),
  blacklistLifted: episode({}, async (life) => {
    const entries = [{ kind: 'ip', value: `198.51.100.${1 + (life.number % 250)}` }];
    await life.lead.client.put(`${life.path}/blacklist`, { reason: 'Many orders from one address', entries });
    life.later(8, () =>
      life.lead.client.send('DELETE', `${life.path}/blacklist`, { body: { reason: 'It is a hotel' } }),
    );
  }),
  anonymised: episode({ campaign: 'vital', product: 'gummies' }, async (life) => {
    life.later(15, () => life.world.admin.post(`${life.path}/anonymise`));
  }),
  addressChecked: episode({ campaign: 'glow' }, (life) => life.post(`${life.path}/address-check`)),
  addressNotFound: episode({ campaign: 'glow', street: 'Lost Lane' }, (life) =>
    life.post(`${life.path}/address-check`),
  ),
};

async function updateCard(life: CustomerLife): Promise<void> {
  const { id } = await life.paymentMethod();
  await life.post(`${life.path}/payment-methods/${id}/update`);
}

function account(life: CustomerLife, path: string, reason: string): Promise<unknown> {
  return life.post(`${life.path}/account/${path}`, { amount: life.money('7.50'), reason });
}
