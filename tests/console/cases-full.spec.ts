import { randomUUID } from 'node:crypto';
import type { CaseDetailView, CaseView, CustomerView, Page, ServiceRecordView } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { createTransport } from 'nodemailer';
import { HttpClient } from '../../deploy/clients/http-client';
import type { CaughtMail } from '../../deploy/sandbox/mails/caught-mails';
import { MAILBOX } from '../../deploy/local/system/environment';
import { systemUnderTest } from '../e2e/system-address';
import { ConsoleBrowser, type ConsoleWindow } from './console-browser';

const PASSWORD = 'a password of theirs';

describe('Two agents at the customers’ cases', () => {
  const system = systemUnderTest();
  const mark = randomUUID().slice(0, 8);
  const [ann, bob] = [`ann.${mark}`, `bob.${mark}`];
  const address = `carla.${mark}@customers.example`;
  let admin: HttpClient;
  let browser: ConsoleBrowser;
  let anns: ConsoleWindow;
  let bobs: ConsoleWindow;
  let customer: CustomerView;
  let subject: CaseDetailView;

  const open = (words: string): Promise<CaseDetailView> =>
    admin.post<CaseDetailView>('/cases', {
      customerId: customer.id,
      subject: words,
      text: 'It should have been here on Monday.',
      channel: 'email',
    });
  const read = (): Promise<CaseDetailView> => admin.get<CaseDetailView>(`/cases/${subject.id}`);
  const message = (window: ConsoleWindow, name: string) =>
    window.page.getByRole('log').getByRole('region', { name });

  beforeAll(async () => {
    admin = await HttpClient.signIn(system.urls.gateway, 'admin', system.adminPassword);
    for (const username of [ann, bob])
      await admin.post('/users', { username, password: PASSWORD, accessLevel: 'cs_agent' });
    customer = await admin.post<CustomerView>('/customers', {
      name: `Carla ${mark}`,
      emails: [{ address }],
    });
    await open(`An older one ${mark}`);
    subject = await open(`Where is my parcel ${mark}`);
    browser = await ConsoleBrowser.start();
    anns = await browser.window();
    bobs = await browser.window();
  });
  afterAll(() => browser?.stop());

  it('find the case in the list, and open it beside the list by keys alone', async () => {
    await anns.open(`/cases?customerId=${customer.id}`);
    await anns.signIn(ann, PASSWORD);
    await anns.page.getByRole('row', { name: subject.subject }).waitFor();
    await anns.page.getByRole('columnheader', { name: 'Assigned' }).waitFor();
    expect(await anns.axe()).toEqual([]);
    await anns.page.keyboard.press('j');
    await anns.page.getByRole('heading', { name: subject.subject, level: 1 }).waitFor();
    await anns.page.keyboard.press('j');
    await anns.page.getByRole('heading', { name: `An older one ${mark}`, level: 1 }).waitFor();
    await anns.page.keyboard.press('k');
    await anns.page.getByRole('heading', { name: subject.subject, level: 1 }).waitFor();
  });

  it('see each other at it, and who types', async () => {
    await bobs.open(`/cases/${subject.id}`);
    await bobs.signIn(bob, PASSWORD);
    await bobs.page.getByRole('heading', { name: subject.subject, level: 1 }).waitFor();
    await anns.page.keyboard.press('r');
    await anns.page.keyboard.type('Dear Carla, it is on');
    await bobs.page.getByText(`${ann} is typing…`).waitFor();
    await bobs.page.getByText(`${ann} is looking`).waitFor();
    await anns.page.getByText(`${bob} is looking`).waitFor();
    await bobs.open('/cases');
    await anns.page.getByText(`${bob} is looking`).waitFor({ state: 'hidden' });
    await bobs.open(`/cases/${subject.id}`);
    await anns.page.getByText(`${bob} is looking`).waitFor();
  });

  it('open a dialog by keys alone, and are where they were once it is closed', async () => {
    const { page, dialog } = bobs;
    const button = page.getByRole('button', { name: /^Actions of/ });
    await page.reload();
    // What the dialog is made of is fetched with the first one.
    for (let time = 1; time <= 2; time += 1) {
      await button.press('Enter');
      await page.getByRole('menuitem', { name: 'Close case' }).press('Enter');
      await dialog.locator(':focus').waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await button.and(page.locator(':focus')).waitFor();
    }
  });

  it('race for it: the loser sees who has it, and loses nothing of what was typed', async () => {
    await bobs.page.getByRole('button', { name: 'Take', exact: true }).click();
    await bobs.page.getByText(`Responsible: ${bob}`).waitFor();
    await anns.page.getByRole('alert').getByText(`${bob} has this case now`).waitFor();
    const box = anns.page.getByLabel('Reply to the customer');
    expect(await box.inputValue()).toBe('Dear Carla, it is on');
    await anns.page.reload();
    await anns.page.getByRole('button', { name: `Take from ${bob}` }).waitFor();
    expect(await box.inputValue()).toBe('Dear Carla, it is on');
  });

  it('write an internal note on another ground, that no customer gets', async () => {
    await bobs.page.keyboard.press('Alt+p');
    await bobs.page.getByText('Only colleagues see this').waitFor();
    const ground = (mode: string): Promise<unknown> =>
      bobs.page.evaluate(
        `getComputedStyle(document.querySelector('form[aria-label="${mode}"]')).backgroundColor`,
      );
    const ofNote = await ground('Internal note');
    await bobs.page.keyboard.type('The house lost it, we send another');
    expect(await bobs.axe()).toEqual([]);
    await bobs.page.keyboard.press('Control+Enter');
    const note = message(bobs, `Internal note by ${bob}`);
    await note.getByText('The house lost it').waitFor();
    await bobs.page.keyboard.press('Alt+l');
    // The ground changes by and by.
    await eventually('a reply has another ground', async () => (await ground('Reply')) !== ofNote);
    const mails = await new HttpClient(system.urls.mail).get<CaughtMail[]>('/api/mails');
    expect(JSON.stringify(mails)).not.toContain('The house lost it');
  });

  it('reply by e-mail with a file, and the customer’s answer comes back into the thread', async () => {
    await bobs.page.locator('input[type="file"]').setInputFiles({
      name: 'label.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Parcel 7'),
    });
    await bobs.page.getByRole('button', { name: 'Take label.txt away' }).waitFor();
    await bobs.page.keyboard.press('Alt+l');
    await bobs.page.keyboard.type('A new parcel leaves today.');
    await bobs.page.getByRole('button', { name: 'Send reply' }).click();
    const reply = message(bobs, `Reply by ${bob}`);
    await reply.getByText('Sent', { exact: true }).waitFor();
    const [download] = await Promise.all([
      bobs.page.waitForEvent('download'),
      reply.getByRole('link', { name: 'label.txt' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('label.txt');
    const mail = await eventually('the reply reaches the customer', async () => {
      const all = await new HttpClient(system.urls.mail).get<CaughtMail[]>('/api/mails');
      return all.find(({ to }) => to.includes(address));
    });
    await createTransport({ url: system.urls.inboundSmtp, ignoreTLS: true }).sendMail({
      from: address,
      to: [...mail.replyTo],
      subject: `Re: ${mail.subject}`,
      inReplyTo: mail.messageId,
      references: [mail.messageId],
      text: `Thank you!\n\nOn Monday ${bob} wrote:\n> A new parcel leaves today.\n`,
    });
    const answer = message(bobs, `Answer by Carla ${mark}`);
    await answer.getByText('Thank you!').waitFor();
    await answer.getByText('Show quoted text').click();
    await answer.getByText('A new parcel leaves today.').waitFor();
  });

  it('edit the case and its customer beside it', async () => {
    await bobs.page.getByRole('button', { name: 'Edit: Priority' }).click();
    const form = bobs.page.getByRole('form', { name: 'Priority' });
    await form.getByRole('combobox', { name: 'Priority' }).click();
    await bobs.page.getByRole('option', { name: 'Urgent' }).click();
    await form.getByRole('button', { name: 'Save' }).click();
    await eventually('it is urgent', async () => (await read()).priority === 'urgent');
    await bobs.page.getByRole('tab', { name: customer.name }).click();
    await bobs.page.getByRole('button', { name: 'Edit: Birthday' }).waitFor();
    expect(await bobs.axe()).toEqual([]);
    await bobs.page.getByRole('tab', { name: 'Orders' }).click();
    await bobs.page.getByText('No orders yet').first().waitFor();
  });

  it('resolve it with its result, and go on with the next', async () => {
    await bobs.open(`/cases/${subject.id}?customerId=${customer.id}`);
    await bobs.page.getByRole('row', { name: `An older one ${mark}` }).waitFor();
    await bobs.page.getByRole('heading', { name: subject.subject, level: 1 }).click();
    await bobs.page.keyboard.press('e');
    const dialog = bobs.page.getByRole('dialog');
    await dialog.getByLabel('Result').fill('Sent again');
    expect(await bobs.axe()).toEqual([]);
    await bobs.page.keyboard.press('Control+Enter');
    await bobs.page.getByRole('heading', { name: `An older one ${mark}`, level: 1 }).waitFor();
    expect(await read()).toMatchObject({ status: 'resolved', statusReason: 'Sent again' });
  });

  it('choose many at once, and open a new one for a customer', async () => {
    await bobs.open(`/cases?customerId=${customer.id}`);
    await bobs.page
      .getByRole('checkbox', { name: /^Choose C-/ })
      .first()
      .check();
    const bar = bobs.page.getByRole('group', { name: 'Chosen cases' });
    await bar.getByRole('button', { name: 'Take' }).click();
    await bar.waitFor({ state: 'hidden' });
    await bobs.page.keyboard.press('n');
    const dialog = bobs.page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Customer' }).fill(address);
    await bobs.page.getByRole('option', { name: customer.name }).click();
    await dialog.getByLabel('Subject').fill(`A question ${mark}`);
    expect(await bobs.axe()).toEqual([]);
    await dialog.getByRole('button', { name: 'Open case' }).click();
    await bobs.page.getByRole('heading', { name: `A question ${mark}`, level: 1 }).waitFor();
  });

  it('start a service record for the customer, and end it with result and reason', async () => {
    await bobs.open(`/service-records?start=${customer.id}`);
    const dialog = bobs.page.getByRole('dialog');
    await dialog.getByLabel('What it is about').fill('Wants another flavour');
    await dialog.getByRole('button', { name: 'Start', exact: true }).click();
    await bobs.page
      .getByRole('region', { name: 'This Conversation' })
      .getByText('Wants another flavour')
      .waitFor();
    await bobs.page.getByRole('button', { name: 'Edit: Cases' }).click();
    await bobs.page.getByRole('combobox', { name: 'Cases' }).click();
    await bobs.page.getByRole('option', { name: new RegExp(`A question ${mark}`) }).click();
    await bobs.page.getByRole('form', { name: 'Cases' }).getByRole('button', { name: 'Save' }).click();
    await bobs.page.getByRole('link', { name: /^C-\d+$/ }).waitFor();
    expect(await bobs.axe()).toEqual([]);
    await bobs.page.getByRole('button', { name: 'End this service' }).click();
    for (const [field, option] of [
      ['Service result', 'Completed'],
      ['Service reason', 'Question'],
    ] as const) {
      await dialog.getByRole('combobox', { name: field }).click();
      await bobs.page.getByRole('option', { name: option }).click();
    }
    expect(await bobs.axe()).toEqual([]);
    await dialog.getByRole('button', { name: 'End service' }).click();
    await bobs.page.getByText('Ended', { exact: true }).waitFor();
    const { items } = await admin.get<Page<ServiceRecordView>>(`/service-records?customer=${customer.id}`);
    expect(items).toMatchObject([{ status: 'ended', result: 'completed', reason: 'question' }]);
  });

  it('find the record by its filters, and see everything on a phone, in the dark and in Spanish', async () => {
    await bobs.open(`/service-records?customer=${customer.id}&result=completed`);
    await bobs.page.getByRole('link', { name: `View: ${customer.name}` }).waitFor();
    expect(await bobs.axe()).toEqual([]);
    const other = await browser.window({ narrow: true, dark: true, language: 'es-ES' });
    await other.open(`/cases/${subject.id}`);
    await other.signIn(ann, PASSWORD);
    await other.page.getByRole('heading', { name: subject.subject, level: 1 }).waitFor();
    await other.page.getByText('Nota interna').first().waitFor();
    expect(await other.axe()).toEqual([]);
    for (const path of ['/cases', '/service-records']) {
      await other.open(path);
      await other.page.getByRole('table').waitFor();
      expect(await other.axe()).toEqual([]);
      expect(await other.page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    }
    await other.close();
  });

  it('read a mail as it was written: nothing runs, nothing is fetched from elsewhere, its text is a click away', async () => {
    const picture = await bobs.page.screenshot({ clip: { x: 0, y: 0, width: 40, height: 20 } });
    await createTransport({ url: system.urls.inboundSmtp, ignoreTLS: true }).sendMail({
      from: address,
      to: MAILBOX,
      subject: `A broken jar ${mark}`,
      text: 'The jar came broken.',
      html: `<p>The jar came <b>broken</b>: <img alt="The jar" src="cid:jar"><img src="https://elsewhere.example/seen.png"></p>
        <script>document.title = 'taken over'</script><blockquote>On Monday we sent it</blockquote>`,
      attachments: [{ filename: 'jar.png', content: picture, cid: 'jar' }],
    });
    const jar = await eventually('it opened a case', async () => {
      const { items } = await admin.get<Page<CaseView>>(`/cases?text=${encodeURIComponent(`jar ${mark}`)}`);
      return items[0];
    });
    await bobs.open(`/cases/${jar.id}`);
    const mail = bobs.page.frameLocator('iframe');
    await mail.getByAltText('The jar').waitFor();
    expect(await mail.locator('img').count()).toBe(1);
    await mail.getByText('Show quoted text').click();
    await mail.getByText('On Monday we sent it').waitFor();
    expect(await bobs.page.title()).not.toContain('taken over');
    await bobs.page.getByRole('button', { name: 'Show original text' }).click();
    await bobs.page.getByText('The jar came broken.', { exact: true }).waitFor();
  });

  it('had nothing wrong on any page', () => {
    expect(browser.faults).toEqual([]);
  });
});
