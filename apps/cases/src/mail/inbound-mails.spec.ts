import {
  ApplyInboundMail,
  ListInboundMails,
  newId,
  ReadInboundMail,
  type InboundMailView,
} from '@daybook/contracts';
import { eventually, testActor } from '@daybook/testing';
import { MailFixture } from '../testing/mail-fixture';

describe('E-mails that were put aside or could not be applied', () => {
  const admin = testActor({ username: 'admin' });
  let mails: MailFixture;

  beforeAll(async () => {
    mails = await MailFixture.start();
  });
  afterAll(() => mails?.stop());

  /** A mail of a stranger, put aside. */
  async function putAside(from = `${newId()}@elsewhere.example`): Promise<InboundMailView> {
    const subject = `Parcel ${newId()}`;
    await mails.send({ from, subject, text: 'Where is it?' });
    await mails.settled(subject);
    const { items } = await mails.service.caller.call(ListInboundMails, { state: 'put_aside', from }, admin);
    expect(items).toHaveLength(1);
    return items[0];
  }

  it('are listed with their sender, newest first, page after page, and read with what they say', async () => {
    const from = `${newId()}@elsewhere.example`;
    const first = await putAside(from);
    expect(first).toMatchObject({ from, state: 'put_aside', caseId: null, customerId: null, reason: null });
    for (const text of ['Hello?', 'Hello??']) await mails.send({ from, subject: text, text });
    await mails.settled('Hello??');
    const of = { from: from.toUpperCase(), limit: 2 };
    const page = await mails.service.caller.call(ListInboundMails, of, admin);
    expect(page.items.map(({ subject }) => subject)).toEqual(['Hello??', 'Hello?']);
    const rest = await mails.service.caller.call(ListInboundMails, { ...of, cursor: page.nextCursor }, admin);
    expect(rest.items).toEqual([first]);
    const applied = { from, state: 'applied' };
    expect((await mails.service.caller.call(ListInboundMails, applied, admin)).items).toEqual([]);
    const read = await mails.service.caller.call(ReadInboundMail, { id: first.id }, admin);
    expect(read).toEqual({ ...first, text: 'Where is it?' });
  });

  it('open a case of the customer whose they are said to be, once', async () => {
    const { id } = await putAside();
    const customer = await mails.customer('Ada Lovelace');
    const said = { id, customerId: customer.id };
    const again = await mails.service.caller.call(ApplyInboundMail, said, admin);
    expect(again).toMatchObject({ state: 'waiting', attempts: 0, settledAt: null });
    const applied = await eventually('it is applied', async () => {
      const read = await mails.service.caller.call(ReadInboundMail, { id }, admin);
      return read.state === 'applied' ? read : null;
    });
    expect(applied).toMatchObject({ customerId: customer.id });
    expect(await mails.read(applied.caseId ?? '')).toMatchObject({
      customer: { id: customer.id },
      messages: [{ text: 'Where is it?' }],
    });
    expect(await mails.service.caller.refusal(ApplyInboundMail, said, admin)).toBe('cases.mail_settled');
  });

  it('go where they belong where their sender has become a customer', async () => {
    const address = `${newId()}@elsewhere.example`;
    const { id } = await putAside(address);
    const customerId = await mails.service.customers.create('Grace', undefined, true, null, address);
    await mails.service.caller.call(ApplyInboundMail, { id }, admin);
    const read = await eventually('it is applied', async () => {
      const now = await mails.service.caller.call(ReadInboundMail, { id }, admin);
      return now.state === 'applied' ? now : null;
    });
    expect(read.customerId).toBe(customerId);
  });

  it('are refused for nobody, for no e-mail, for one that is not kept any more, and to those who may not', async () => {
    const { id } = await putAside();
    const refusal = (input: object, by = admin): Promise<string> =>
      mails.service.caller.refusal(ApplyInboundMail, { id, ...input }, by);
    expect(await refusal({ customerId: newId() })).toBe('cases.customer_unknown');
    expect(await refusal({ id: newId() })).toBe('cases.not_found');
    expect(await refusal({}, testActor({ accessLevel: 'finance' }))).toBe('request.forbidden');
    await mails.service.databases.cases.query('update inbound_mail set raw = null where id = $1', [id]);
    expect(await refusal({})).toBe('cases.mail_gone');
    const read = await mails.service.caller.call(ReadInboundMail, { id }, admin);
    expect(read).toMatchObject({ state: 'put_aside', text: null });
  });

  it('are given up where they end the process that reads them again and again, and can be tried once more', async () => {
    const { id } = await putAside();
    const begun = `update inbound_mail
      set status = 'waiting', outcome = null, leased_until = now() - interval '1 second', unfinished = $2 where id = $1`;
    await mails.service.databases.cases.query(begun, [id, 2]);
    const state = (what: string) =>
      eventually(`it is ${what}`, async () => {
        const read = await mails.service.caller.call(ReadInboundMail, { id }, admin);
        return read.state === what ? read : null;
      });
    // Nor does whoever looks at it end by it.
    expect(await state('failed')).toMatchObject({
      reason: 'it was begun 3 times and never ended',
      text: null,
    });
    await mails.service.caller.call(ApplyInboundMail, { id }, admin);
    expect((await state('put_aside')).reason).toBeNull();
    // One whose process was ended from outside is begun again.
    await mails.service.databases.cases.query(begun, [id, 1]);
    await state('put_aside');
    const [{ unfinished } = { unfinished: 0 }] = await mails.service.databases.cases.query<{
      unfinished: number;
    }>('select unfinished from inbound_mail where id = $1', [id]);
    expect(unfinished).toBe(2);
  });
});
