import { GetCustomer, IdentifySender, newId, type DaybookEvent } from '@daybook/contracts';
import { readReplyAddress } from '@daybook/messaging';
import { clock } from '@daybook/persistence';
import { emitFrom, eventually, testActor } from '@daybook/testing';
import { MAILBOX, MessagesFixture } from '../testing/messages-fixture';

describe('A reply in a case', () => {
  let mails: MessagesFixture;

  beforeAll(async () => {
    mails = await MessagesFixture.start();
  }, 60_000);
  afterAll(() => mails?.stop());
  beforeEach(() => mails.begin());
  afterEach(() => clock.set(new Date()));

  /** As cases would. */
  const replied = async (personal: object = {}): Promise<string> => {
    const replyId = newId();
    await emitFrom(mails.service, 'cases', 'cases.case.replied', mails.contextOf(), {
      attributes: { caseNumber: 'C-1042', replyId },
      about: { caseId: newId() },
      personal: { text: 'It is on its way', subject: 'Parcel is late', ccs: [], ...personal },
    });
    return replyId;
  };
  const delivery = (replyId: string): Promise<DaybookEvent> =>
    eventually('its delivery is told', async () =>
      (await mails.service.factsOf(mails.customerId)).find(
        ({ type, data }) => type === 'customers.reply.delivered' && data.attributes.replyId === replyId,
      ),
    );
  const emails = async () =>
    (await mails.service.caller.call(GetCustomer, { id: mails.customerId }, testActor())).emails;

  it('goes to the customer and the CCs as one mail of a person, and names where the answer goes', async () => {
    const replyId = await replied({
      ccs: ['bob@example.com'],
      references: ['<a@x.example>', '<b@x.example>'],
    });
    expect((await delivery(replyId)).data.attributes).toEqual({ replyId, delivery: 'sent' });
    const letters = mails.smtp.lettersTo(mails.mailbox);
    expect(letters).toHaveLength(1);
    const [{ raw, to, messageId, subject } = { raw: '', to: [], messageId: '', subject: '' }] = letters;
    const head = raw.replace(/\r\n[ \t]+/g, ' ');
    expect(to).toEqual([mails.mailbox, 'bob@example.com']);
    expect(subject).toBe('Re: Parcel is late [C-1042]');
    expect(messageId).toBe(`<${replyId}@shop.example>`);
    expect(head).toMatch(/^Cc: bob@example.com$/m);
    expect(head).toMatch(/^In-Reply-To: <b@x.example>$/m);
    expect(head).toMatch(/^References: <a@x.example> <b@x.example>$/m);
    expect(head).not.toMatch(/^Auto-Submitted/im);
    expect(raw).toContain('It is on its way');
    const [, replyTo = ''] = /^Reply-To: (\S+)$/m.exec(head) ?? [];
    expect(readReplyAddress(replyTo, MAILBOX)).toBe(replyId);
    const [message] = await mails.settled(1);
    expect(message).toMatchObject({ kind: 'case_reply', status: 'sent', text: 'It is on its way' });
    // The address for the answer is known to who gets the mail, and to nobody else.
    expect(JSON.stringify([message, await mails.service.factsOf(mails.customerId)])).not.toContain('cases+');
    // It is no autoresponder's.
    expect(await mails.sentFacts()).toEqual([]);
  });

  it('goes once under one name, however often the server breaks off', async () => {
    mails.smtp.mood = 'takes and breaks off';
    const replyId = await replied();
    await mails.missed();
    mails.smtp.mood = 'takes';
    clock.set(new Date(Date.now() + 10_000));
    expect((await delivery(replyId)).data.attributes).toMatchObject({ delivery: 'sent' });
    expect(new Set(mails.smtp.lettersTo(mails.mailbox).map(({ messageId }) => messageId))).toEqual(
      new Set([`<${replyId}@shop.example>`]),
    );
  });

  it('that no address takes has bounced, and marks the address', async () => {
    mails.smtp.mood = 'knows nobody';
    const replyId = await replied();
    const event = await delivery(replyId);
    expect(event.data.attributes).toEqual({ replyId, delivery: 'bounced', reason: 'failed' });
    expect(event.data.personal).toEqual({ bounced: [mails.mailbox] });
    expect(await emails()).toEqual([
      { address: mails.mailbox, primary: true, bouncedAt: expect.any(String) as string },
    ]);
  });

  it('is not sent where there is no address', async () => {
    mails.customerId = (await mails.service.create({ name: 'Nobody', emails: [] })).id;
    const replyId = await replied();
    expect((await delivery(replyId)).data.attributes).toEqual({
      replyId,
      delivery: 'not_sent',
      reason: 'no_address',
    });
  });

  it('that came back marks the address until it is taken away', async () => {
    await emitFrom(mails.service, 'cases', 'cases.address.bounced', mails.contextOf(), {
      attributes: { replyId: newId() },
      personal: { address: mails.mailbox.toUpperCase() },
    });
    await eventually('the address is marked', async () => (await emails())[0]?.bouncedAt !== undefined);
  });

  it('is answered by who has the address as the primary one, else who was changed last; nobody becomes a customer twice', async () => {
    const identify = (address: string, create = false, name?: string) =>
      mails.service.caller.call(IdentifySender, { address, create, name });
    const second = `second.${newId()}@example.com`;
    const one = await mails.service.create({
      name: 'One',
      emails: [{ address: 'x@y.example' }, { address: second }],
    });
    const two = await mails.service.create({ name: 'Two', emails: [{ address: `${second.toUpperCase()}` }] });
    expect((await identify(second)).customer).toEqual({ id: two.id, name: 'Two', country: null });
    expect((await identify('x@y.example')).customer?.id).toBe(one.id);
    expect(await identify('nobody@y.example')).toEqual({});
    const made = await Promise.all([1, 2, 3].map(() => identify("o'new@y.example", true, 'New')));
    expect(new Set(made.map(({ customer }) => customer?.id)).size).toBe(1);
    expect(await mails.service.typesOf(made[0]?.customer?.id ?? '')).toEqual(['customers.customer.created']);
  });
});
