import type { CustomerView } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { Seller } from '../e2e/seller';
import { systemUnderTest } from '../e2e/system-address';
import { ConsoleBrowser, type ConsoleWindow } from './console-browser';

const PASSWORD = 'a password of theirs';
const REPORT = '/reports/call-center/customer-service';

describe('A manager over the Customer Service Report', () => {
  const system = systemUnderTest();
  let seller: Seller;
  let customer: CustomerView;
  let browser: ConsoleBrowser;
  let manager: ConsoleWindow;

  beforeAll(async () => {
    seller = await Seller.setUp(system, { captureAt: 'sale' });
    const { admin, mark } = seller;
    await admin.post('/users', { username: `manager.${mark}`, password: PASSWORD, accessLevel: 'cs_admin' });
    customer = await seller.createCustomer(`Rita ${mark}`);
    await seller.order(customer);
    await seller.order(customer);
    await seller.order(customer, 'tok_hard_decline');
    await admin.post(`/customers/${customer.id}/notes`, { text: `Asked about ${mark}` });
    await eventually('the report has it all', async () => {
      const totals = await seller.totals();
      return totals['new_sale_success'] === 2 && totals['new_sale_declined'] === 1;
    });
    browser = await ConsoleBrowser.start();
    manager = await browser.window();
  });
  afterAll(() => browser?.stop());

  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await manager.page.keyboard.press(key);
  };
  const shows = (query: RegExp) => manager.page.waitForURL(query);
  /** The link from an action's total to what it counts. */
  const total = (action: string) =>
    manager.page.getByRole('link', { name: new RegExp(`^${action}: \\d+, show the details`) });

  it('narrows it to a campaign by keys alone', async () => {
    await manager.open('/customers');
    await manager.signIn(`manager.${seller.mark}`, PASSWORD);
    await manager.page.getByLabel('Phone', { exact: true }).waitFor();
    await manager.page.locator('#page').focus();
    await press('g', 'r');
    await shows(/customer-service/);
    await manager.page.getByRole('button', { name: 'Campaign' }).focus();
    await press('Enter');
    await manager.page.getByLabel('Search in Campaign').waitFor();
    await manager.page.keyboard.type(seller.campaign.name);
    await press('Tab', 'Space', 'Escape');
    await shows(new RegExp(`campaignId=${seller.campaign.id}`));
    await total('New Sale Success').getByText('2', { exact: true }).waitFor();
    expect(await manager.axe()).toEqual([]);
  });

  it('puts the largest totals first', async () => {
    const largest = manager.page.getByRole('checkbox', { name: 'Largest first' });
    await largest.check();
    const counted = async () =>
      (await manager.page.getByRole('link', { name: /, show the details$/ }).allInnerTexts()).map(Number);
    const seen = await counted();
    expect(seen).toEqual([...seen].sort((one, other) => other - one));
    await largest.uncheck();
  });

  it('opens a total into the rows that it counts, and each into all that is known of it', async () => {
    await total('New Sale Declined').click();
    await manager.page.getByText('1 row', { exact: true }).waitFor();
    await manager.page.getByRole('row', { name: /declined by/ }).click();
    await manager.page.getByRole('dialog').getByText(customer.name).waitFor();
    expect(await manager.axe('[role=dialog]')).toEqual([]);
    await press('Escape');
    await manager.page.getByRole('dialog').waitFor({ state: 'hidden' });
    await manager.page.goBack();
    await total('New Sale Declined').waitFor();
  });

  it('says how complete it is, and of which service', async () => {
    await manager.page.getByRole('button', { name: /^Complete/ }).click();
    await manager.page
      .getByRole('dialog')
      .getByRole('row', { name: /Billing/ })
      .waitFor();
    expect(await manager.axe('[role=dialog]')).toEqual([]);
    await press('Escape');
  });

  it('is saved for colleagues, who open it as it was by its name or its link', async () => {
    await press('s');
    await manager.dialog.getByLabel('Name').fill(`Glow ${seller.mark}`);
    await manager.dialog.getByRole('switch').check();
    expect(await manager.axe('[role=dialog]')).toEqual([]);
    await manager.dialog.getByRole('button', { name: 'Save' }).click();
    await manager.dialog.waitFor({ state: 'hidden' });
    const link = manager.page.url();

    const colleague = await browser.window({ narrow: true, dark: true, language: 'es-ES' });
    await colleague.open(REPORT);
    await colleague.signIn();
    await colleague.page.getByRole('button', { name: 'Informes guardados' }).click();
    await colleague.page
      .getByRole('menuitem', { name: new RegExp(`^Glow ${seller.mark} · manager`) })
      .click();
    await colleague.page.waitForURL(new RegExp(`campaignId=${seller.campaign.id}`));
    await colleague.page.getByText('Venta nueva con éxito').waitFor();
    expect(await colleague.axe()).toEqual([]);
    expect(await colleague.page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await colleague.open(new URL(link).pathname + new URL(link).search);
    await colleague.page.getByText('Venta nueva con éxito').waitFor();
    await colleague.close();
  });

  it('is exported in the background, and downloaded', async () => {
    await press('e');
    await manager.page.getByRole('menuitem', { name: /CSV/ }).first().click();
    const link = manager.page.getByRole('link', { name: /\.csv/ });
    await link.waitFor();
    const [file] = await Promise.all([manager.page.waitForEvent('download'), link.click()]);
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
  });

  it('says which filter restricts most where nothing is left', async () => {
    await manager.open(`${REPORT}?campaignId=${seller.campaign.id}&action=chargebacked`);
    await manager.page.getByText('No action fits these filters').waitFor();
    await manager.page
      .getByRole('button', { name: /^Remove / })
      .first()
      .waitFor();
  });

  it('finds orders, purchases and transactions of all customers by filters that the address holds', async () => {
    const rows = manager.page.getByRole('link', { name: /^D-\d+$/ });
    await manager.open(`/orders?campaignId=${seller.campaign.id}`);
    await eventually('all three orders are listed', async () => (await rows.count()) === 3);
    expect(await manager.axe()).toEqual([]);
    await manager.page.getByRole('combobox', { name: 'Status' }).click();
    await manager.page.getByRole('option', { name: 'Declined' }).click();
    await shows(/status=declined/);
    await eventually('the declined one is left', async () => (await rows.count()) === 1);
    await manager.open(`/transactions?campaignId=${seller.campaign.id}&outcome=hard_decline`);
    await manager.page.getByRole('row').getByText('Hard decline').waitFor();
    expect(await rows.count()).toBe(1);
    await manager.open(`/purchases?campaignId=${seller.campaign.id}&cardLast4=0000`);
    await manager.page.getByText('Nothing fits all of these filters').waitFor();
    expect(await manager.axe()).toEqual([]);
  });

  it('had nothing wrong on any page', () => {
    expect(browser.faults).toEqual([]);
  });
});
