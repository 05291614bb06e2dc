import { newId, NoteOnCase, ReplyToCase, ResolveCases, CloseCase } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { ann } from '../testing/cases-fixture';
import { MailFixture, MAILBOX } from '../testing/mail-fixture';

describe('An e-mail that comes in', () => {
  let mails: MailFixture;

  beforeAll(async () => {
    mails = await MailFixture.start();
  });
  afterAll(() => mails?.stop());

  const title = (): string => `Mail ${newId()}`;

  it('joins its case by the address that the reply went with, and is the customer’s answer', async () => {
    const { id, address } = await mails.customer();
    const { subject, to, messageId } = await mails.replied(id);
    const named = title();
    await mails.send({
      from: `Grace <${address}>`,
      to,
      subject: named,
      text: 'Thank you!\n\nOn Tue, 1 Dec 2026 at 10:00, Shop <cases@shop.example> wrote:\n> It is on its way\n',
      inReplyTo: messageId,
    });
    expect(await mails.settled(named)).toMatchObject([
      { status: 'applied', outcome: 'answered', case_id: subject.id },
    ]);
    const after = await mails.read(subject.id);
    expect(after.messages.at(-1)).toMatchObject({
      kind: 'answer',
      text: 'Thank you!',
      quoted: expect.stringContaining('> It is on its way'),
      from: address,
      author: { type: 'customer', id, username: 'Grace' },
    });
    const answered = (await mails.service.factsOf(subject.id)).at(-1);
    expect(answered).toMatchObject({
      type: 'cases.case.answered',
      actortype: 'customer',
      actorid: id,
      actorname: 'Customer',
      data: { context: { customerId: id }, personal: { text: 'Thank you!' } },
    });
  });

  it('opens a case again that waited for it or was done', async () => {
    const { id, address } = await mails.customer();
    for (const [operation, input] of [
      [ResolveCases, (caseId: string) => ({ ids: [caseId] })],
      [CloseCase, (caseId: string) => ({ id: caseId })],
    ] as const) {
      const { subject, to } = await mails.replied(id);
      await mails.service.caller.call(operation as typeof CloseCase, input(subject.id), ann);
      const named = title();
      await mails.send({ from: address, to, subject: named, text: 'Not so fast' });
      await mails.settled(named);
      expect((await mails.read(subject.id)).status).toBe('open');
      expect((await mails.service.typesOf(subject.id)).slice(-2)).toEqual(['answered', 'reopened']);
    }
  });

  it('opens a case of whoever is a customer, with what it says', async () => {
    const { id, address } = await mails.customer();
    const named = title();
    await mails.send({
      from: `Grace <${address.toUpperCase()}>`,
      subject: named,
      text: 'Where is my parcel?',
    });
    const [kept] = await mails.settled(named);
    expect(kept).toMatchObject({ outcome: 'opened', customer_id: id });
    const opened = await mails.read(kept?.case_id ?? '');
    expect(opened).toMatchObject({
      subject: named,
      channel: 'email',
      status: 'open',
      customer: { id },
      messages: [
        {
          kind: 'opening',
          text: 'Where is my parcel?',
          author: { type: 'customer' },
          from: expect.any(String),
        },
      ],
    });
    expect(await mails.service.typesOf(opened.id)).toEqual(['opened']);
  });

  it('is put aside where nobody has its address', async () => {
    const named = title();
    await mails.send({ from: 'nobody@elsewhere.example', subject: named, text: 'Buy this' });
    expect(await mails.settled(named)).toMatchObject([
      { status: 'applied', outcome: 'stranger', case_id: null },
    ]);
  });

  it('counts once, however often it is sent', async () => {
    const { id, address } = await mails.customer();
    const { subject, to } = await mails.replied(id);
    const named = title();
    const mail = {
      from: address,
      to,
      subject: named,
      text: 'Once',
      messageId: `<${newId()}@example.com>`,
      date: new Date(0),
    };
    await Promise.all([1, 2, 3].map(() => mails.send(mail)));
    await mails.send({ ...mail, headers: { Received: 'from elsewhere' } });
    await mails.settled(named, 1);
    expect((await mails.read(subject.id)).messages.filter(({ kind }) => kind === 'answer')).toHaveLength(1);
  });

  it('waits while nobody can say who its sender is', async () => {
    const { id, address } = await mails.customer();
    const named = title();
    mails.service.customers.away = true;
    await mails.send({ from: address, subject: named, text: 'Hello?' });
    await eventually(
      'it was tried in vain',
      async () => (await mails.kept('last_error is not null')).length === 1,
    );
    mails.service.customers.away = false;
    expect(await mails.settled(named)).toMatchObject([{ outcome: 'opened', customer_id: id }]);
  });

  it('names what was written before when it is replied to, and never an internal note', async () => {
    const { id, address } = await mails.customer();
    const { subject, to, messageId } = await mails.replied(id);
    await mails.service.caller.call(NoteOnCase, { id: subject.id, text: 'The customer is rude' }, ann);
    const named = title();
    const answer = await mails.send({ from: address, to, subject: named, text: 'And?' });
    await mails.settled(named);
    const input = { id: subject.id, text: 'It is there', ccs: ['bob@example.com'] };
    const reply = await mails.service.caller.call(ReplyToCase, input, ann);
    expect(reply).toMatchObject({ ccs: ['bob@example.com'], delivery: { status: 'queued', bounced: [] } });
    const replied = (await mails.service.factsOf(subject.id)).at(-1);
    expect(replied?.data.personal).toEqual({
      text: 'It is there',
      subject: 'Parcel is late',
      ccs: ['bob@example.com'],
      references: [messageId, answer],
    });
    expect(JSON.stringify(replied)).not.toContain('rude');
  });

  it('is taken for the mailbox only', async () => {
    for (const to of ['other@shop.example', 'cases@elsewhere.example', 'someone@example.com'])
      await expect(mails.send({ from: 'a@example.com', to, text: 'x' })).rejects.toMatchObject({
        responseCode: 550,
      });
    await mails.send({ from: 'a@example.com', to: MAILBOX.address.toUpperCase(), text: 'x' });
  });
});
