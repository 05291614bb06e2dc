import { createTransport } from 'nodemailer';
import type { CaseDetailView, CaseView, CompletenessView, CustomerView, OrderView } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { EngineClient } from '../../deploy/clients/engine-client';
import { HouseClient } from '../../deploy/clients/house-client';
import { HttpClient } from '../../deploy/clients/http-client';
import type { CaughtMail } from '../../deploy/sandbox/mails/caught-mails';
import { systemUnderTest } from './system-address';
import { Seller } from './seller';

describe('The way of a fact', () => {
  let seller: Seller;
  let customer: CustomerView;
  let order: OrderView;
  const mails = new HttpClient(systemUnderTest().urls.mail);

  /** How soon is measured by the bench, on a machine that has nothing else to do. */
  const stands = (type: string, times = 1): Promise<unknown> =>
    eventually(`${type} stands ${times} times in the timeline`, async () => {
      expect((await seller.counts(customer.id))[type] ?? 0).toBe(times);
      return true;
    });

  const showsBeside = (figures: Partial<CustomerView>): Promise<unknown> =>
    eventually(`the customer shows ${JSON.stringify(figures)}`, async () => {
      expect(await seller.admin.get(`/customers/${customer.id}`)).toMatchObject(figures);
      return true;
    });

  beforeAll(async () => {
    seller = await Seller.setUp(systemUnderTest(), { captureAt: 'shipment' });
  });

  it('shows a customer that an agent created', async () => {
    customer = await seller.createCustomer(`Ada Path ${seller.mark}`);
    await stands('customers.customer.created');
  });

  it('shows a new order that was paid, and the purchase it made', async () => {
    order = await seller.order(customer);
    expect(order).toMatchObject({ status: 'complete', total: { amount: '39.90', currency: 'USD' } });
    await stands('billing.order.completed');
    expect(await seller.purchaseOf(customer.id)).toMatchObject({
      status: 'active',
      productId: seller.product.id,
    });
  });

  it('shows a rebill that the engine published, and answers it with a receipt', async () => {
    const purchase = await seller.purchaseOf(customer.id);
    const answer = await seller.publish('rebill.succeeded', seller.rebill(purchase.id));
    expect(answer.receipt).toMatchObject({ outcome: 'accepted' });
    await stands('billing.rebill.succeeded');
  });

  it('shows the shipment that the house posted, and captures the payment because of it', async () => {
    const fulfillment = await seller.fulfillmentOf(order.id);
    await seller.housePosts(fulfillment.id, {
      type: 'fulfillment.shipped',
      data: { trackingNumber: `1Z${seller.mark}`, carrier: 'UPS' },
    });
    await stands('fulfillment.fulfillment.shipped');
    await eventually('the payment is captured', async () => {
      expect((await seller.counts(customer.id))['billing.capture.succeeded']).toBe(1);
      return true;
    });
    const charges = await seller.sandbox
      .send<{ items: { captured: boolean }[] }>('GET', `/v1/charges?reference=${order.orderNumber}`, {
        headers: { authorization: 'Bearer anyone' },
      })
      .catch(() => null);
    if (charges !== null) expect(charges.body.items.every((charge) => charge.captured)).toBe(true);
  });

  it('shows the note, the case and its resolution by an agent', async () => {
    await seller.admin.post(`/customers/${customer.id}/notes`, { text: 'Wants her parcel on Mondays' });
    await stands('customers.note.added');
    const opened = await seller.admin.post<CaseView>('/cases', {
      customerId: customer.id,
      subject: 'Where is my parcel?',
    });
    await stands('cases.case.opened');
    await showsBeside({ openCases: 1 });
    await seller.admin.post('/cases/take', { ids: [opened.id] });
    await seller.admin.post(`/cases/${opened.id}/replies`, { text: 'It is on its way.' });
    await seller.admin.post('/cases/resolve', { ids: [opened.id], reason: 'Explained' });
    await stands('cases.case.resolved');
    await showsBeside({ openCases: 0 });
    // The customer gets the reply as an e-mail, and nothing that people of the house noted.
    await seller.admin.post(`/cases/${opened.id}/notes`, { text: `House rules ${seller.mark}` });
    const mail = await eventually('the reply has come', async () => {
      const all = await mails.get<CaughtMail[]>('/api/mails');
      return all.find(({ subject }) => subject.includes(`[${opened.number}]`));
    });
    expect(mail).toMatchObject({ to: [customer.emails[0]?.address], text: 'It is on its way.\n' });
    await eventually('the reply shows that it was sent', async () => {
      const { messages } = await seller.admin.get<CaseDetailView>(`/cases/${opened.id}`);
      return messages[0]?.delivery?.status === 'sent';
    });
    // The answer of their mail program comes back into the case, and opens it again.
    await createTransport({ url: systemUnderTest().urls.inboundSmtp, ignoreTLS: true }).sendMail({
      from: customer.emails[0]?.address,
      to: [...mail.replyTo],
      inReplyTo: mail.messageId,
      subject: mail.subject,
      text: `Still nothing!\n\nOn Tuesday the shop wrote:\n> It is on its way.`,
      attachments: [{ filename: 'Türe leer.png', content: Buffer.from('PNG') }],
    });
    await stands('cases.case.answered');
    await stands('cases.case.reopened');
    await showsBeside({ openCases: 1 });
    const { status, messages } = await seller.admin.get<CaseDetailView>(`/cases/${opened.id}`);
    expect(status).toBe('open');
    const answer = messages.at(-1);
    expect(answer).toMatchObject({ kind: 'answer', text: 'Still nothing!', author: { type: 'customer' } });
    const [attachment] = answer?.attachments ?? [];
    const file = await fetch(
      `${systemUnderTest().urls.gateway}/api/v1/cases/${opened.id}/attachments/${attachment?.id}`,
      { headers: seller.admin.headers },
    );
    expect([file.status, await file.text()]).toEqual([200, 'PNG']);
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename="T_re leer.png"; filename*=UTF-8''T%C3%BCre%20leer.png`,
    );
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(JSON.stringify(await mails.get('/api/mails'))).not.toContain(`House rules ${seller.mark}`);
  });

  it('shows beside the customer what was captured: the sale at its shipment, and the rebill', async () => {
    const sum = { amount: '79.80', currency: 'USD' };
    const lifetimeValue = [{ captured: sum, returned: { amount: '0.00', currency: 'USD' }, value: sum }];
    await showsBeside({ blacklisted: false, lifetimeValue });
    const found = await seller.admin.get<{ items: CustomerView[] }>(
      `/customers?orderNumber=${order.orderNumber}`,
    );
    expect(found.items).toMatchObject([{ id: customer.id, lifetimeValue }]);
  });

  it('counts each of them once in the report, with rows that add up to the totals', async () => {
    const query = `campaignId=${seller.campaign.id}`;
    const totals = await eventually('welcome and receipt were written, too', async () => {
      const now = await seller.totals(query);
      return now['autoresponder'] === 2 ? now : undefined;
    });
    expect(totals).toMatchObject({
      new_sale_success: 1,
      rebill_success: 1,
      order_shipped: 1,
      fulfillment_captured: 1,
      agent_note: 1,
      case_opened: 1,
      case_taken: 1,
      case_replied: 1,
      case_resolved: 1,
      case_answered: 1,
      case_reopened: 1,
    });
    const rows = await seller.details(query);
    expect(rows.length).toBe(Object.values(totals).reduce((sum, total) => sum + total, 0));
    expect(rows.find((row) => row.action === 'agent_note')).toMatchObject({
      username: 'admin',
      customer: { id: customer.id, name: customer.name },
      message: 'Wants her parcel on Mondays',
      accessLevel: 'admin',
      isNote: true,
    });
    expect(rows.find((row) => row.action === 'rebill_success')).toMatchObject({
      username: 'System',
      isNote: false,
    });
  });

  it('says how complete it is', async () => {
    await eventually('every service is complete', async () => {
      const said = await seller.admin.get<CompletenessView>('/reports/customer-service/completeness');
      expect(said.services.map((service) => [service.service, service.state])).toEqual(
        said.services.map((service) => [service.service, 'complete']),
      );
      return true;
    });
  });

  it('answers a repeated order, message and webhook as before and changes nothing', async () => {
    const buyer = await seller.createCustomer(`Bea Again ${seller.mark}`);
    const key = `again-${seller.mark}`;
    const orders = await Promise.all(
      Array.from({ length: 10 }, () => seller.order(buyer, 'tok_success', seller.admin, key)),
    );
    expect(new Set(orders.map((made) => made.id)).size).toBe(1);
    const [first] = orders as [OrderView];
    const purchase = await seller.purchaseOf(buyer.id);
    const engine = await EngineClient.connect(systemUnderTest().natsUrl, seller.engine);
    const outcomes: string[] = [];
    for (let time = 0; time < 10; time++) {
      // Five times the same message, five times the same fact under another id.
      const id = time < 5 ? `m-${seller.mark}` : `m-${seller.mark}-${time}`;
      outcomes.push((await engine.emit('rebill.succeeded', seller.rebill(purchase.id), id)).outcome);
    }
    await engine.close();
    expect(outcomes).toEqual(['accepted', ...Array.from({ length: 9 }, () => 'duplicate')]);
    const fulfillment = await seller.fulfillmentOf(first.id);
    const house = new HouseClient(systemUnderTest().urls.gateway, seller.house);
    for (let time = 0; time < 10; time++) {
      const id = time < 5 ? `msg_${seller.mark}` : `msg_${seller.mark}_${time}`;
      expect((await house.shipped(fulfillment.id, `2Z${seller.mark}`, { id })).status).toBe(202);
    }
    await eventually('all of it stands once', async () => {
      expect(await seller.counts(buyer.id)).toMatchObject({
        'billing.order.completed': 1,
        'billing.rebill.succeeded': 1,
        'fulfillment.fulfillment.shipped': 1,
        'billing.capture.succeeded': 1,
      });
      return true;
    });
  });
});
