import type { PurchaseView } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { systemUnderTest } from '../system-address';
import { drives, type Driven } from './drives';
import { PurchaseScenario } from './purchase-scenario';
import { Scenario } from './scenario';

/** What customers consent to be billed for. */
describe('Consent is asked for', () => {
  let scenario: Scenario;
  let shop: PurchaseScenario;
  beforeAll(async () => {
    scenario = await Scenario.open();
    shop = await PurchaseScenario.open(scenario);
  });
  const on = (): Scenario => scenario;
  /** Opens the link of the customer's mail, and presses a button there. */
  const answerByLink = async ({ orderNumber }: PurchaseView, answer: string): Promise<void> => {
    const { urls } = systemUnderTest();
    const link = await eventually('the mail with the link comes', async () => {
      const mails = (await (await fetch(`${urls.mail}/api/mails`)).json()) as { text: string }[];
      const mail = mails.find(({ text }) => text.includes(orderNumber) && text.includes('/consent/'));
      return mail === undefined ? undefined : /http\S+\/consent\/[\w-]+/.exec(mail.text)?.[0];
    });
    expect(link).toContain(urls.gateway);
    const page = await fetch(link);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining(orderNumber)]);
    const answered = await fetch(link, { method: 'POST', body: new URLSearchParams({ answer }) });
    expect([answered.status, await answered.text()]).toEqual([200, expect.stringContaining('Thank you')]);
    expect((await fetch(link)).status).toBe(410);
  };

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
      await scenario.admin.put(`/purchases/${bought.id}/consent`, { answer: 'received' });
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
      await scenario.admin.put(`/purchases/${bought.id}/consent`, { answer: 'denied' });
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
      await shop.engineReports(bought, 'consent.received');
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
      await shop.engineReports(bought, 'consent.denied');
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );

  drives(
    'billing.consent.received',
    'page POST /consent/{token}',
    'the customer agrees on the page that their mail leads to',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ campaign: shop.consenting });
      await shop.post(bought, 'consent');
      await answerByLink(bought, 'received');
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );

  drives(
    'billing.consent.denied',
    'page POST /consent/{token}',
    'the customer does not agree on the page that their mail leads to',
    on,
    async (): Promise<Driven> => {
      const bought = await shop.buy({ campaign: shop.consenting });
      await shop.post(bought, 'consent');
      await answerByLink(bought, 'denied');
      return {
        customerId: bought.customerId,
        attributes: { productName: shop.product.name, orderId: bought.orderId },
      };
    },
  );
});
