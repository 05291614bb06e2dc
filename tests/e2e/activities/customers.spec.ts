import { randomUUID } from 'node:crypto';
import type { CustomerMessageView, CustomerView, Page } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { HttpClient } from '../../../deploy/clients/http-client';
import { systemUnderTest } from '../system-address';
import { drives } from './drives';
import { Scenario } from './scenario';

/** A letter as the mail catcher shows it. */
interface Letter {
  subject: string;
  messageId: string;
  to: string[];
}

/** Every activity of the customers service, by the faces that people, plugins and billing's events are to it. */
describe('What happens to a customer', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await Scenario.open({ captureAt: 'sale' });
  });

  const street = (name: string): string => `${name} ${scenario.seller.mark}`;

  /** Somebody with an e-mail address and a phone number of their own. */
  async function customer(changes: object = {}): Promise<CustomerView & { mailbox: string }> {
    const mailbox = `c${randomUUID().slice(0, 13)}@customers.example`;
    const made = await scenario.admin.post<CustomerView>('/customers', {
      name: `Cora Customer ${scenario.seller.mark}`,
      emails: [{ address: mailbox }],
      phones: [{ number: '+14155552671' }],
      addresses: [
        { purpose: 'shipping', line1: street('Good'), city: 'Springfield', state: 'IL', country: 'US' },
      ],
      ...changes,
    });
    return { ...made, mailbox };
  }

  async function lettersTo(mailbox: string, count: number): Promise<Letter[]> {
    return eventually(`${count} letters are in ${mailbox}`, async () => {
      const letters = await new HttpClient(systemUnderTest().urls.mail).get<Letter[]>('/api/mails');
      const found = letters.filter(({ to }) => to.includes(mailbox));
      return found.length >= count ? found : undefined;
    });
  }

  drives(
    'customers.customer.created',
    'POST /customers',
    'somebody becomes a customer',
    () => scenario,
    async () => ({
      customerId: (await customer()).id,
    }),
  );

  drives(
    'customers.customer.updated',
    'PATCH /customers/{id}',
    'an agent corrects a profile, and an older sight of it changes nothing',
    () => scenario,
    async () => {
      const { id, version } = await customer();
      const body = { name: 'Cora Corrected', language: 'de', marketingConsent: true };
      await scenario.admin.send('PATCH', `/customers/${id}`, { body, ifMatch: version });
      const stale = await scenario.admin.try('PATCH', `/customers/${id}`, {
        body: { name: 'Old' },
        ifMatch: version,
      });
      expect(stale).toMatchObject({ status: 412, body: { code: 'request.stale' } });
      return { customerId: id, attributes: { fieldNames: ['name', 'language', 'marketingConsent'] } };
    },
  );

  drives(
    'customers.address.changed',
    'PATCH /customers/{id}',
    'an agent corrects an address',
    () => scenario,
    async () => {
      const { id, addresses } = await customer();
      const moved = addresses.map((address) => ({ ...address, city: 'Shelbyville', postalCode: '62565' }));
      await scenario.admin.send('PATCH', `/customers/${id}`, { body: { addresses: moved } });
      return { customerId: id, attributes: { fieldNames: ['city', 'postalCode'] } };
    },
  );

  drives(
    'customers.note.added',
    'POST /customers/{id}/notes',
    'an agent writes into the history',
    () => scenario,
    async () => {
      const { id } = await customer();
      await scenario.admin.post(`/customers/${id}/notes`, { text: 'Wants to be called' });
      return { customerId: id, attributes: { text: 'Wants to be called' } };
    },
  );

  drives(
    'customers.call.started',
    'POST /customers/{id}/calls',
    'an agent calls a customer',
    () => scenario,
    async () => {
      const { id } = await customer();
      await scenario.admin.post(`/customers/${id}/calls`, {});
      return { customerId: id, attributes: { to: '+14155552671' } };
    },
  );

  drives(
    'customers.address.verified',
    'POST /customers/{id}/address-check',
    'the address check knows an address',
    () => scenario,
    async () => {
      const { id } = await customer();
      await scenario.admin.post(`/customers/${id}/address-check`, {});
      return { customerId: id, attributes: { provider: 'Sandbox Streets', address: 'shipping' } };
    },
  );

  drives(
    'customers.address.verify_failed',
    'plugin address-check',
    'the address check does not know an address',
    () => scenario,
    async () => {
      const line1 = street('Lost');
      await scenario.seller.sandbox.put('/plugins/address-check', { behaviour: 'decline', when: line1 });
      const { id } = await customer({
        addresses: [{ purpose: 'billing', line1, city: 'Nowhere', country: 'US' }],
      });
      await scenario.admin.post(`/customers/${id}/address-check`, {});
      return { customerId: id, attributes: { address: 'billing', reasonCode: 'undeliverable' } };
    },
  );

  drives(
    'customers.customer.blacklisted',
    'PUT /customers/{id}/blacklist',
    'an administrator blacklists a customer, and billing refuses their orders',
    () => scenario,
    async () => {
      const made = await customer();
      await scenario.admin.put(`/customers/${made.id}/blacklist`, {
        reason: 'Disputes every charge',
        entries: [{ kind: 'email' }],
      });
      const other = await customer();
      const order = {
        ...scenario.seller.orderOf(other),
        customer: { name: other.name, email: made.mailbox.toUpperCase() },
      };
      await eventually('orders with the e-mail address are refused', async () => {
        const key = randomUUID();
        const { status, body } = await scenario.admin.try<{ code?: string }>('POST', '/orders', {
          body: order,
          idempotencyKey: key,
        });
        if (status === 201) return undefined;
        expect([status, body.code]).toEqual([422, 'billing.blacklisted']);
        return true;
      });
      return { customerId: made.id, attributes: { kinds: ['email'], text: 'Disputes every charge' } };
    },
  );

  drives(
    'customers.blacklist.lifted',
    'DELETE /customers/{id}/blacklist',
    'an administrator lifts a blacklist',
    () => scenario,
    async () => {
      const { id } = await customer();
      const entries = [{ kind: 'ip', value: '203.0.113.77' }];
      await scenario.admin.put(`/customers/${id}/blacklist`, { reason: 'A mistake', entries });
      await scenario.admin.send('DELETE', `/customers/${id}/blacklist`, {
        body: { reason: 'It was a mistake' },
      });
      await eventually('orders are taken again', async () => {
        const body = scenario.seller.orderOf({ id, name: 'Cora' });
        const { status } = await scenario.admin.try('POST', '/orders', {
          body,
          idempotencyKey: randomUUID(),
        });
        return status === 201 ? true : undefined;
      });
      return { customerId: id, attributes: { kinds: ['ip'], text: 'It was a mistake' } };
    },
  );

  drives(
    'customers.email.sent',
    'bus billing.order.completed',
    'a customer is welcomed by e-mail when an order is complete',
    () => scenario,
    async () => {
      const made = await customer();
      const order = await scenario.seller.order(made);
      const [letter] = await lettersTo(made.mailbox, 1);
      const subject = `Your order ${order.orderNumber}`;
      expect(letter).toMatchObject({ subject });
      return { customerId: made.id, attributes: { subject, to: made.mailbox } };
    },
  );

  drives(
    'customers.email.sent',
    'POST /orders/{id}/emails',
    'an agent sends the welcome again',
    () => scenario,
    async () => {
      const made = await customer();
      const order = await scenario.seller.order(made);
      await lettersTo(made.mailbox, 1);
      await scenario.admin.post(`/orders/${order.id}/emails`, { kind: 'welcome' });
      const letters = await lettersTo(made.mailbox, 2);
      expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(2);
      const { items } = await scenario.admin.get<Page<CustomerMessageView>>(`/customers/${made.id}/messages`);
      expect(items.map(({ resent }) => resent)).toEqual([true, false]);
      return { customerId: made.id, attributes: { to: made.mailbox }, times: 2 };
    },
  );

  drives(
    'customers.sms.sent',
    'POST /customers/{id}/sms',
    'an agent sends a text message',
    () => scenario,
    async () => {
      const { id } = await customer();
      await scenario.admin.post(`/customers/${id}/sms`, { text: 'It is on its way' });
      return { customerId: id, attributes: { text: 'It is on its way', to: '+14155552671' } };
    },
  );

  drives(
    'customers.customer.anonymised',
    'POST /customers/{id}/anonymise',
    'an administrator has a customer forgotten',
    () => scenario,
    async () => {
      const { id } = await customer();
      await scenario.admin.post(`/customers/${id}/anonymise`, {});
      await eventually('nothing is outstanding anywhere', async () => {
        const { complete } = await scenario.admin.get<{ complete: boolean }>(`/customers/${id}/anonymise`);
        return complete ? true : undefined;
      });
      return { customerId: id };
    },
  );
});
