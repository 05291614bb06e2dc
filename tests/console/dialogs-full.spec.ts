import { randomUUID } from 'node:crypto';
import type { CampaignView, FulfillmentView, OrderView, Page, TransactionView } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { HttpClient } from '../../deploy/clients/http-client';
import { Seller } from '../e2e/seller';
import { systemUnderTest } from '../e2e/system-address';
import { ConsoleBrowser, type ConsoleWindow } from './console-browser';

const PASSWORD = 'a password of theirs';

describe('The dialogs of orders, purchases and fulfillments', () => {
  const system = systemUnderTest();
  let seller: Seller;
  let browser: ConsoleBrowser;
  let paths: string[];
  /** What was refused with a word of why. */
  const refused = new Set<string>();

  beforeAll(async () => {
    seller = await Seller.setUp(system, { captureAt: 'sale', houseBehaviour: 'ship' });
    const { admin, mark } = seller;
    await admin.post('/users', { username: `desk.${mark}`, password: PASSWORD, accessLevel: 'cs_admin' });
    const shipped = await order(seller.campaign.id);
    // What is settled is refunded, what is not is voided.
    await new HttpClient(system.urls.sandbox, { authorization: `Bearer ${system.processorKey}` }).send(
      'POST',
      '/v1/settlements',
    );
    await eventually('the charge has settled', async () => {
      const { items } = await admin.get<Page<TransactionView>>(`/orders/${shipped.id}/transactions`);
      return items.some(({ settled }) => settled);
    });
    const unsettled = await order(seller.campaign.id);
    const held = await order(await campaign('Houseless', 0));
    const checked = await order(await campaign('Checked', 100));
    const sent = await eventually('the parcel is on its way', async () => {
      const one = await parcelOf(shipped);
      return one?.status === 'shipped' ? one : undefined;
    });
    const waiting = await eventually('the other one is there', () => parcelOf(held));
    paths = [
      ...[shipped, unsettled, checked].map(({ id }) => `/orders/${id}`),
      `/purchases/${shipped.items[0]?.purchaseId ?? ''}`,
      ...[sent, waiting].map(({ id }) => `/fulfillments/${id}`),
    ];
    browser = await ConsoleBrowser.start();
  });
  afterAll(() => browser?.stop());

  it.each(['light', 'dark'])('have nothing wrong in the %s', async (look) => {
    const window = await browser.window({ dark: look === 'dark' });
    await window.open('/');
    await window.signIn(`desk.${seller.mark}`, PASSWORD);
    const seen = new Set<string>();
    refused.clear();
    for (const path of paths) await lookAtDialogs(window, path, seen);
    expect(seen.size).toBeGreaterThan(15);
    expect(refused.size).toBeGreaterThan(9);
    expect(browser.faults).toEqual([]);
    await window.close();
  });

  /** A campaign that no house serves, of which some orders are looked at before they are taken. */
  async function campaign(name: string, qaRate: number): Promise<string> {
    const made = await seller.admin.post<CampaignView>('/campaigns', {
      name: `${name} ${seller.mark}`,
      categoryId: seller.campaign.categoryId,
      baseCurrency: 'USD',
      countries: ['US'],
      captureAt: 'sale',
      qaRate,
    });
    return made.id;
  }

  async function order(campaignId: string): Promise<OrderView> {
    const customer = await seller.createCustomer(`Dora ${randomUUID().slice(0, 8)}`);
    return seller.admin.post<OrderView>(
      '/orders',
      { ...seller.orderOf(customer), campaignId, engineId: undefined },
      randomUUID(),
    );
  }

  async function parcelOf({ id }: OrderView): Promise<FulfillmentView | undefined> {
    const { items } = await seller.admin.get<Page<FulfillmentView>>(`/orders/${id}/fulfillments`);
    return items[0];
  }

  /** Opens whatever opens a dialog on a page, unless one of that name was seen, and has axe look at it. */
  async function lookAtDialogs(window: ConsoleWindow, path: string, seen: Set<string>): Promise<void> {
    const { page, dialog } = window;
    const look = async (name: string) => {
      seen.add(name);
      await dialog.waitFor();
      expect([path, name, await window.axe('[role=dialog]')]).toEqual([path, name, []]);
      await sayRubbish(window, name);
      await dialog.getByRole('button', { name: 'Not now' }).click();
      await dialog.waitFor({ state: 'hidden' });
    };
    await window.open(path);
    await page.locator('#page h1').waitFor();
    await window.table('History').waitFor();
    if (path.startsWith('/orders')) await window.table('Transactions').getByRole('row').nth(1).waitFor();
    expect([path, await window.axe()]).toEqual([path, []]);
    for (const menu of await page.getByRole('button', { name: /^Actions of/ }).all()) {
      await menu.click();
      const names = await page.getByRole('menuitem', { disabled: false }).allInnerTexts();
      await page.keyboard.press('Escape');
      for (const name of names.filter((one) => !seen.has(one))) {
        await menu.click();
        await page.getByRole('menuitem', { name, exact: true }).click();
        await look(name);
      }
    }
    const strip = page.locator('#page header').first();
    for (const button of [
      ...(await strip.locator('button:not([aria-haspopup], [aria-disabled="true"])').all()),
      ...(await page.getByRole('button', { name: /^Change the quantity/ }).all()),
    ]) {
      const name = (await button.getAttribute('aria-label')) ?? (await button.innerText());
      if (seen.has(name)) continue;
      await button.click();
      await look(name);
    }
  }

  /** Puts into a dialog's texts what cannot be stored, and does what it is there for: it is refused, and the dialog says why. */
  async function sayRubbish({ page, dialog }: ConsoleWindow, name: string): Promise<void> {
    const reason = dialog.locator('textarea:visible').first();
    const button = dialog.locator('[type="submit"]');
    if ((await reason.count()) === 0) return;
    await reason.fill('\u0000');
    if (!(await button.isEnabled())) return;
    const [answer] = await Promise.all([
      page.waitForResponse((response) => !['GET', 'HEAD'].includes(response.request().method())),
      button.click(),
    ]);
    expect([name, answer.status()]).toEqual([name, 400]);
    await dialog.getByRole('alert').getByText('contains characters that cannot be stored').waitFor();
    refused.add(name);
  }
});
