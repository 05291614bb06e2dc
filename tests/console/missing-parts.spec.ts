import { randomUUID } from 'node:crypto';
import type { CustomerView } from '@daybook/contracts';
import { HttpClient } from '../../deploy/clients/http-client';
import { systemUnderTest } from '../e2e/system-address';
import { ConsoleBrowser, type ConsoleWindow } from './console-browser';

describe('What could not be loaded', () => {
  const system = systemUnderTest();
  let browser: ConsoleBrowser;
  let window: ConsoleWindow;
  let customer: CustomerView;

  beforeAll(async () => {
    const admin = await HttpClient.signIn(system.urls.gateway, 'admin', system.adminPassword);
    customer = await admin.post<CustomerView>('/customers', { name: `Ottoline ${randomUUID().slice(0, 8)}` });
    browser = await ConsoleBrowser.start();
    window = await browser.window();
    await window.open(`/customers/${customer.id}`);
    await window.signIn();
    await window.table('History').waitFor();
  });
  afterAll(() => browser?.stop());

  /** Answers nothing of one kind until it is said to. */
  async function silence(paths: RegExp): Promise<() => Promise<void>> {
    await window.page.route(paths, (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        json: { code: 'gateway.service_unavailable', status: 503, title: 'A service is down' },
      }),
    );
    return async () => {
      await window.page.unroute(paths);
      window.expectFault(/status of 503/);
    };
  }

  it('is told in the dialog that needs it, and is there once it is asked for again', async () => {
    const speak = await silence(/\/api\/v1\/campaigns/);
    await window.actOnTable('Account', 'Credit the account');
    const missing = window.dialog.getByText(/^Something that belongs here could not be loaded: /);
    await missing.waitFor();
    await speak();
    await window.dialog.getByRole('button', { name: 'Try again' }).click();
    await missing.waitFor({ state: 'hidden' });
    await window.page.keyboard.press('Escape');
    await window.dialog.waitFor({ state: 'hidden' });
  });

  it('hides nothing that was found elsewhere', async () => {
    const speak = await silence(/\/api\/v1\/cases\?/);
    await window.page.keyboard.press('/');
    await window.page.keyboard.type(customer.name);
    await window.dialog.getByRole('option', { name: customer.name }).waitFor();
    await window.dialog.getByText(/^Something that belongs here could not be loaded: /).waitFor();
    await speak();
    await window.page.keyboard.press('Escape');
    expect(browser.faults).toEqual([]);
  });
});
