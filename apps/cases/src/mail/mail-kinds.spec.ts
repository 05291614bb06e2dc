import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { newId, type CaseMessageView } from '@daybook/contracts';
import { eventually, removeScratch, scratchFolder } from '@daybook/testing';
import { MAILBOX, MailFixture } from '../testing/mail-fixture';

/** Makes the options with the certificate for localhost that the SMTP server brings along, long expired. */
const tlsOptions = createRequire(__filename)(
  join(dirname(require.resolve('smtp-server')), 'tls-options.js'),
) as (options: object) => { cert: string; key: string };
const { cert, key } = tlsOptions({});
const pems = { cert, key };

describe('An e-mail of any kind', () => {
  let mails: MailFixture;
  let customer: { id: string; address: string };
  const folder = scratchFolder('certificate');

  beforeAll(async () => {
    for (const [file, pem] of Object.entries(pems)) writeFileSync(join(folder, file), pem);
    mails = await MailFixture.start({
      INBOUND_MAIL_MAX_BYTES: '3000000',
      ATTACHMENT_MAX_BYTES: '100000',
      INBOUND_SMTP_TLS_CERT: join(folder, 'cert'),
      INBOUND_SMTP_TLS_KEY: join(folder, 'key'),
    });
    customer = await mails.customer();
  });
  afterAll(async () => {
    await mails?.stop();
    removeScratch(folder);
  });

  it('is taken over an encrypted connection', async () => {
    const subject = title();
    await mails.send(
      { from: customer.address, subject, text: 'Nobody reads this on its way' },
      { requireTLS: true, tls: { rejectUnauthorized: false } },
    );
    await openedBy(subject);
  });

  const title = (): string => `Mail ${newId()}`;
  const headers = (subject: string, more = ''): string =>
    `From: Grace <${customer.address}>\nTo: ${MAILBOX.address}\nSubject: ${subject}\nMessage-ID: <${newId()}@example.com>\n${more}`;
  const envelope = () => ({ from: customer.address, to: MAILBOX.address });
  /** The first message of the case that a mail has opened. */
  const openedBy = async (subject: string): Promise<CaseMessageView> => {
    const [kept] = await mails.settled(subject);
    expect(kept).toMatchObject({ status: 'applied', outcome: 'opened' });
    return (await mails.read(kept?.case_id ?? '')).messages[0];
  };
  const raw = async (subject: string, rest: string | Buffer, more = ''): Promise<CaseMessageView> => {
    const head = Buffer.from(headers(subject, more).replace(/\n/g, '\r\n'));
    const body = typeof rest === 'string' ? Buffer.from(rest.replace(/\r?\n/g, '\r\n')) : rest;
    await mails.sendRaw(Buffer.concat([head, body]), envelope());
    return openedBy(subject);
  };

  it.each([
    ['iso-8859-1', Buffer.from('Gr\xfc\xdfe', 'latin1'), 'Grüße'],
    ['windows-1251', Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), 'Привет'],
    ['shift_jis', Buffer.from([0x82, 0xb1, 0x82, 0xf1, 0x82, 0xc9, 0x82, 0xbf, 0x82, 0xcd]), 'こんにちは'],
    ['gb18030', Buffer.from([0xc4, 0xe3, 0xba, 0xc3]), '你好'],
    ['no-such-charset', Buffer.from('plain'), 'plain'],
  ])('is read in the charset %s', async (charset, bytes, text) => {
    const type = `Content-Type: text/plain; charset=${charset}\nContent-Transfer-Encoding: 8bit\n\n`;
    expect((await raw(title(), bytes, type)).text).toBe(text);
  });

  it('has its subject and names decoded', async () => {
    const named = `Größe ${newId()}`;
    await mails.send({ from: { name: 'Grâce 李', address: customer.address }, subject: named, text: 'x' });
    expect((await openedBy(named)).author.username).toBe('Grâce 李');
  });

  it('that is HTML only is shown cleaned, and as text', async () => {
    const named = title();
    const html =
      '<p>Hello <b onclick="x()">you</b></p><script>steal()</script><img src="https://evil.example/seen.png"><div>On Tue, 1 Dec 2026, Shop &lt;a@b.example&gt; wrote:</div><blockquote>It is on its way</blockquote>';
    await mails.send({ from: customer.address, subject: named, html });
    const message = await openedBy(named);
    expect(message.text).toBe('Hello you');
    expect(message.quoted).toContain('> It is on its way');
    expect(message.html).toContain('<b>you</b>');
    expect(message.html).not.toMatch(/script|onclick|evil/);
  });

  it.each([
    ['ends in the middle of a part', '--x\nContent-Type: text/plain\n\nHalf a wor'],
    ['names a boundary that never comes', 'Nothing here\n'],
    ['has parts that are no parts', '--x\n\n--x\nContent-Type: ;;;\n\nText\n--x--'],
    ['claims to be base64 and is not', '--x\nContent-Transfer-Encoding: base64\n\n*** not base64 ***\n--x--'],
  ])('that %s is taken as far as it goes', async (_, body) => {
    await raw(title(), body, 'Content-Type: multipart/mixed; boundary=x\n\n');
  });

  it('without any header, or with nothing but rubbish, keeps nobody else waiting', async () => {
    const named = title();
    await mails.sendRaw(Buffer.from([0, 1, 2, 255, 254, 13, 10, 13, 10]), envelope());
    await mails.sendRaw('\r\n\r\n', envelope());
    await mails.send({ from: customer.address, subject: named, text: 'after' });
    await openedBy(named);
    expect(await mails.kept(`status = 'failed'`)).toEqual([]);
  });

  it('of a thousand parts is kept whole as one file, and its first lines say whose it is', async () => {
    const part = '--x\nContent-Type: text/plain\nContent-Disposition: attachment\n\npart\n';
    const many = await raw(
      title(),
      `${part.repeat(1_500)}--x--`,
      'Content-Type: multipart/mixed; boundary=x\n\n',
    );
    expect(many.attachments).toMatchObject([{ filename: 'original.eml', state: 'kept' }]);
    const nested = Array.from(
      { length: 200 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\n\n--b${n}\n`,
    );
    await raw(title(), 'deep', nested.join(''));
  });

  it('has its files beside it: those that are too big, too many or of a wrong type are named and not kept', async () => {
    const named = title();
    await mails.send({
      from: customer.address,
      subject: named,
      html: '<p>Look: <img src="cid:photo@example.com"></p>',
      attachments: [
        { filename: 'photo.png', content: Buffer.from('PNG'), cid: 'photo@example.com' },
        { filename: '../../etc/pass\u202ewd\u0000.txt', content: 'text' },
        { filename: 'big.bin', content: Buffer.alloc(100_001) },
        { filename: 'invoice.pdf.EXE ', content: 'MZ' },
      ],
    });
    const message = await openedBy(named);
    expect(message.html).toBe('<p>Look: <img src="cid:photo@example.com" /></p>');
    expect(
      message.attachments.map(({ filename, size, state, refused, contentId }) => [
        filename,
        size,
        state,
        refused,
        contentId,
      ]),
    ).toEqual([
      ['photo.png', 3, 'kept', undefined, 'photo@example.com'],
      ['passwd.txt', 4, 'kept', undefined, undefined],
      ['big.bin', 100_001, 'refused', 'too_big', undefined],
      ['invoice.pdf.EXE', 2, 'refused', 'type', undefined],
    ]);
  });

  it('that holds the number of a card shows it nowhere and is not kept as it came', async () => {
    const named = title();
    await mails.send({
      from: customer.address,
      subject: named,
      text: 'Take 4242 4242 4242 4242!',
      html: '<p>Take 4242 <b>4242</b> 4242 4242</p>',
    });
    const message = await openedBy(named);
    expect(message.text).toBe('Take **** **** **** ****!');
    expect(message.html).toBeUndefined();
    expect((await mails.settled(named))[0]?.raw).toBeNull();
    expect(JSON.stringify(await mails.service.journal())).not.toContain('4242 4242');
  });

  it('that is too big is refused, by what it announces and by what it is', async () => {
    const big = { from: customer.address, subject: title(), text: 'x'.repeat(3_000_001) };
    await expect(mails.send(big)).rejects.toMatchObject({ responseCode: 552 });
    const said: string[] = [];
    const socket = connect(mails.port, '127.0.0.1');
    socket.on('data', (data) => said.push(data.toString()));
    await eventually('it greets', () => said.join('').includes('220'));
    socket.write(`HELO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<${MAILBOX.address}>\r\nDATA\r\n`);
    await eventually('it asks for the mail', () => said.join('').includes('354'));
    socket.write(`Subject: x\r\n\r\n${`${'x'.repeat(998)}\r\n`.repeat(3_100)}.\r\n`);
    await eventually('it is refused', () => said.join('').includes('552'));
    socket.end();
    const named = title();
    await mails.send({ from: customer.address, subject: named, text: 'x'.repeat(2_000_000) });
    expect((await openedBy(named)).text.length).toBe(100_001);
  });
});
