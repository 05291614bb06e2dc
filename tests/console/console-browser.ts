import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { systemUnderTest } from '../e2e/system-address';
import { launchChromium } from '../pictures/chromium';

// A story's steps are long where the machine is busy.
jest.setTimeout(240_000);

/** What WCAG 2.2 asks for at level AA. */
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** How a window looks. */
export interface WindowLook {
  dark?: boolean;
  /** As wide as a phone. */
  narrow?: boolean;
  language?: 'en-US' | 'es-ES';
}

/** One window of the console: whatever is wrong in it is noted, and told at the end. */
export class ConsoleWindow {
  /** What nobody expected: errors in the console, scripts that fail, requests to another host. */
  faults: string[] = [];

  constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
  ) {
    const { origin } = new URL(systemUnderTest().urls.gateway);
    const cardField = new URL(systemUnderTest().urls.sandbox).origin;
    page.on('console', (message) => {
      // The browser says so of every refusal; what the page makes of it is seen on the page.
      if (/^Failed to load resource: the server responded with a status of 4/.test(message.text())) return;
      if (['error', 'warning'].includes(message.type())) this.faults.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.faults.push(`page: ${error.message}`));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (/^https?:$/.test(url.protocol) && ![origin, cardField].includes(url.origin))
        this.faults.push(`request to ${url.origin}`);
    });
  }

  /** Opens an address of the console. */
  async open(path = '/'): Promise<void> {
    await this.page.goto(`${systemUnderTest().urls.gateway}${path}`);
  }

  /** Takes out what a story has caused itself. */
  expectFault(wanted: RegExp): void {
    this.faults = this.faults.filter((fault) => !wanted.test(fault));
  }

  /** Signs in on the page that asks for it. */
  async signIn(username = 'admin', password = systemUnderTest().adminPassword): Promise<void> {
    await this.page.locator('input[autocomplete="username"]').fill(username);
    await this.page.locator('input[autocomplete="current-password"]').fill(password);
    await this.page.locator('button[type="submit"]').click();
    await this.page.locator('#page').waitFor();
  }

  /** A table of the page by its heading. */
  table(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  /** Opens what can be done with a row of one of the tables, by what the row says, and chooses it. */
  async act(table: string, row: string | RegExp, action: string): Promise<void> {
    const line = this.table(table).getByRole('row', { name: row }).first();
    await line.getByRole('button', { name: /^Actions of/ }).click();
    await this.page.getByRole('menuitem', { name: action, exact: true }).click();
    await this.dialog.waitFor();
  }

  /** Does something of a table's own menu, at its heading. */
  async actOnTable(table: string, action: string): Promise<void> {
    const head = this.table(table).locator('header');
    await head.getByRole('button', { name: /^Actions of/ }).click();
    await this.page.getByRole('menuitem', { name: action, exact: true }).click();
  }

  /** The dialog that is open. */
  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** Presses the dialog's button and waits until it has done what it says. */
  async confirm(button: string, reason?: string): Promise<void> {
    if (reason !== undefined) await this.dialog.getByLabel('Reason').fill(reason);
    await this.dialog.getByRole('button', { name: button, exact: true }).click();
    await this.dialog.waitFor({ state: 'hidden' }).catch(async (error: unknown) => {
      throw new Error(`The dialog stays: ${await this.dialog.innerText()}`, { cause: error });
    });
  }

  /** Chooses one of a list's values. */
  async choose(label: string, option: string | RegExp): Promise<void> {
    await this.page.getByRole('combobox', { name: label, exact: true }).click();
    await this.page.getByRole('option', { name: option }).first().click();
  }

  /** Waits until a history on the page says it. */
  async inHistory(text: string | RegExp): Promise<void> {
    await this.table('History').getByText(text).first().waitFor();
  }

  /** What axe finds on the page, or in a part of it without its frames, a line each, with where it is. */
  async axe(part?: string): Promise<string[]> {
    const page = new AxeBuilder({ page: this.page }).withTags(AXE_TAGS);
    // Legacy: without the frames no page of its own is opened for each look.
    const { violations } = await (
      part === undefined ? page : page.include(part).setLegacyMode(true)
    ).analyze();
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help} at ${target.join(' ')}: ${failureSummary}`),
    );
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

/** The browser of one story. */
export class ConsoleBrowser {
  private readonly windows: ConsoleWindow[] = [];

  private constructor(private readonly browser: Browser) {}

  static async start(): Promise<ConsoleBrowser> {
    return new ConsoleBrowser(await launchChromium());
  }

  /** A window that shares nothing with the others: somebody else's browser. */
  async window({
    dark = false,
    narrow = false,
    language = 'en-US',
  }: WindowLook = {}): Promise<ConsoleWindow> {
    const context = await this.browser.newContext({
      viewport: narrow ? { width: 390, height: 844 } : { width: 1440, height: 900 },
      colorScheme: dark ? 'dark' : 'light',
      locale: language,
      timezoneId: 'America/New_York',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(45_000);
    // On a day of its own (tests/calendar) the system lives on another one than the browser would.
    if (process.env['DAYBOOK_TEST_DAY'] !== undefined) await context.clock.install({ time: new Date() });
    const window = new ConsoleWindow(await context.newPage(), context);
    this.windows.push(window);
    return window;
  }

  /** What was wrong in any of its windows. */
  get faults(): string[] {
    return this.windows.flatMap(({ faults }) => faults);
  }

  async stop(): Promise<void> {
    await this.browser.close();
  }
}
