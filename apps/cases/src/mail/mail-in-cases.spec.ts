import { newId, type CaseDetailView } from '@daybook/contracts';
import { replyAddress } from '@daybook/messaging';
import { MAILBOX, MailFixture } from '../testing/mail-fixture';

describe('An e-mail to a case', () => {
  let mails: MailFixture;
  let customer: { id: string; address: string };

  beforeAll(async () => {
    mails = await MailFixture.start();
    customer = await mails.customer();
  });
  afterAll(() => mails?.stop());

  const title = (): string => `Mail ${newId()}`;
  const after = async (id: string): Promise<CaseDetailView> => mails.read(id);

  it.each([
    ['Auto-Submitted', 'auto-replied'],
    ['Precedence', 'bulk'],
    ['X-Autoreply', 'yes'],
  ])('by a machine (%s) is shown, and changes nothing', async (name, value) => {
    const { subject, to } = await mails.replied(customer.id);
    const named = title();
    await mails.send({
      from: customer.address,
      to,
      subject: named,
      text: 'I am away',
      headers: { [name]: value },
    });
    expect(await mails.settled(named)).toMatchObject([{ outcome: 'automatic', case_id: subject.id }]);
    const { messages, modifiedAt } = await after(subject.id);
    expect(messages.at(-1)).toMatchObject({ kind: 'automatic', text: 'I am away' });
    expect(modifiedAt).toBe((await after(subject.id)).modifiedAt);
    expect(await mails.service.typesOf(subject.id)).toEqual(['opened', 'replied']);
  });

  it('by a machine opens none', async () => {
    const named = title();
    await mails.send({
      from: customer.address,
      subject: named,
      text: 'x',
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    expect(await mails.settled(named)).toMatchObject([{ outcome: 'automatic', case_id: null }]);
  });

  it('of our own that comes back is dropped', async () => {
    const { subject, to, messageId } = await mails.replied(customer.id);
    const named = title();
    await mails.send({
      from: 'shop@shop.example',
      to,
      subject: named,
      text: 'It is on its way',
      messageId,
    });
    await mails.send({ from: MAILBOX.address, to, subject: named, text: 'It is on its way' });
    expect((await mails.settled(named, 2)).map(({ outcome }) => outcome)).toEqual(['own', 'own']);
    expect((await after(subject.id)).messages).toHaveLength(1);
  });

  it('that forges a number, a Message-ID or a token joins none', async () => {
    const { subject, messageId, to } = await mails.replied(customer.id);
    const stranger = 'mallory@evil.example';
    const forged = to.replace(/\+../, '+zz').replace('zz', '00');
    for (const mail of [
      { subject: `Re: [${subject.number}] ${newId()}` },
      { subject: title(), inReplyTo: messageId, references: messageId },
      { subject: title(), to: forged },
      { subject: title(), to: replyAddress(newId(), MAILBOX) },
      {
        subject: title(),
        to: replyAddress(subject.messages[0]?.id ?? newId(), {
          ...MAILBOX,
          key: Buffer.alloc(32, 9).toString('base64'),
        }),
      },
    ]) {
      await mails.send({ from: stranger, text: 'Let me in', ...mail });
      expect(await mails.settled(mail.subject)).toMatchObject([{ outcome: 'stranger', case_id: null }]);
    }
    expect((await after(subject.id)).messages).toHaveLength(1);
  });

  it('without the token joins by its number or what it answers to, where its sender has a part in the case', async () => {
    const { subject, messageId } = await mails.replied(customer.id);
    const other = await mails.customer('Other');
    const numbered = `Re: [${subject.number}] ${newId()}`;
    await mails.send({ from: customer.address, subject: numbered, text: 'By number' });
    const answering = title();
    await mails.send({
      from: customer.address,
      subject: answering,
      text: 'By reference',
      inReplyTo: messageId,
    });
    const elsewhere = `Fwd: [${subject.number}] ${newId()}`;
    await mails.send({ from: other.address, subject: elsewhere, text: 'Not mine' });
    for (const named of [numbered, answering])
      expect(await mails.settled(named)).toMatchObject([{ outcome: 'answered', case_id: subject.id }]);
    expect(await mails.settled(elsewhere)).toMatchObject([{ outcome: 'opened', customer_id: other.id }]);
    const copied = await mails.service.open({ customerId: customer.id, ccs: ['boss@example.com'] });
    const byCopy = `[${copied.number}] ${newId()}`;
    await mails.send({ from: 'Boss <boss@example.com>', subject: byCopy, text: 'Do it' });
    expect(await mails.settled(byCopy)).toMatchObject([{ outcome: 'answered', case_id: copied.id }]);
  });

  it('that says that a reply could not be delivered marks the reply and the address, and is no answer', async () => {
    const { subject, reply, to, messageId } = await mails.replied(customer.id);
    const named = title();
    const report = (action: string) => `From: MAILER-DAEMON@mx.example
To: ${to}
Subject: ${named}
Message-ID: <${newId()}@mx.example>
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary=x

--x
Content-Type: text/plain

It could not be delivered.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ${customer.address}
Action: ${action}
Status: 5.1.1

--x
Content-Type: text/rfc822-headers

Message-ID: ${messageId}
Subject: Re: Parcel is late
--x--
`;
    await mails.sendRaw(report('delayed'), { from: '', to });
    await mails.settled(named);
    expect((await after(subject.id)).messages[0]?.delivery?.status).toBe('queued');
    await mails.sendRaw(report('failed'), { from: '', to });
    await mails.settled(named, 2);
    const { messages } = await after(subject.id);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({
      id: reply.id,
      delivery: { status: 'bounced', bounced: [customer.address] },
    });
    // That the server had taken it is told late.
    await mails.service.customers.delivered(customer.id, { replyId: reply.id, delivery: 'sent' });
    const bounced = (await mails.service.journal()).filter(({ type }) => type === 'cases.address.bounced');
    expect(bounced).toMatchObject([
      {
        data: {
          context: { customerId: customer.id },
          attributes: { replyId: reply.id },
          personal: { address: customer.address },
        },
      },
    ]);
    expect(await mails.service.typesOf(subject.id)).toEqual(['opened', 'replied']);
  });
});
