import { randomUUID } from 'node:crypto';
import type {
  CampaignView,
  CustomerView,
  OrderView,
  Page,
  ProductView,
  PurchaseView,
  TransactionView,
} from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { HttpClient } from '../../deploy/clients/http-client';
import { systemUnderTest } from '../e2e/system-address';
import { ConsoleBrowser, type ConsoleWindow } from './console-browser';

const PASSWORD = 'a password of theirs';

describe('An agent with a customer on the phone', () => {
  const system = systemUnderTest();
  const mark = randomUUID().slice(0, 8);
  const phone = `+1 202 555 ${String(1000 + Math.floor(Math.random() * 9000))}`;
  let admin: HttpClient;
  let browser: ConsoleBrowser;
  let agent: ConsoleWindow;
  let customer: CustomerView;
  let campaign: CampaignView;

  beforeAll(async () => {
    admin = await HttpClient.signIn(system.urls.gateway, 'admin', system.adminPassword);
    await admin.post('/users', { username: `agent.${mark}`, password: PASSWORD, accessLevel: 'cs_agent' });
    const category = await admin.post<{ id: string }>('/campaign-categories', { name: `Phone ${mark}` });
    campaign = await admin.post<CampaignView>('/campaigns', {
      name: `Phone ${mark}`,
      categoryId: category.id,
      baseCurrency: 'USD',
      countries: ['US'],
      captureAt: 'sale',
    });
    customer = await admin.post<CustomerView>('/customers', {
      name: `Carla ${mark}`,
      emails: [{ address: `carla.${mark}@customers.example` }],
      phones: [{ number: phone }],
      addresses: [
        {
          purpose: 'shipping',
          line1: '1 Main Street',
          city: 'Springfield',
          postalCode: '12345',
          country: 'US',
        },
      ],
      timeZone: 'America/Chicago',
    });
    browser = await ConsoleBrowser.start();
    agent = await browser.window();
  });
  afterAll(() => browser?.stop());

  const price = (amount: string) => ({ amount, currency: 'USD' });
  const sell = async (name: string, trial: boolean): Promise<OrderView> => {
    const product = await admin.post<ProductView>('/products', {
      name: `${name} ${mark}`,
      sku: `${name}-${mark}`,
      shipped: false,
      pricePoints: [
        {
          name: 'Monthly',
          unitPrice: price('39.90'),
          cycle: { unit: 'month', count: 1 },
          ...(trial ? { trial: { days: 14, price: price('4.95') } } : {}),
        },
      ],
    });
    return admin.post<OrderView>(
      '/orders',
      {
        customerId: customer.id,
        campaignId: campaign.id,
        items: [{ productId: product.id, pricePointId: product.pricePoints[0]?.id, quantity: 1 }],
        payment: { token: 'tok_success' },
        shippingAddress: { line1: '1 Main Street', city: 'Springfield', postalCode: '12345', country: 'US' },
        customer: { name: customer.name },
      },
      randomUUID(),
    );
  };
  const listed = async <Row>(what: string): Promise<Row[]> =>
    (await admin.get<Page<Row>>(`/customers/${customer.id}/${what}`)).items;
  it('signs in, finds the customer by the phone number, and sees who it is', async () => {
    await agent.open('/customers');
    await agent.signIn(`agent.${mark}`, PASSWORD);
    await agent.page.getByLabel('Phone', { exact: true }).fill(phone.replaceAll(' ', ''));
    await agent.page.getByRole('button', { name: 'Search Orders' }).click();
    await agent.page.getByRole('link', { name: customer.name }).click();
    await agent.page.getByRole('heading', { name: customer.name, level: 1 }).waitFor();
    await agent.page.getByText('Local time').waitFor();
    expect(await agent.axe()).toEqual([]);
  });

  it('writes a note by keys alone, which stands there at once', async () => {
    await agent.page.keyboard.press('Alt+n');
    await agent.page.keyboard.type('Wants her parcels on Mondays');
    await agent.page.keyboard.press('Control+Enter');
    await agent.inHistory('Wants her parcels on Mondays');
    await eventually('the note is kept', async () => (await listed('notes')).length === 1);
  });

  it('keeps a note that was begun while the page is loaded anew', async () => {
    const box = agent.page.getByLabel('Note for the customer’s history');
    await box.fill('Half a sentence');
    await agent.page.reload();
    await agent.page.getByRole('heading', { name: customer.name, level: 1 }).waitFor();
    expect(await box.inputValue()).toBe('Half a sentence');
    await box.fill('');
  });

  it('edits a fact in place', async () => {
    await agent.page.getByRole('button', { name: 'Edit: Birthday' }).click();
    const form = agent.page.getByRole('form', { name: 'Birthday' });
    await form.getByLabel('Birthday').fill('1980-05-01');
    await form.getByRole('button', { name: 'Save' }).click();
    await agent.page.getByText('May 1, 1980').waitFor();
    await agent.inHistory('Customer updated: birthday');
  });

  it('sees both values where a colleague was quicker, and decides', async () => {
    await agent.page.getByRole('button', { name: 'Edit: Name' }).click();
    const form = agent.page.getByRole('form', { name: 'Name' });
    await form.getByLabel('Name').fill(`Carla B. ${mark}`);
    await admin.send('PATCH', `/customers/${customer.id}`, { body: { name: `Karla ${mark}` } });
    await form.getByRole('button', { name: 'Save' }).click();
    const conflict = form.getByRole('alert');
    await conflict.getByText(`Karla ${mark}`).waitFor();
    await conflict.getByText(`Carla B. ${mark}`).waitFor();
    await form.getByRole('button', { name: 'Save mine' }).click();
    await agent.page.getByRole('heading', { name: `Carla B. ${mark}`, level: 1 }).waitFor();
  });

  it('voids a charge that has not settled, and is told why it cannot be refunded', async () => {
    const order = await sell('Cream', false);
    await agent.page.reload();
    const row = agent.page
      .getByRole('region', { name: 'Transactions', exact: true })
      .getByRole('row', { name: /Sale/ });
    await row.getByRole('button', { name: /^Actions of/ }).click();
    await agent.page.getByText('Not settled yet: no money has moved. Void it instead.').waitFor();
    await agent.page.keyboard.press('Escape');
    await agent.act('Transactions', 'Sale', 'Void…');
    expect(await agent.axe()).toEqual([]);
    await agent.confirm('Void $39.90', 'Ordered twice');
    await agent.inHistory('Charge of 39.90 USD voided: Ordered twice');
    const [payment] = (await listed<TransactionView>('transactions')).filter(({ type }) => type === 'sale');
    expect(payment).toMatchObject({ orderId: order.id, voided: true });
  });

  it('refunds a part of a settled charge: the button says how much', async () => {
    const order = await sell('Serum', false);
    await new HttpClient(system.urls.sandbox, { authorization: `Bearer ${system.processorKey}` }).send(
      'POST',
      '/v1/settlements',
    );
    await eventually('the charge has settled', async () => {
      const all = await listed<TransactionView>('transactions');
      return all.some(({ orderId, settled }) => orderId === order.id && settled);
    });
    await agent.page.reload();
    await agent.act('Transactions', 'Settled', 'Refund…');
    await agent.dialog.getByLabel('Amount in USD').fill('10');
    await agent.confirm('Refund $10.00', 'Came late');
    await eventually('it was refunded', async () => {
      const all = await listed<TransactionView>('transactions');
      return all.some(({ type, amount }) => type === 'refund' && amount.amount === '10.00');
    });
    await agent.inHistory('Came late');
  });

  it('changes price and date of what is billed, with the next charge shown before', async () => {
    await agent.act('Purchases', `Serum ${mark}`, 'Change price or billing date');
    const dialog = agent.dialog;
    await dialog.getByLabel('Unit price in USD').fill('29.90');
    const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    await dialog.getByLabel('Next billing date').fill(day);
    await dialog.getByText('1 × $29.90 = $29.90 a cycle').waitFor();
    await agent.confirm('Save');
    await eventually('it is billed otherwise', async () => {
      const [purchase] = (await listed<PurchaseView>('purchases')).filter(({ productName }) =>
        productName.startsWith('Serum'),
      );
      expect(purchase?.price).toEqual(price('29.90'));
      return true;
    });
    await agent.inHistory('Unit price');
  });

  it('skips a trial, whose first cycle is charged at once', async () => {
    await sell('Vitamins', true);
    await agent.page.reload();
    await agent.act('Purchases', `Vitamins ${mark}`, 'Skip trial');
    await agent.confirm('Skip trial and charge $39.90');
    await eventually('it is active', async () => {
      const all = await listed<PurchaseView>('purchases');
      return all.some(({ productName, status }) => productName.startsWith('Vitamins') && status === 'active');
    });
  });

  it('credits the account, keeps another card, and writes a text message', async () => {
    await agent.actOnTable('Account', 'Credit the account');
    await agent.dialog.getByLabel('Amount').fill('12.5');
    expect(await agent.axe('[role="dialog"]')).toEqual([]);
    await agent.confirm('Credit $12.50', 'For the wait');
    await agent.page.getByText('$12.50 in the customer’s favour').waitFor();
    await agent.page.getByRole('button', { name: 'Add a card' }).click();
    const field = agent.dialog.frameLocator('iframe');
    await field.getByLabel('Card number').fill('4242 4242 4242 4242');
    await field.getByLabel('Expires (MM/YY)').fill('12/40');
    await agent.confirm('Keep the card');
    await agent.page
      .getByRole('region', { name: 'Payment methods' })
      .getByRole('row', { name: /Visa •••• 4242 12\/2040 Active/ })
      .waitFor();
    await agent.page.getByRole('button', { name: /^More/ }).click();
    await agent.page.getByRole('menuitem', { name: 'Send an SMS' }).click();
    await agent.dialog.getByRole('textbox', { name: 'Text' }).fill('Your parcel is on its way');
    await agent.confirm('Send the SMS');
    await agent.inHistory('Your parcel is on its way');
  });

  it('makes somebody a customer who calls for the first time, from what was looked for in vain', async () => {
    await agent.open('/customers');
    await agent.page.getByLabel('First name', { exact: true }).fill(`Nadia ${mark}`);
    await agent.page.getByRole('button', { name: 'Search Orders' }).click();
    await agent.page.getByRole('button', { name: 'New customer' }).click();
    expect(await agent.dialog.getByLabel('Name', { exact: true }).inputValue()).toBe(`Nadia ${mark}`);
    await agent.dialog.getByLabel('Phone').fill('12');
    // A click beside it closes nothing, so that nothing typed is lost.
    await agent.page.mouse.click(5, 5);
    expect(await agent.dialog.getByLabel('Phone').inputValue()).toBe('12');
    await agent.dialog.getByRole('button', { name: 'Create customer' }).click();
    await agent.dialog.getByRole('alert').waitFor();
    await agent.dialog.getByLabel('Phone').fill('+1 202 555 0188');
    expect(await agent.axe('[role="dialog"]')).toEqual([]);
    await agent.dialog.getByRole('button', { name: 'Create customer' }).click();
    await agent.page.getByRole('heading', { name: `Nadia ${mark}`, level: 1 }).waitFor();
  });

  it('looks right on a phone, in the dark and in Spanish too', async () => {
    const other = await browser.window({ narrow: true, dark: true, language: 'es-ES' });
    await other.open(`/customers/${customer.id}`);
    await other.signIn(`agent.${mark}`, PASSWORD);
    await other.page.getByRole('heading', { name: 'Historial' }).waitFor();
    await other.page.getByRole('heading', { name: 'Transacciones' }).waitFor();
    expect(await other.axe()).toEqual([]);
    const wide = await other.page.evaluate('document.documentElement.scrollWidth');
    expect(wide).toBe(390);
    await other.close();
  });

  it('does not let an agent anonymise; an administrator types the name, and all that is personal goes', async () => {
    await agent.open(`/customers/${customer.id}`);
    await agent.page.getByRole('button', { name: /^More/ }).click();
    await agent.page.getByRole('menuitem', { name: 'Send an SMS' }).waitFor();
    expect(await agent.page.getByRole('menuitem', { name: 'Anonymise' }).count()).toBe(0);
    const nadia = await admin.post<CustomerView>('/customers', { name: `Nadine ${mark}` });
    const window = await browser.window();
    await window.open(`/customers/${nadia.id}`);
    await window.signIn();
    await window.page.getByRole('button', { name: /^More/ }).click();
    await window.page.getByRole('menuitem', { name: 'Anonymise' }).click();
    const anonymise = window.dialog.getByRole('button', { name: 'Anonymise for ever' });
    await window.dialog.getByRole('textbox').fill('Nadine');
    expect(await anonymise.isDisabled()).toBe(true);
    expect(await window.axe('[role="dialog"]')).toEqual([]);
    await window.dialog.getByRole('textbox').fill(nadia.name);
    await window.confirm('Anonymise for ever');
    await window.page.getByRole('heading', { name: 'Anonymised customer', level: 1 }).waitFor();
    await window.close();
  });

  it('takes another password', async () => {
    await agent.page.getByRole('button', { name: new RegExp(`agent.${mark}`) }).click();
    await agent.page.getByRole('menuitem', { name: 'Change password' }).click();
    await agent.dialog.getByLabel('Current password').fill(PASSWORD);
    await agent.dialog.getByLabel('New password').fill(`another one of ${mark}`);
    expect(await agent.axe('[role="dialog"]')).toEqual([]);
    await agent.confirm('Change password');
    await HttpClient.signIn(system.urls.gateway, `agent.${mark}`, `another one of ${mark}`);
  });

  it('signs out, and nothing was wrong on any page', async () => {
    await agent.page.getByRole('button', { name: /preferences and sign out/ }).click();
    await agent.page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
    await agent.page.getByRole('button', { name: 'Sign in' }).waitFor();
    const [cookie] = (await agent.page.context().cookies()).filter(({ value }) => value !== '');
    expect(cookie).toBeUndefined();
    expect(browser.faults).toEqual([]);
  });
});
