import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page as PageOf, PurchaseView } from '@daybook/contracts';
import { startSystemForTests, type TestSystem } from '@daybook/testing';
import type { Browser, Page } from 'playwright-core';
import { HttpClient } from '../../deploy/clients/http-client';
import { projectFolder } from '../../deploy/local/folders';
import { ensureChromium, launchChromium } from './chromium';

const FOLDER = join(projectFolder(), 'docs', 'images');
const SIZE = { width: 1440, height: 900 };
/** Milliseconds that a page may take where the machine is busy. */
const WITHIN_MS = 90_000;

/** A page of the documents, and what is there once it is whole. */
interface Picture {
  readonly name: string;
  readonly path: string;
  readonly whole: (page: Page) => Promise<void>;
}

/** `npm run pictures`: takes the pictures of the documents from a system with the demonstration data. */
async function main(): Promise<void> {
  ensureChromium();
  mkdirSync(FOLDER, { recursive: true });
  process.stdout.write('Starting a system with the demonstration data…\n');
  const system = await startSystemForTests({ demo: true, durable: false });
  try {
    const browser = await launchChromium();
    try {
      const pictures = [report, customer(await busiestCustomer(system))];
      for (const look of ['light', 'dark'] as const) await take(browser, system, pictures, look);
    } finally {
      await browser.close();
    }
  } finally {
    await system.discard();
  }
}

const report: Picture = {
  name: 'report',
  path: '/reports/call-center/customer-service?preset=last_30_days',
  whole: async (page) => {
    // Names of campaigns are in scripts that not every machine has letters for; names of countries are the browser’s.
    await page.evaluate(`localStorage.setItem('daybook.breakdown', '"country"')`);
    await page.reload();
    await page.getByRole('region', { name: 'Action Summary' }).getByRole('link').first().waitFor();
    await page.getByRole('region', { name: 'Custom Field Summary' }).getByRole('link').first().waitFor();
    await page.locator('[role="img"] svg').first().waitFor();
  },
};

const customer = (id: string): Picture => ({
  name: 'customer',
  path: `/customers/${id}`,
  whole: async (page) => {
    for (const table of ['Orders', 'Purchases'])
      await page.getByRole('region', { name: table, exact: true }).getByRole('row').nth(1).waitFor();
    await page
      .getByRole('region', { name: 'Entries of the history' })
      .getByRole('listitem')
      .first()
      .waitFor();
  },
});

/** Whoever has the most purchases: there is the most to be seen. */
async function busiestCustomer(system: TestSystem): Promise<string> {
  const admin = await HttpClient.signIn(system.urls.gateway, 'admin', system.adminPassword);
  const { items } = await admin.get<PageOf<PurchaseView>>('/purchases?limit=200');
  const counts = new Map<string, number>();
  for (const { customerId } of items) counts.set(customerId, (counts.get(customerId) ?? 0) + 1);
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  if (most === undefined) throw new Error('the demonstration data has no purchase');
  return most[0];
}

async function take(
  browser: Browser,
  system: TestSystem,
  pictures: readonly Picture[],
  look: 'light' | 'dark',
): Promise<void> {
  const context = await browser.newContext({
    viewport: SIZE,
    colorScheme: look,
    locale: 'en-US',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(WITHIN_MS);
  const page = await context.newPage();
  await page.goto(system.urls.gateway);
  await page.locator('input[autocomplete="username"]').fill('admin');
  await page.locator('input[autocomplete="current-password"]').fill(system.adminPassword);
  await page.locator('button[type="submit"]').click();
  await page.locator('#page').waitFor();
  for (const { name, path, whole } of pictures) {
    await page.goto(`${system.urls.gateway}${path}`);
    await whole(page);
    // Nothing is still to come, and the letters are there.
    await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
    await page.evaluate('document.fonts.ready');
    const file = `${name}${look === 'dark' ? '-dark' : ''}.png`;
    await page.screenshot({ path: join(FOLDER, file) });
    process.stdout.write(`docs/images/${file}\n`);
  }
  await context.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
