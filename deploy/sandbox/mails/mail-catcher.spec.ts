import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { CaughtMail } from './caught-mails';
import { startMailCatcher, type RunningMailCatcher } from './mail-catcher';

describe('The mail catcher', () => {
  let folder: string;
  let catcher: RunningMailCatcher;
  const start = async () => (catcher = await startMailCatcher({ folder, smtpPort: 0, webPort: 0, kept: 3 }));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mails-'));
    await start();
  });
  afterEach(async () => {
    await catcher.stop();
    await rm(folder, { recursive: true });
  });

  const send = (subject: string, more: object = {}) =>
    createTransport(catcher.smtpUrl).sendMail({
      from: 'Shop <shop@example.com>',
      to: ['ada@example.com', 'Bob <bob@example.com>'],
      cc: 'cy@example.com',
      replyTo: 'cases+token@example.com',
      subject,
      text: `Text of ${subject}`,
      ...more,
    });
  const all = async () => (await (await fetch(`${catcher.url}/api/mails`)).json()) as CaughtMail[];

  it('shows every mail that it took, as JSON and as a page', async () => {
    const { messageId } = await send('Your receipt – 39,90 €');
    expect(await all()).toEqual([
      {
        id: 1,
        messageId,
        date: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        from: '"Shop" <shop@example.com>',
        to: ['ada@example.com', 'bob@example.com'],
        cc: ['cy@example.com'],
        replyTo: ['cases+token@example.com'],
        subject: 'Your receipt – 39,90 €',
        text: 'Text of Your receipt – 39,90 €\n',
        attachments: [],
      },
    ]);
    expect(await (await fetch(catcher.url)).text()).toContain('Your receipt – 39,90 €');
    expect(await (await fetch(`${catcher.url}/mails/1`)).text()).toContain('Text of Your receipt');
    expect((await (await fetch(`${catcher.url}/api/mails/1`)).json()) as CaughtMail).toMatchObject({
      messageId,
    });
    expect((await fetch(`${catcher.url}/mails/2`)).status).toBe(404);
  });

  it('lets no script of a mail run, nor a picture be fetched', async () => {
    const html = '<b>Hello</b><script>alert(1)</script><img src="https://example.com/seen.png">';
    await send('<script>alert(2)</script>', { html });
    const page = await fetch(`${catcher.url}/mails/1`);
    const text = await page.text();
    expect(text).not.toContain('<script');
    expect(text).toContain('<iframe sandbox ');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const framed = await fetch(`${catcher.url}/mails/1/html`);
    expect(framed.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none';/);
    expect(await framed.text()).toContain('<b>Hello</b>');
  });

  it('keeps the newest mails only, and has them still after a restart', async () => {
    for (const subject of ['one', 'two', 'three', 'four']) await send(subject);
    const kept = await all();
    expect(kept.map(({ subject }) => subject)).toEqual(['four', 'three', 'two']);
    await catcher.stop();
    await start();
    expect(await all()).toEqual(kept);
    await send('five');
    expect((await all()).map(({ id }) => id)).toEqual([5, 4, 3]);
  });

  it('refuses a mail that is too big, and takes the next one', async () => {
    await expect(send('big', { text: 'x'.repeat(11_000_000) })).rejects.toMatchObject({ responseCode: 552 });
    await send('small');
    expect((await all()).map(({ subject }) => subject)).toEqual(['small']);
  });

  it('lets whoever tries the system answer as the customer, where mails come in', async () => {
    const inbound = await startMailCatcher({ folder: `${folder}/in`, smtpPort: 0, webPort: 0 });
    await catcher.stop();
    const answersTo = { smtpUrl: inbound.smtpUrl, mailbox: 'cases@localhost' };
    catcher = await startMailCatcher({ folder, smtpPort: 0, webPort: 0, answersTo });
    const { messageId } = await send('Your parcel', { replyTo: 'cases+token@localhost' });
    const page = await (await fetch(`${catcher.url}/mails/1`)).text();
    const filled = Object.fromEntries(
      [...page.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
    expect(filled).toMatchObject({
      from: 'ada@example.com',
      to: 'cases+token@localhost',
      subject: 'Re: Your parcel',
    });
    const body = new URLSearchParams({ ...filled, inReplyTo: messageId, text: 'Thank you' } as Record<
      string,
      string
    >);
    expect((await fetch(`${catcher.url}/write`, { method: 'POST', body })).status).toBe(200);
    const [taken] = (await (await fetch(`${inbound.url}/api/mails`)).json()) as CaughtMail[];
    expect(taken).toMatchObject({
      to: ['cases+token@localhost'],
      subject: 'Re: Your parcel',
      text: 'Thank you\n',
    });
    await inbound.stop();
  });
});
