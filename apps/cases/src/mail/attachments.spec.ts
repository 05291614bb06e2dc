import { createHash } from 'node:crypto';
import {
  AddAttachmentPart,
  ATTACHMENT_PART_BYTES,
  GetCase,
  newId,
  NoteOnCase,
  ReadAttachment,
  ReadAttachmentPiece,
  RemoveAttachment,
  ReplyToCase,
  StartAttachment,
  type AttachmentView,
  type CaseDetailView,
} from '@daybook/contracts';
import { ByteSink } from '@daybook/messaging';
import { clock } from '@daybook/persistence';
import { eventually, PluginDouble, testActor } from '@daybook/testing';
import { ann } from '../testing/cases-fixture';
import { MailFixture } from '../testing/mail-fixture';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('An attachment', () => {
  let mails: MailFixture;
  let plugins: PluginDouble;
  let subject: CaseDetailView;

  beforeAll(async () => {
    plugins = await PluginDouble.start();
    plugins.answers['/scans'] = { provider: 'Scanner', harmless: true };
    mails = await MailFixture.start({
      ATTACHMENT_MAX_BYTES: '2000000',
      PLUGIN_MALWARE_SCAN_URL: plugins.url,
      PLUGIN_MALWARE_SCAN_SECRET: plugins.secret,
      PLUGIN_TIMEOUT_MS: '5000',
    });
    const customer = await mails.customer();
    subject = await mails.service.open({ customerId: customer.id });
  });
  afterAll(async () => {
    await mails?.stop();
    await plugins?.stop();
  });

  const bytes = Buffer.alloc(ATTACHMENT_PART_BYTES + 10, 'Daybook ');
  const call = <I extends object, O extends object>(
    operation: Parameters<typeof mails.service.caller.call<I, O>>[0],
    input: object,
  ) => mails.service.caller.call<I, O>(operation, { id: subject.id, ...input }, ann);
  const refusal = (
    operation: typeof StartAttachment | typeof AddAttachmentPart | typeof ReplyToCase,
    input: object,
  ) => mails.service.caller.refusal(operation as typeof StartAttachment, { id: subject.id, ...input }, ann);
  const started = (more: object = {}): Promise<AttachmentView> =>
    call(StartAttachment, {
      filename: 'receipt.pdf',
      contentType: 'application/pdf',
      size: bytes.length,
      sha256: sha256(bytes),
      ...more,
    });
  const part = (attachmentId: string, offset: number, of = bytes): Promise<AttachmentView> =>
    call(AddAttachmentPart, {
      attachmentId,
      offset,
      content: of.subarray(offset, offset + ATTACHMENT_PART_BYTES).toString('base64'),
    });
  const uploaded = async (more: object = {}): Promise<AttachmentView> => {
    const { id } = await started(more);
    await part(id, 0);
    return part(id, ATTACHMENT_PART_BYTES);
  };
  const download = async (attachmentId: string, actor = ann): Promise<Buffer> => {
    const sink = new ByteSink(mails.service.caller.connection, 'gateway');
    try {
      await mails.service.caller.call(ReadAttachment, { id: subject.id, attachmentId }, actor, {
        sink: sink.subject,
      });
      const got: Uint8Array[] = [];
      for await (const chunk of sink.chunks()) got.push(chunk);
      return Buffer.concat(got);
    } finally {
      sink.close();
    }
  };

  it('comes in parts, goes with a reply, and is given out as it came', async () => {
    const { id, received } = await started();
    expect(received).toBe(0);
    expect(await part(id, 0)).toMatchObject({ state: 'uploading', received: ATTACHMENT_PART_BYTES });
    // The answer was lost, and it is sent again.
    expect(await part(id, 0)).toMatchObject({ state: 'uploading', received: ATTACHMENT_PART_BYTES });
    expect(await part(id, ATTACHMENT_PART_BYTES)).toMatchObject({ state: 'kept', sha256: sha256(bytes) });
    const reply = await call(ReplyToCase, { text: 'See the receipt', attachmentIds: [id] });
    expect(reply).toMatchObject({ attachments: [{ id, filename: 'receipt.pdf', size: bytes.length }] });
    expect(await download(id)).toEqual(bytes);
    const [event] = (await mails.service.factsOf(subject.id)).slice(-1);
    expect(event?.data.personal).toMatchObject({
      attachments: [{ id, filename: 'receipt.pdf', contentType: 'application/pdf' }],
    });
    const pieces = await Promise.all(
      [0, 1, 2].map((nth) => mails.service.caller.call(ReadAttachmentPiece, { attachmentId: id, nth })),
    );
    expect(Buffer.concat(pieces.map(({ content }) => Buffer.from(content, 'base64')))).toEqual(bytes);
    expect(await refusal(ReplyToCase, { text: 'Again', attachmentIds: [id] })).toBe(
      'cases.attachment_not_found',
    );
  });

  it('that is too big, of a wrong type or not what was announced is refused', async () => {
    const announced = {
      filename: 'a.txt',
      contentType: 'text/plain',
      size: 3,
      sha256: sha256(Buffer.from('abc')),
    };
    expect(await refusal(StartAttachment, { ...announced, size: 2_000_001 })).toBe(
      'cases.attachment_refused',
    );
    expect(await refusal(StartAttachment, { ...announced, filename: 'run.exe' })).toBe(
      'cases.attachment_refused',
    );
    const { id } = await started(announced);
    for (const [offset, content, code] of [
      [1, 'YWI=', 'cases.attachment_part_misplaced'],
      [0, 'YWI=', 'cases.attachment_part_misplaced'],
      [0, '!!!!', 'cases.attachment_part_misplaced'],
      [0, 'YWJjZA==', 'cases.attachment_part_misplaced'],
      [0, 'eHl6', 'cases.attachment_damaged'],
    ] as const)
      expect(await refusal(AddAttachmentPart, { attachmentId: id, offset, content })).toBe(code);
    expect(await refusal(ReplyToCase, { text: 'x', attachmentIds: [id] })).toBe('cases.attachment_not_found');
    await call(RemoveAttachment, { attachmentId: id });
    expect(await refusal(AddAttachmentPart, { attachmentId: id, offset: 0, content: 'YWJj' })).toBe(
      'cases.attachment_not_found',
    );
    const three = await Promise.all([uploaded(), uploaded(), uploaded(), uploaded()]);
    expect(await refusal(ReplyToCase, { text: 'x', attachmentIds: three.map(({ id }) => id) })).toBe(
      'cases.attachment_refused',
    );
  });

  it('is given to nobody who may not see its case, nor under another case', async () => {
    const { id } = await uploaded();
    const rep = testActor({ username: 'rep', accessLevel: 'sales_rep' });
    await expect(download(id, rep)).rejects.toMatchObject({ code: 'cases.not_found' });
    const other = await mails.service.open();
    expect(await mails.service.caller.refusal(ReadAttachment, { id: other.id, attachmentId: id }, ann)).toBe(
      'cases.attachment_not_found',
    );
  });

  it('is looked at once before it is given out, and not given out while nobody can say', async () => {
    const harmless = await uploaded();
    await download(harmless.id);
    await download(harmless.id);
    const asked = plugins.questions.filter(
      ({ body }) => (body as { attachmentId?: string }).attachmentId === harmless.id,
    );
    expect(asked).toHaveLength(1);
    expect(asked[0]?.body).toMatchObject({ sha256: sha256(bytes), content: bytes.toString('base64') });
    const silent = await uploaded();
    plugins.answers['/scans'] = { nothing: true };
    await expect(download(silent.id)).rejects.toMatchObject({ code: 'cases.attachment_unscanned' });
    plugins.answers['/scans'] = { provider: 'Scanner', harmless: false, found: 'EICAR' };
    await expect(download(silent.id)).rejects.toMatchObject({ code: 'cases.attachment_refused' });
    plugins.answers['/scans'] = { provider: 'Scanner', harmless: true };
    await expect(download(silent.id)).rejects.toMatchObject({ code: 'cases.attachment_refused' });
  });

  it('that nobody sent goes after a week', async () => {
    const { id } = await uploaded();
    clock.set(new Date(Date.now() + 8 * 86_400_000));
    try {
      await eventually('it is gone', async () => {
        const found = await mails.service.databases.cases.query(
          `select id from attachment where id = $1
           union all select attachment_id from attachment_piece where attachment_id = $1`,
          [id],
        );
        return found.length === 0;
      });
    } finally {
      clock.set(new Date());
    }
  });

  it('is erased with its customer, like everything that was mailed', async () => {
    const { id, address } = await mails.customer('Eve Secret');
    const mine = await mails.service.open({ customerId: id });
    await mails.service.caller.call(NoteOnCase, { id: mine.id, text: 'secret note' }, ann);
    const named = `[${mine.number}] secret subject ${newId()}`;
    await mails.send({
      from: `Eve Secret <${address}>`,
      subject: named,
      html: '<p>secret html</p><blockquote>secret citation</blockquote>',
      attachments: [{ filename: 'secret.txt', content: 'secret bytes' }],
    });
    expect(await mails.settled(named)).toMatchObject([{ outcome: 'answered' }]);
    await mails.service.customers.anonymise(id);
    const left = (): Promise<{ found: string }[]> =>
      mails.service.databases.cases.query(
        `select m::text as found from case_message m where case_id = $1
         union all select a::text from attachment a where case_id = $1
         union all select i::text || coalesce(encode(raw, 'escape'), '') from inbound_mail i where case_id = $1
         union all select encode(p.bytes, 'escape') from attachment_piece p join attachment a on a.id = p.attachment_id
           where a.case_id = $1
         union all select event::text from journal where event #>> '{data,context,customerId}' = $2`,
        [mine.id, id],
      );
    await eventually('nothing personal is left', async () => {
      const found = (await left()).filter(({ found: text }) => /secret/i.test(text));
      if (found.length > 0) throw new Error(found[0]?.found);
      return true;
    });
    const { messages } = await mails.service.caller.call(GetCase, { id: mine.id }, ann);
    expect(messages.map(({ text, html }) => [text, html])).toEqual([
      ['', undefined],
      ['', undefined],
    ]);
  });
});
