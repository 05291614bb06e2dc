import { CreateTemplate } from '@daybook/contracts';
import { readConsentToken } from '@daybook/messaging';
import { clock } from '@daybook/persistence';
import { eventually } from '@daybook/testing';
import { CustomersFixture } from '../testing/customers-fixture';
import { CONSENT_LINKS_KEY, MessagesFixture } from '../testing/messages-fixture';

describe('The link in a request for consent', () => {
  let mails: MessagesFixture;

  beforeAll(async () => {
    mails = await MessagesFixture.start();
  }, 60_000);
  afterAll(() => mails?.stop());
  beforeEach(() => mails.begin());
  afterEach(() => clock.set(new Date()));

  /** The text of the one letter, as it was written before it was wrapped for the way. */
  const letter = (): string => {
    const [{ raw } = { raw: '' }] = mails.smtp.lettersTo(mails.mailbox);
    return raw.replace(/=\r?\n/g, '').replaceAll('=3D', '=');
  };
  const LINK = /https:\/\/service\.example\.com\/consent\/([\w-]{72})(?![\w-])/;

  it('names the request that it answers, ends after 30 days, and is shown to nobody but the customer', async () => {
    const event = await mails.emit('billing.consent.requested', { productName: 'Vitamins' });
    const [message] = await mails.settled(1);
    const [, token = ''] = LINK.exec(letter()) ?? [];
    const expiresAt = new Date(Math.floor(Date.parse(event.time) / 1_000 + 30 * 86_400) * 1_000);
    expect(readConsentToken(token, CONSENT_LINKS_KEY)).toEqual({ requestId: event.id, expiresAt });
    expect(message?.text).toContain('https://service.example.com/consent/…');
    expect(message?.text).not.toContain(token);
    expect(JSON.stringify(await mails.service.factsOf(mails.customerId))).not.toContain(token);
  });

  it('goes by text message too, where there is a template that has it', async () => {
    await mails.service.caller.call(CreateTemplate, {
      kind: 'consent_request',
      channel: 'sms',
      language: 'en',
      text: '{{productName}}: do you agree? {{consentLink}}',
    });
    await mails.emit('billing.consent.requested', { productName: 'Vitamins' });
    const sent = await eventually('the text message is sent', () =>
      mails.plugins.questions.find(({ path }) => path === '/messages'),
    );
    expect(JSON.stringify(sent.body)).toMatch(LINK);
  });

  it('is left out where customers cannot reach us', async () => {
    const elsewhere = await CustomersFixture.start({
      SMTP_URL: mails.smtp.url,
      MESSAGES_EVERY_MS: '20',
      CONSENT_LINKS_KEY,
    });
    const alone = Object.assign(
      Object.create(Object.getPrototypeOf(mails) as object) as MessagesFixture,
      mails,
      {
        service: elsewhere,
      },
    );
    try {
      await alone.begin();
      await alone.emit('billing.consent.requested', { productName: 'Vitamins' });
      const [message] = await alone.settled(1);
      expect(message?.text).toContain('Please tell us whether you agree.');
      expect(message?.text).not.toMatch(/consent\/|\{\{/);
    } finally {
      await elsewhere.stop();
    }
  });
});
