import { CreateTemplate, newId, UpdateCustomer } from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { eventually } from '@daybook/testing';
import { ada } from '../testing/customers-fixture';
import { MessagesFixture, price } from '../testing/messages-fixture';

describe('A message to a customer', () => {
  let mails: MessagesFixture;

  beforeAll(async () => {
    mails = await MessagesFixture.start();
  }, 60_000);
  afterAll(() => mails?.stop());
  beforeEach(() => mails.begin());
  afterEach(() => clock.set(new Date()));

  it.each([
    [
      'billing.order.completed',
      'welcome',
      'Your order D-100001',
      'D-100001: Vitamins, Honey.',
      { productNames: ['Vitamins', 'Honey'], amount: price },
    ],
    [
      'billing.order.completed',
      'welcome',
      'Your order D-100001',
      'D-100001: 3 × Vitamins (Large), Honey.',
      {
        productNames: ['Vitamins (Large)', 'Honey'],
        items: [
          { productName: 'Vitamins (Large)', quantity: 3 },
          { productName: 'Honey', quantity: 1 },
        ],
        amount: price,
      },
    ],
    [
      'billing.rebill.succeeded',
      'receipt',
      'Your receipt for 2 × Vitamins',
      '$39.90 for 2 × Vitamins',
      { productName: 'Vitamins', quantity: 2, amount: price },
    ],
    [
      'billing.refund.recorded_outside',
      'refund',
      'Your refund of $39.90',
      'to •••• 4242',
      { refundedTo: '•••• 4242', amount: price },
    ],
    [
      'billing.rebill.succeeded',
      'receipt',
      'Your receipt for Vitamins',
      '$39.90 for Vitamins',
      { productName: 'Vitamins', amount: price },
    ],
    [
      'billing.recycle.saved',
      'receipt',
      'Your receipt for Vitamins',
      '$39.90 for Vitamins',
      { productName: 'Vitamins', amount: price, cycle: 2 },
    ],
    [
      'billing.refund.succeeded',
      'refund',
      'Your refund of $39.90',
      'to •••• 4242',
      { refundedTo: '•••• 4242', amount: price },
    ],
    [
      'billing.transaction.voided',
      'void',
      'Your charge of $39.90 was taken back',
      'D-100001',
      { amount: price },
    ],
    [
      'billing.consent.requested',
      'consent_request',
      'Please confirm the next billing of Vitamins',
      'D-100001',
      { productName: 'Vitamins' },
    ],
  ])(
    'is sent once for %s: the %s, by the replica that was first',
    async (type, kind, subject, part, attributes) => {
      const event = await mails.emit(type, attributes);
      const [message] = await mails.settled(1);
      expect(message).toMatchObject({
        kind,
        channel: 'email',
        to: mails.mailbox,
        subject,
        status: 'sent',
        resent: false,
      });
      expect(message?.text).toContain('Hello Ada Lovelace');
      expect(message?.text).toContain(part);
      const letters = mails.smtp.lettersTo(mails.mailbox);
      expect(letters).toHaveLength(1);
      expect(letters[0]).toMatchObject({ messageId: `<${message?.id}@example.com>` });
      expect(letters[0]?.raw).toMatch(/^From: Shop <shop@example\.com>$/m);
      expect(await mails.sentFacts()).toMatchObject([
        {
          type: 'customers.email.sent',
          actortype: 'system',
          causationid: event.id,
          correlationid: event.correlationid,
          data: {
            attributes: { template: kind },
            context: {
              customerId: mails.customerId,
              orderId: event.data.context.orderId,
              campaignId: event.data.context.campaignId,
            },
            about: { orderId: event.data.context.orderId },
            personal: { name: ada.name, to: mails.mailbox, subject },
          },
        },
      ]);
    },
  );

  it('goes again under the same Message-ID when nobody knows whether it was sent, and is told once', async () => {
    mails.smtp.mood = 'takes and breaks off';
    await mails.completed();
    await mails.missed();
    mails.smtp.mood = 'takes';
    clock.advance(60_000);
    const [message] = await mails.settled(1);
    const ids = mails.smtp.lettersTo(mails.mailbox).map(({ messageId }) => messageId);
    expect(ids).toEqual([`<${message?.id}@example.com>`, `<${message?.id}@example.com>`]);
    expect(await mails.sentFacts()).toHaveLength(1);
  });

  it('is tried again later when the server is not ready, and goes nowhere meanwhile', async () => {
    mails.smtp.mood = 'not now';
    await mails.completed();
    await mails.missed();
    expect((await mails.messages())[0]?.status).toBe('waiting');
    expect(await mails.sentFacts()).toEqual([]);
    mails.smtp.mood = 'takes';
    clock.advance(60_000);
    expect((await mails.settled(1))[0]?.status).toBe('sent');
    expect(mails.smtp.lettersTo(mails.mailbox)).toHaveLength(1);
  });

  it('fails in the end when the server is never ready', async () => {
    mails.smtp.mood = 'not now';
    await mails.completed();
    await mails.missed();
    clock.advance(4 * 86_400_000);
    expect((await mails.settled(1))[0]?.status).toBe('failed');
  });

  it.each(['never', 'knows nobody'] as const)('fails for good when the server says: %s', async (mood) => {
    mails.smtp.mood = mood;
    await mails.completed();
    expect((await mails.settled(1))[0]?.status).toBe('failed');
    expect(await mails.sentFacts()).toEqual([]);
  });

  it('is sent by whoever comes next when its sender died with it', async () => {
    mails.smtp.mood = 'not now';
    await mails.completed();
    await mails.missed();
    // As a process leaves it that was killed between the server's answer and its own commit.
    await mails.service.database.query(
      `update message set leased_until = $1, next_try_at = $2 where customer_id = $3`,
      [new Date(clock.now().getTime() + 60_000), clock.now(), mails.customerId],
    );
    mails.smtp.mood = 'takes';
    clock.advance(70_000);
    expect((await mails.settled(1))[0]?.status).toBe('sent');
    expect(mails.smtp.lettersTo(mails.mailbox)).toHaveLength(1);
    expect(await mails.sentFacts()).toHaveLength(1);
  });

  it('is written in the customer’s language where there is a template, and by SMS where there is one', async () => {
    const { caller } = mails.service;
    await caller.call(UpdateCustomer, { id: mails.customerId, language: 'pt-BR' });
    const portuguese = { kind: 'refund', channel: 'email', language: 'pt', subject: 'Devolvemos {{amount}}' };
    await caller.call(CreateTemplate, { ...portuguese, text: 'Olá {{customerName}}' });
    await caller.call(CreateTemplate, {
      kind: 'refund',
      channel: 'sms',
      language: 'en',
      text: '{{amount}} are on their way to {{refundedTo}}',
    });
    await mails.emit('billing.refund.succeeded', { refundedTo: '•••• 4242', amount: price });
    const sent = await mails.settled(2);
    expect(sent.find(({ channel }) => channel === 'email')?.subject).toBe('Devolvemos US$ 39,90');
    const sms = sent.find(({ channel }) => channel === 'sms');
    expect(sms).toMatchObject({ to: '+14155552671', subject: null, status: 'sent' });
    expect(mails.plugins.questions.at(-1)).toMatchObject({
      path: '/messages',
      body: { messageId: sms?.id, to: '+14155552671', text: sms?.text },
    });
    const reported = (await mails.sentFacts()).map(({ type }) => type);
    expect(reported.sort()).toEqual(['customers.email.sent', 'customers.sms.sent']);
  });

  it('is not written about what happened long ago, as when a journal is read again', async () => {
    const context = mails.contextOf();
    clock.advance(4 * 86_400_000);
    await mails.completed(context);
    await eventually('it is known', async () => {
      const query = 'select 1 from message_cause where order_id = $1';
      return (await mails.service.database.query(query, [context.orderId])).length === 1 ? true : undefined;
    });
    expect(await mails.messages()).toEqual([]);
  });

  it('goes to the Notify Emails instead, once, when a refund has failed for good', async () => {
    const notifyEmails = [`till.${mails.mailbox}`, `desk.${mails.mailbox}`];
    const refund = { transactionId: newId(), orderNumber: 'D-100001', amount: price, attempts: 3 };
    await mails.emit('billing.refund_queue.exhausted', { ...refund, notifyEmails, responseCode: '91' }, {});
    const letter = await eventually(
      'the letter is there',
      () => mails.smtp.lettersTo(`desk.${mails.mailbox}`)[0],
    );
    expect(letter).toMatchObject({
      to: notifyEmails,
      subject: 'A refund of order D-100001 has failed for good',
    });
    expect(letter.raw).toContain('$39.90');
    await mails.heard();
    await mails.settled(1);
    expect(mails.smtp.lettersTo(`till.${mails.mailbox}`)).toHaveLength(1);
  });
});
