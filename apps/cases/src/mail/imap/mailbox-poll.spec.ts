import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { ImapDouble, type ServerKeys } from '../../testing/imap-double';
import { MAILBOX, MailFixture } from '../../testing/mail-fixture';
import { ImapMailbox } from './imap-mailbox';
import { mailOfMailbox } from './mailbox-mail';

const EVERY = { IMAP_EVERY_SECONDS: '0.05', IMAP_TIMEOUT_MS: '2000' };

describe('A mailbox from which e-mails are fetched', () => {
  let server: ImapDouble;
  let mails: MailFixture;

  beforeAll(async () => {
    server = await ImapDouble.start();
    mails = await MailFixture.start({ IMAP_URL: server.url(), INBOUND_MAIL_MAX_BYTES: '20000', ...EVERY });
  });
  afterAll(async () => {
    await mails?.stop();
    await server.stop();
  });

  const mail = (
    from: string,
    subject: string,
    more = '',
    to = MAILBOX.address,
    text = 'Where is it?',
  ): string =>
    `Return-Path: <${from}>\nFrom: ${from}\nTo: ${to}\nSubject: ${subject}\nMessage-ID: <${newId()}@example.com>\n${more}\n${text}\n`;
  const title = (): string => `Mail ${newId()}`;
  const emptied = (): Promise<unknown> =>
    eventually('the mailbox is emptied', () => server.in('INBOX').length === 0);

  it('is emptied into cases, each mail moved once it is kept, and answers join their case', async () => {
    const { id, address } = await mails.customer();
    const { subject, to } = await mails.replied(id);
    const [opening, answering] = [title(), title()];
    server.deliver(mail(address, opening));
    server.deliver(mail(address, answering, '', to));
    expect(await mails.settled(opening)).toMatchObject([{ outcome: 'opened', customer_id: id }]);
    expect(await mails.settled(answering)).toMatchObject([{ outcome: 'answered', case_id: subject.id }]);
    await emptied();
    expect(server.in('Daybook')).toHaveLength(2);
    expect(server.commands.filter((command) => command.startsWith('UID STORE'))).toEqual([]);
  });

  it('is told of as hindered while its server is not there, while cases goes on; and each mail is taken once', async () => {
    const { address } = await mails.customer();
    const named = title();
    // It is kept, and nobody hears that it was moved.
    server.breaksOffAt = 'UID MOVE';
    server.deliver(mail(address, named));
    expect(await mails.settled(named)).toMatchObject([{ outcome: 'opened' }]);
    await eventually('it is said', async () => (await mails.readiness()).hindered?.length === 1);
    expect(await mails.readiness()).toMatchObject({ ready: true, standingStill: [] });
    expect(server.in('INBOX')).toHaveLength(1);
    server.breaksOffAt = null;
    await emptied();
    expect(await mails.kept('subject = $1', [named])).toHaveLength(1);
    await eventually('all is well', async () => (await mails.readiness()).hindered === undefined);
  });

  it('may hold what is too large, which is put aside with its reason, and keeps no other mail waiting', async () => {
    const { address } = await mails.customer();
    const [large, small] = [title(), title()];
    server.deliver(mail(address, large, '', MAILBOX.address, 'x'.repeat(30_000)));
    server.deliver(mail(address, small));
    expect(await mails.settled(small)).toMatchObject([{ status: 'applied' }]);
    expect(await mails.settled(large)).toMatchObject([
      { status: 'failed', last_error: 'it is too large', raw: null },
    ]);
    await emptied();
  });

  it('is shared by replicas', async () => {
    const second = await mails.replica({ IMAP_URL: server.url(), ...EVERY });
    const { address } = await mails.customer();
    const named = title();
    for (let nth = 0; nth < 20; nth++) server.deliver(mail(address, named));
    expect(await mails.settled(named, 20)).toHaveLength(20);
    await emptied();
    await second.stop();
  });

  it('may keep its mails, marked as seen', async () => {
    const other = await ImapDouble.start();
    other.deliver(mail('a@example.com', 'One'));
    const place = { url: other.url(), doneFolder: null, timeoutMs: 2_000 };
    const mailbox = await ImapMailbox.open(place);
    expect(await mailbox.waiting()).toEqual([1]);
    await mailbox.done(1);
    expect(await mailbox.waiting()).toEqual([]);
    expect(await mailbox.read(9, 1_000)).toBeNull();
    await mailbox.close();
    expect(other.in('INBOX')).toHaveLength(1);
    await expect(ImapMailbox.open({ ...place, url: other.url('wrong') })).rejects.toThrow(/wrong/);
    await other.stop();
  });

  it('is spoken to encrypted, with a server that is who it says it is', async () => {
    const keys = selfSigned();
    const secure = await ImapDouble.start(keys);
    const place = { url: secure.url(), doneFolder: null, timeoutMs: 2_000 };
    await expect(ImapMailbox.open(place)).rejects.toThrow(/self.signed|certificate/);
    expect(secure.commands).toEqual([]);
    await secure.stop();
  });

  it('tells of each mail what its envelope said', () => {
    const of = (head: string, from?: string) =>
      mailOfMailbox(Buffer.from(`${head}\r\n\r\nText`), MAILBOX.address, from);
    expect(of('Return-Path: <>\r\nTo: cases+abc@shop.example', 'a@b.example')).toMatchObject({
      envelopeFrom: '',
      envelopeTo: ['cases+abc@shop.example'],
    });
    expect(
      of('To: Someone <x@example.com>,\r\n CASES@shop.example\r\nCc: cases@elsewhere.example', 'a@b.example'),
    ).toMatchObject({ envelopeFrom: 'a@b.example', envelopeTo: ['CASES@shop.example'] });
    expect(of('Subject: To: cases+abc@shop.example')).toMatchObject({
      envelopeFrom: '',
      envelopeTo: [MAILBOX.address],
    });
  });
});

/** A certificate that nobody vouches for. */
function selfSigned(): ServerKeys {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-keys-'));
  const [key, cert] = [join(folder, 'key'), join(folder, 'cert')];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  execFileSync('openssl', ['req', ...kind, '-subj', '/CN=127.0.0.1', '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  });
  const keys = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return keys;
}
