import type {
  CaseDetailView,
  CustomerView,
  EngineTestView,
  Page,
  TimelineItemView,
} from '@daybook/contracts';
import type { Locator } from 'playwright-core';
import { eventually, startSystemForTests, type TestSystem } from '@daybook/testing';
import { Seller } from '../e2e/seller';
import { shareSystem } from '../e2e/system-address';
import { ConsoleBrowser, type ConsoleWindow } from './console-browser';

type Victim = Parameters<TestSystem['kill']>[0];

describe('What an agent does while the part of Daybook that does it is killed', () => {
  let system: TestSystem;
  let seller: Seller;
  let browser: ConsoleBrowser;
  let window: ConsoleWindow;
  let customer: CustomerView;

  beforeAll(async () => {
    system = await startSystemForTests({ durable: false });
    shareSystem(system);
    seller = await Seller.setUp(system);
    customer = await seller.createCustomer(`Killian ${seller.mark}`);
    browser = await ConsoleBrowser.start();
    window = await browser.window();
    await window.open(`/customers/${customer.id}`);
    await window.signIn();
    await window.table('Account').waitFor();
  }, 240_000);
  afterAll(async () => {
    await browser?.stop();
    await system?.discard();
  });

  /** Kills a part as soon as the page sends something, a little before or after it arrives. */
  async function killAt(paths: RegExp, victim: Victim, afterMs: number): Promise<void> {
    await window.page.route(
      paths,
      async (route) => {
        if (afterMs === 0) system.kill(victim);
        else setTimeout(() => system.kill(victim), afterMs);
        await route.continue();
      },
      { times: 1 },
    );
  }

  /** Presses a button, and once more whenever something is said to have gone wrong, until it is done. */
  async function insist(
    button: () => Promise<void>,
    done: () => Promise<boolean>,
    part: Locator = window.page.locator('#page'),
  ): Promise<void> {
    let pressed = false;
    await eventually(
      'it is done',
      async () => {
        if (await done()) return true;
        const failed = await part.getByRole('alert').first().isVisible();
        if (!pressed || failed) {
          pressed = true;
          await button();
        }
        return false;
      },
      { timeout: 90_000, interval: 300 },
    );
  }

  const entries = async (): Promise<string[]> => {
    const { items } = await seller.admin.get<{ items: { reason: string }[] }>(
      `/customers/${customer.id}/account/entries?limit=100`,
    );
    return items.map(({ reason }) => reason);
  };

  it.each<[Victim, number]>([
    ['billing', 0],
    ['billing', 8],
    ['billing', 20],
    ['gateway', 0],
    ['gateway', 12],
    ['nats', 4],
  ])('is done once: a credit, and %s killed after %i ms', async (victim, afterMs) => {
    await window.open(`/customers/${customer.id}`);
    await window.actOnTable('Account', 'Credit the account');
    const reason = `${victim} after ${String(afterMs)}`;
    await window.dialog.getByLabel('Amount').fill('1.25');
    await window.dialog.getByLabel('Reason').fill(reason);
    await killAt(/\/account\/credits/, victim, afterMs);
    await insist(
      () => window.dialog.locator('[type="submit"]').click(),
      async () => !(await window.dialog.isVisible()),
      window.dialog,
    );
    await eventually('it stands there', async () => (await entries()).includes(reason));
    expect((await entries()).filter((one) => one === reason)).toHaveLength(1);
    await window.inHistory(reason);
  });

  it.each<[Victim, number]>([
    ['customers', 0],
    ['customers', 6],
  ])('is done once: a note, and %s killed after %i ms', async (victim, afterMs) => {
    await window.open(`/customers/${customer.id}`);
    const text = `Noted while ${victim} fell after ${String(afterMs)}`;
    const box = window.page.getByPlaceholder('Note: what to remember about this customer');
    await box.fill(text);
    await killAt(/\/customers\/[^/]+\/notes/, victim, afterMs);
    await insist(
      () => box.press('Control+Enter'),
      async () => (await box.inputValue()) === '',
    );
    await window.inHistory(text);
    const said = async (): Promise<string[]> => {
      const { items } = await seller.admin.get<Page<TimelineItemView>>(
        `/customers/${customer.id}/activity?limit=100`,
      );
      return items.flatMap(({ message }) => (message.includes(text) ? [message] : []));
    };
    await eventually('it has come round', async () => (await said()).length > 0);
    expect(await said()).toHaveLength(1);
  });

  it('is done once: a reply, and cases killed', async () => {
    const subject = await seller.admin.post<CaseDetailView>('/cases', {
      customerId: customer.id,
      subject: 'Where is it?',
    });
    await window.open(`/cases/${subject.id}`);
    await window.page.getByRole('heading', { name: subject.subject, level: 1 }).waitFor();
    await window.page.keyboard.press('r');
    await window.page.keyboard.type('It is on its way');
    await killAt(/\/replies/, 'cases', 5);
    const box = window.page.getByRole('textbox', { name: /reply/i }).first();
    await insist(
      () => window.page.keyboard.press('Control+Enter'),
      async () => (await box.inputValue()) === '',
    );
    const { messages } = await seller.admin.get<CaseDetailView>(`/cases/${subject.id}`);
    expect(messages.filter(({ text }) => text === 'It is on its way')).toHaveLength(1);
  });

  it('is done: a test of an engine, and billing killed', async () => {
    const { id } = seller.engine;
    await window.open(`/admin/billing-engines?row=${id}`);
    const button = window.page.getByRole('button', { name: 'Send a test message' });
    await button.waitFor();
    await killAt(/\/billing-engines\/[^/]+\/test/, 'billing', 5);
    await insist(
      () => button.click(),
      () => window.page.getByText(/acknowledged/).isVisible(),
    );
    const test = await seller.admin.get<EngineTestView>(`/billing-engines/${id}/test`);
    expect(test.askedAt).toBeTruthy();
  });

  it('stands as it was typed where the session ends meanwhile, and is done once signed in again', async () => {
    await window.open(`/customers/${customer.id}`);
    await window.actOnTable('Account', 'Credit the account');
    await window.dialog.getByLabel('Amount').fill('2.50');
    await window.dialog.getByLabel('Reason').fill('Signed in twice');
    await seller.admin.send('DELETE', '/me/sessions');
    const [refused] = await Promise.all([
      window.page.waitForResponse((response) => response.url().includes('/account/credits')),
      window.dialog.locator('[type="submit"]').click(),
    ]);
    expect(refused.status()).toBe(401);
    await window.page.locator('input[autocomplete="current-password"]').fill(system.adminPassword);
    await window.page.getByRole('button', { name: 'Sign in' }).click();
    await eventually('both dialogs are gone', async () => (await window.dialog.count()) === 0);
    await window.inHistory('Signed in twice');
  });
});
