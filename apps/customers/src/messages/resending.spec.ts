import {
  newId,
  PreviewTemplate,
  ResendOrderMessage,
  ResendTransactionMessage,
  UpdateCustomer,
} from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { eventually, testActor } from '@daybook/testing';
import { MessagesFixture, price } from '../testing/messages-fixture';

describe('A message', () => {
  let mails: MessagesFixture;

  beforeAll(async () => {
    mails = await MessagesFixture.start();
  }, 60_000);
  afterAll(() => mails?.stop());
  beforeEach(() => mails.begin());
  afterEach(() => clock.set(new Date()));

  describe('of a campaign with autoresponders off', () => {
    it('is not sent by itself, but when a person asks for it', async () => {
      const context = mails.contextOf();
      await mails.campaign(context.campaignId ?? '', false);
      await mails.completed(context);
      await mails.heard();
      expect(await mails.settled(1)).toHaveLength(1);
      const agent = testActor({ username: 'carol', accessLevel: 'cs_agent' });
      await mails.service.caller.call(ResendOrderMessage, { id: context.orderId, kind: 'welcome' }, agent);
      const [again] = await mails.settled(2);
      expect(again).toMatchObject({
        orderId: context.orderId,
        kind: 'welcome',
        resent: true,
        status: 'sent',
      });
      expect((await mails.sentFacts()).at(-1)).toMatchObject({
        actorname: 'carol',
        actortype: 'user',
        data: { attributes: { template: 'welcome', resent: true } },
      });
    });

    it('is dropped when the campaign was silenced before it could be sent', async () => {
      mails.smtp.mood = 'not now';
      const context = mails.contextOf();
      await mails.completed(context);
      await mails.missed();
      await mails.campaign(context.campaignId ?? '', false);
      await mails.heard();
      clock.advance(60_000);
      await eventually('it is dropped', async () =>
        (await mails.messages()).find(
          ({ status, orderId }) => status === 'dropped' && orderId === context.orderId,
        ),
      );
    });
  });

  describe('that a person sends again', () => {
    it('is the last of its kind, to the address of now, once for a key', async () => {
      const about = { orderId: newId(), transactionId: newId() };
      const context = mails.contextOf({ orderId: about.orderId });
      await mails.emit(
        'billing.rebill.succeeded',
        { productName: 'Vitamins', amount: price },
        context,
        about,
      );
      await mails.settled(1);
      const moved = `moved.${mails.mailbox}`;
      await mails.service.caller.call(UpdateCustomer, { id: mails.customerId, emails: [{ address: moved }] });
      const [actor, headers] = [testActor(), { idempotencyKey: newId() }];
      const input = { id: about.transactionId, kind: 'receipt' };
      const first = await mails.service.caller.call(ResendTransactionMessage, input, actor, headers);
      expect(first).toMatchObject({ status: 'waiting', to: moved, ...about });
      expect(await mails.service.caller.call(ResendTransactionMessage, input, actor, headers)).toEqual(first);
      await mails.settled(2);
      expect(mails.smtp.lettersTo(moved)).toHaveLength(1);
    });

    it.each([
      ['an order’s sale', 'billing.order.completed', 'welcome'],
      ['a billed cycle', 'billing.rebill.succeeded', 'receipt'],
      ['a void', 'billing.transaction.voided', 'void'],
      ['a refund', 'billing.refund.succeeded', 'refund'],
      ['a refund outside', 'billing.refund.recorded_outside', 'refund'],
    ])('is that of %s, by the transaction alone or by its kind', async (_what, type, kind) => {
      const about = { orderId: newId(), transactionId: newId() };
      const context = mails.contextOf({ orderId: about.orderId });
      const said = { productNames: ['Tea'], productName: 'Tea', refundedTo: '•••• 4242', amount: price };
      await mails.emit(type, said, context, about);
      await mails.settled(1);
      for (const input of [{ id: about.transactionId }, { id: about.transactionId, kind }]) {
        const sent = await mails.service.caller.call(ResendTransactionMessage, input);
        expect(sent).toMatchObject({ kind, resent: true, ...about });
      }
    });

    it('is refused with a reason, and nothing is sent', async () => {
      const { caller } = mails.service;
      const context = mails.contextOf();
      await mails.completed(context);
      await mails.settled(1);
      const again = { id: context.orderId, kind: 'welcome' };
      expect(await caller.refusal(ResendOrderMessage, { ...again, id: newId() })).toBe('customers.not_found');
      expect(await caller.refusal(ResendOrderMessage, { ...again, kind: 'refund' })).toBe(
        'customers.nothing_to_tell',
      );
      expect(await caller.refusal(ResendOrderMessage, { ...again, channel: 'sms' })).toBe(
        'customers.template_missing',
      );
      expect(await caller.refusal(ResendOrderMessage, { ...again, kind: 'receipt' })).toBe(
        'request.malformed',
      );
      const rep = testActor({ accessLevel: 'sales_rep', campaignIds: [newId()] });
      expect(await caller.refusal(ResendOrderMessage, again, rep)).toBe('customers.not_found');
      await caller.call(UpdateCustomer, { id: mails.customerId, emails: [] });
      expect(await caller.refusal(ResendOrderMessage, again)).toBe('customers.no_recipient');
      expect(await mails.messages()).toHaveLength(1);
    });
  });

  it('can be read with example values before its template is kept, and sent as a test', async () => {
    const { caller } = mails.service;
    const texts = {
      kind: 'welcome',
      channel: 'email',
      subject: 'Order {{orderNumber}}',
      text: 'Dear {{customerName}}',
    };
    const seen = { subject: 'Order D-100036', text: 'Dear Ada Example' };
    expect(await caller.call(PreviewTemplate, texts)).toEqual(seen);
    const to = `${newId()}@example.com`;
    expect(await caller.call(PreviewTemplate, { ...texts, to })).toEqual({ ...seen, sent: true });
    expect(mails.smtp.lettersTo(to).map(({ subject }) => subject)).toEqual(['[Test] Order D-100036']);
    mails.smtp.mood = 'never';
    expect(await caller.call(PreviewTemplate, { ...texts, to })).toMatchObject({ sent: false });
    mails.smtp.mood = 'takes';
    expect(await caller.refusal(PreviewTemplate, { ...texts, text: 'Dear {{name}}' })).toBe(
      'customers.template_placeholder_unknown',
    );
    expect(await caller.refusal(PreviewTemplate, { kind: 'welcome', channel: 'sms', text: 'Hi', to })).toBe(
      'customers.feature_off',
    );
  });
});
