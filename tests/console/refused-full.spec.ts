import { randomUUID } from 'node:crypto';
import type { CustomerView } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { HttpClient } from '../../deploy/clients/http-client';
import { systemUnderTest } from '../e2e/system-address';
import { ConsoleBrowser, type ConsoleWindow } from './console-browser';

describe('What is refused, or gets no answer', () => {
  const system = systemUnderTest();
  let browser: ConsoleBrowser;
  let window: ConsoleWindow;
  let customer: CustomerView;
  let admin: HttpClient;

  beforeAll(async () => {
    admin = await HttpClient.signIn(system.urls.gateway, 'admin', system.adminPassword);
    customer = await admin.post<CustomerView>('/customers', {
      name: `Rafaela ${randomUUID().slice(0, 8)}`,
      tags: ['vip'],
      timeZone: 'Europe/Madrid',
    });
    browser = await ConsoleBrowser.start();
    window = await browser.window({ narrow: true, language: 'es-ES' });
    await window.open(`/customers/${customer.id}`);
    await window.signIn();
    await window.table('Cuenta').waitFor();
  });
  afterAll(() => browser?.stop());

  /** Opens the dialog that charges the customer's account. */
  async function charge(amount: string, reason: string): Promise<void> {
    await window
      .table('Cuenta')
      .getByRole('button', { name: /^Acciones de/ })
      .first()
      .click();
    await window.page.getByRole('menuitem', { name: 'Cargar en la cuenta' }).click();
    await window.dialog.getByLabel('Importe').fill(amount);
    await window.dialog.getByLabel('Motivo').fill(reason);
  }

  const submit = () => window.dialog.locator('[type="submit"]');

  it('has the customer’s buttons within a phone', async () => {
    const strip = window.page.locator('#page header').first();
    const buttons = await strip.getByRole('button').all();
    expect(buttons.length).toBeGreaterThan(3);
    for (const button of buttons) {
      const box = await button.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    }
  });

  it('says in the language of the page what is wrong with a field, and has the focus again', async () => {
    await charge('1,5', 'x'.repeat(501));
    await submit().click();
    const alert = window.dialog.getByRole('alert');
    await alert.getByText('Motivo: debe tener de 1 a 500 caracteres').waitFor();
    expect(await alert.innerText()).not.toMatch(/reason|must/);
    expect(await window.dialog.getByLabel('Importe').inputValue()).toBe('1,5');
    await eventually('the button has the focus', () =>
      submit().evaluate((it) => it === it.ownerDocument.activeElement),
    );
    await window.dialog.getByRole('button', { name: 'Ahora no' }).click();
    await window.dialog.waitFor({ state: 'hidden' });
  });

  it('keeps a dialog until it is known what became of it, and does it once', async () => {
    let asked = 0;
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    await window.page.route('**/account/charges', async (route) => {
      asked += 1;
      // It is done, and the answer is lost.
      if (asked === 1) {
        await route.fetch();
        await answered;
        return route.fulfill({
          status: 504,
          contentType: 'application/problem+json',
          json: { code: 'gateway.outcome_unknown', status: 504, title: 'It is not known', detail: 'x' },
        });
      }
      return route.continue();
    });
    await charge('2,50', 'Dos veces');
    await submit().focus();
    await window.page.keyboard.press('Enter');
    await eventually('it was sent', () => asked === 1);
    await window.page.keyboard.press('Escape');
    expect(await window.dialog.getByLabel('Motivo').inputValue()).toBe('Dos veces');
    answer();
    await window.dialog
      .getByRole('alert')
      .getByText(/nunca se hace dos veces/)
      .waitFor();
    window.expectFault(/status of 504/);
    await submit().click();
    await window.dialog.waitFor({ state: 'hidden' });
    const { items } = await admin.get<{ items: unknown[] }>(`/customers/${customer.id}/account/entries`);
    expect([asked, items.length]).toEqual([2, 1]);
  });

  it('asks to look first where it would be done again', async () => {
    await window.page.route('**/api/v1/api-keys', (route) =>
      route.request().method() === 'GET' ? route.continue() : route.abort(),
    );
    await window.open('/admin/api-keys?row=new');
    await window.page.getByLabel('Usuario').fill('connector');
    await window.page.getByLabel('Nombre', { exact: true }).fill('Llave');
    await window.page.locator('form').getByRole('checkbox').first().check();
    await window.page.getByRole('button', { name: 'Añadir' }).click();
    await window.page.getByText('Compruebe si se hizo antes de enviarlo otra vez').waitFor();
    expect(await window.page.getByLabel('Nombre', { exact: true }).inputValue()).toBe('Llave');
    window.expectFault(/ERR_FAILED/);
    expect(browser.faults).toEqual([]);
  });
});
