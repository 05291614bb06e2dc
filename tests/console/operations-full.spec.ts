import type { Page } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { Seller } from '../e2e/seller';
import { systemUnderTest } from '../e2e/system-address';
import { ConsoleBrowser } from './console-browser';

describe('The pages of the operations', () => {
  let seller: Seller;
  let browser: ConsoleBrowser;

  beforeAll(async () => {
    seller = await Seller.setUp(systemUnderTest(), { captureAt: 'sale', houseBehaviour: 'ship' });
    const { admin, mark, engine } = seller;
    await seller.order(await seller.createCustomer(`Opal ${mark}`));
    await seller.publish('membership.started', { membershipNam: 'Gold', engineReference: mark });
    await seller.publish('membership.started', { membershipName: 'Gold', engineReference: mark });
    for (const list of [
      `/intake/rejections?engine=${engine.name}`,
      `/intake/parked?engine=${engine.name}`,
      `/webhooks/deliveries?houseId=${seller.house.id}`,
    ])
      await eventually(`there is something in ${list}`, async () => {
        const { items } = await admin.get<Page<object>>(list);
        return items.length > 0;
      });
    browser = await ConsoleBrowser.start();
  });
  afterAll(() => browser?.stop());

  it('have nothing wrong in the dark, whatever of them is open', async () => {
    const window = await browser.window({ dark: true });
    const { page } = window;
    await window.open('/operations/intake-rejections');
    await window.signIn();
    await page.locator('#page h1').waitFor();
    const tabs = await page.getByRole('navigation', { name: 'Operations' }).getByRole('link').all();
    const paths = await Promise.all(tabs.map((tab) => tab.getAttribute('href')));
    expect(paths.length).toBeGreaterThan(10);
    const found: string[] = [];
    let opened = 0;
    for (const path of paths) {
      await window.open(`${path ?? ''}?all=true`);
      await page.locator('#page h1').waitFor();
      await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
      const row = page.locator('#page tbody tr button').first();
      if ((await row.count()) > 0) {
        await row.click();
        await page.getByRole('complementary').last().waitFor();
        opened += 1;
      }
      found.push(...(await window.axe()).map((fault) => `${path ?? ''}: ${fault}`));
    }
    expect(found).toEqual([]);
    expect(opened).toBeGreaterThan(2);
    expect(browser.faults).toEqual([]);
  });
});
