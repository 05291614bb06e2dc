import type {
  CampaignView,
  CustomerView,
  FulfillmentView,
  OrderView,
  Page,
  ProductView,
  PurchaseView,
  TransactionView,
} from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { HttpClient } from '../../deploy/clients/http-client';
import { Seller } from '../e2e/seller';
import { systemUnderTest } from '../e2e/system-address';
import { ConsoleBrowser, type ConsoleWindow } from './console-browser';

const PASSWORD = 'a password of theirs';
const GOOD_CARD = '4242 4242 4242 4242';
const DECLINED_CARD = '4000 0000 0000 0002';

describe('An order from its first card to its last refund', () => {
  const system = systemUnderTest();
  let seller: Seller;
  let checked: CampaignView;
  let cream: ProductView;
  let customer: CustomerView;
  let browser: ConsoleBrowser;
  let agent: ConsoleWindow;

  beforeAll(async () => {
    seller = await Seller.setUp(system, { captureAt: 'sale', houseBehaviour: 'ship' });
    const { admin, mark, campaign } = seller;
    customer = await seller.createCustomer(`Olga ${mark}`);
    await admin.post('/users', { username: `desk.${mark}`, password: PASSWORD, accessLevel: 'cs_admin' });
    checked = await admin.post<CampaignView>('/campaigns', {
      name: `Checked ${mark}`,
      categoryId: campaign.categoryId,
      baseCurrency: 'USD',
      countries: ['US'],
      captureAt: 'sale',
      qaRate: 100,
    });
    cream = await admin.post<ProductView>('/products', {
      name: `Cream ${mark}`,
      sku: `CRE-${mark}`,
      shipped: false,
      pricePoints: [
        {
          name: 'Monthly',
          unitPrice: { amount: '19.90', currency: 'USD' },
          cycle: { unit: 'month', count: 1 },
        },
      ],
    });
    browser = await ConsoleBrowser.start();
    agent = await browser.window();
  });
  afterAll(() => browser?.stop());

  const listed = async <Row>(what: string): Promise<Row[]> =>
    (await seller.admin.get<Page<Row>>(`/customers/${customer.id}/${what}`)).items;
  const order = async (): Promise<OrderView> => {
    const [newest] = await listed<OrderView>('orders');
    if (newest === undefined) throw new Error('there is no order');
    return newest;
  };
  const purchase = async (): Promise<PurchaseView> => {
    const [newest] = await listed<PurchaseView>('purchases');
    if (newest === undefined) throw new Error('there is no purchase');
    return newest;
  };
  const typeCard = async (number: string, within: Pick<ConsoleWindow['page'], 'frameLocator'>) => {
    const field = within.frameLocator('iframe');
    await field.getByLabel('Card number').fill(number);
    await field.getByLabel('Expires (MM/YY)').fill('12/40');
  };
  const fillOrder = async (campaign: CampaignView, product: ProductView) => {
    await agent.open(`/customers/${customer.id}/new-order`);
    await agent.choose('Campaign', new RegExp(campaign.name));
    await agent.choose('Product', new RegExp(product.name));
  };
  const place = () => agent.page.getByRole('button', { name: /^Place order/ }).click();
  const said = (text: string | RegExp) => agent.page.getByRole('alert').getByText(text).first().waitFor();

  it('is put together with the customer’s data; a mistyped card is refused by the processor’s own field', async () => {
    await agent.open(`/customers/${customer.id}`);
    await agent.signIn(`desk.${seller.mark}`, PASSWORD);
    await agent.page.getByRole('button', { name: 'Create New Order' }).click();
    await agent.choose('Campaign', new RegExp(seller.campaign.name));
    await agent.choose('Product', new RegExp(seller.product.name));
    await typeCard('1111', agent.page);
    expect(await agent.axe()).toEqual([]);
    await place();
    await said('Needs a test card’s number');
    expect(await listed('orders')).toEqual([]);
  });

  it('is placed once, though the answer to it was lost and it was sent again', async () => {
    const keys: (string | undefined)[] = [];
    await agent.page.route('**/api/v1/orders', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > 1) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await typeCard(GOOD_CARD, agent.page);
    await place();
    await said('it is never done twice');
    agent.expectFault(/ERR_CONNECTION_RESET/);
    await place();
    await agent.page.getByRole('heading', { level: 1, name: /^D-\d+/ }).waitFor();
    await agent.page.unroute('**/api/v1/orders');
    expect(keys).toEqual([keys[0], keys[0]]);
    expect(await listed('orders')).toHaveLength(1);
    await agent.inHistory(new RegExp(`Serum ${seller.mark}`));
    expect(await agent.axe()).toEqual([]);
  });

  it('stands in the customer’s history and in the report', async () => {
    const { orderNumber } = await order();
    await agent.page.getByRole('link', { name: customer.name }).first().click();
    await agent.table('Orders').getByText(orderNumber).waitFor();
    await agent.table('History').getByText(orderNumber).first().waitFor();
    await eventually('the report counts it', async () => (await seller.totals())['new_sale_success'] === 1);
    await agent.open(`/reports/call-center/customer-service?campaignId=${seller.campaign.id}&tab=details`);
    await agent.page.getByText(customer.name).first().waitFor();
    expect(await agent.axe()).toEqual([]);
  });

  it('says that it was declined, and is run again with another card', async () => {
    await fillOrder(seller.campaign, cream);
    await typeCard(DECLINED_CARD, agent.page);
    await place();
    await said('was declined: run it again with another card');
    await agent.page.getByRole('button', { name: 'Run again' }).click();
    await agent.dialog.getByRole('radio', { name: 'Another card' }).check();
    await typeCard(GOOD_CARD, agent.dialog);
    await agent.confirm('Charge $19.90');
    await agent.page.getByText('Complete', { exact: true }).waitFor();
    expect(await order()).toMatchObject({ status: 'complete', declineSaved: true });
  });

  it('is approved after quality assurance drew it', async () => {
    await fillOrder(checked, cream);
    await typeCard(GOOD_CARD, agent.page);
    await place();
    await agent.page.getByRole('button', { name: 'Approve', exact: true }).click();
    await agent.confirm('Approve the order');
    await agent.page.getByText('Complete', { exact: true }).waitFor();
    expect((await order()).status).toBe('complete');
  });

  it('offers of a refund what is left of it', async () => {
    await new HttpClient(system.urls.sandbox, { authorization: `Bearer ${system.processorKey}` }).send(
      'POST',
      '/v1/settlements',
    );
    const { id } = await order();
    await eventually('the charge has settled', async () => {
      const all = await listed<TransactionView>('transactions');
      return all.some(({ orderId, settled }) => orderId === id && settled);
    });
    await agent.open(`/orders/${id}`);
    await agent.act('Transactions', 'Settled', 'Refund…');
    await agent.dialog.getByLabel('Amount in USD').fill('5');
    await agent.confirm('Refund $5.00', 'Came late');
    await agent.inHistory('Came late');
    await agent.page.getByRole('button', { name: 'Refund…' }).click();
    await agent.dialog.getByText('At most $14.90').waitFor();
    await agent.page.keyboard.press('Escape');
  });

  it('tells who was slower what has happened, and changes nothing', async () => {
    const { id, version } = await purchase();
    await agent.open(`/purchases/${id}`);
    await agent.page.getByRole('button', { name: 'Change price or billing date' }).click();
    await agent.dialog.getByLabel('Unit price in USD').fill('15');
    await seller.admin.send('PATCH', `/purchases/${id}`, {
      body: { unitPrice: { amount: '18.00', currency: 'USD' } },
      headers: { 'if-match': `"${String(version)}"` },
    });
    await agent.dialog.getByRole('button', { name: 'Save' }).click();
    await said('Somebody changed this in the meantime');
    await agent.dialog.getByRole('button', { name: 'Not now' }).click();
    await agent.page.getByText('$18.00').first().waitFor();
  });

  it('is upgraded, its downgrade scheduled and withdrawn', async () => {
    const menu = agent.page.getByRole('button', { name: /^Actions of/ }).first();
    await menu.click();
    await agent.page.getByRole('menuitem', { name: 'Upgrade' }).click();
    await agent.choose('Product', seller.product.name);
    await agent.confirm('Upgrade');
    await agent.page.getByRole('heading', { level: 1, name: seller.product.name }).waitFor();
    await menu.click();
    await agent.page.getByRole('menuitem', { name: 'Downgrade' }).click();
    await agent.choose('Product', cream.name);
    await agent.confirm('Schedule the downgrade');
    await agent.page.getByText(/takes its place/).waitFor();
    await menu.click();
    await agent.page.getByRole('menuitem', { name: 'Withdraw scheduled downgrade' }).click();
    await agent.confirm('Withdraw scheduled downgrade');
  });

  it('ends the subscription and restarts it on a day', async () => {
    await agent.page.getByRole('button', { name: 'Cancel subscription' }).click();
    await agent.confirm('Cancel subscription', 'Moves abroad');
    await agent.page.getByRole('button', { name: 'Restart', exact: true }).click();
    const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    await agent.dialog.getByLabel('Next billing date').fill(day);
    await agent.confirm('Restart');
    const restarted = await eventually('it is active again', async () => {
      const now = await purchase();
      return now.status === 'active' ? now : undefined;
    });
    const { nextBillAt = '', timeZone } = restarted;
    expect(new Date(nextBillAt).toLocaleDateString('sv-SE', { timeZone })).toBe(day);
  });

  it('enters a chargeback and reverts it', async () => {
    await agent.open(`/orders/${(await order()).id}`);
    await agent.act('Transactions', 'Sale', 'Enter a chargeback…');
    await agent.confirm('Enter chargeback of $19.90', 'The bank wrote');
    await agent.table('Transactions').getByText('Chargeback').waitFor();
    await agent.act('Transactions', 'Sale', 'Revert the chargeback');
    await agent.confirm('Revert the chargeback', 'The bank wrote again');
    await agent.table('Transactions').getByText('Chargeback').waitFor({ state: 'hidden' });
  });

  it('follows a parcel: a new address, a reshipment, a return', async () => {
    const [first] = (await listed<OrderView>('orders')).slice(-1);
    await agent.open(`/orders/${first?.id ?? ''}`);
    await agent.table('Fulfillments').getByText('Shipped').waitFor();
    await agent.page.getByRole('button', { name: 'Edit: Shipping address' }).click();
    const form = agent.page.getByRole('form', { name: 'Shipping address' });
    await form.getByLabel('City').fill('Shelbyville');
    await form.getByRole('button', { name: 'Save' }).click();
    await agent.page.getByText('A parcel was sent to the address before.').waitFor();
    await agent.act('Fulfillments', 'Shipped', 'Announce a return (RMA)');
    await agent.dialog.getByLabel('Refund when it comes back, in USD').fill('12');
    await agent.confirm('Announce the return', 'Unopened');
    await agent.act('Fulfillments', 'RMA pending', 'Reship');
    await agent.confirm('Reship', 'To the new address');
    const sent = await eventually('the second parcel is there', async () => {
      const all = await listed<FulfillmentView>('fulfillments');
      return all.length === 2 ? all : undefined;
    });
    expect(sent.map(({ orderId }) => orderId)).toEqual([first?.id, first?.id]);
  });

  it('sends its mails again', async () => {
    await agent.page.getByRole('button', { name: /^Resend e-mail/ }).click();
    await agent.page.getByRole('menuitem', { name: 'Resend welcome e-mail' }).click();
    await agent.confirm('Send');
    await said(/^Sent to olga/);
  });

  it('is cancelled with what is left of its payment', async () => {
    await agent.page.getByRole('button', { name: 'Cancel order' }).click();
    await agent.dialog.getByRole('checkbox').check();
    await agent.confirm('Cancel order and refund', 'Changed her mind');
    await agent.inHistory('Changed her mind');
  });

  it('had nothing wrong on any page', () => {
    expect(browser.faults).toEqual([]);
  });
});
