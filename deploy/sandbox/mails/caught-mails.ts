import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser, type AddressObject } from 'mailparser';

/** A mail that was caught, as `GET /api/mails` shows it. */
export interface CaughtMail {
  /** Rises with every mail. */
  readonly id: number;
  readonly messageId: string;
  /** RFC 3339; when it was written, by its own header. */
  readonly date: string | undefined;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  /** Where answers go, if not to whom it is from. */
  readonly replyTo: readonly string[];
  /** The mail that it answers. */
  readonly inReplyTo: string | undefined;
  readonly subject: string;
  readonly text: string;
  /** As it came: never to be shown where scripts may run. */
  readonly html: string | undefined;
  readonly attachments: readonly { filename: string; contentType: string; size: number }[];
}

/** How many mails are kept unless told otherwise; the oldest go first. */
const KEPT = 1_000;

/** The mails that were caught, newest first, as `.eml` files of a folder, so that a restart still has them. */
export class CaughtMails {
  private mails: CaughtMail[] = [];
  private last = 0;

  private constructor(
    private readonly folder: string,
    private readonly kept: number,
  ) {}

  static async open(folder: string, kept = KEPT): Promise<CaughtMails> {
    await mkdir(folder, { recursive: true });
    const caught = new CaughtMails(folder, kept);
    const ids = (await readdir(folder))
      .flatMap((file) => /^([1-9]\d*)\.eml$/.exec(file)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
    caught.last = ids.at(-1) ?? 0;
    for (const id of ids) await caught.take(id, await readFile(caught.file(id)));
    return caught;
  }

  list(): readonly CaughtMail[] {
    return this.mails;
  }

  find(id: number): CaughtMail | undefined {
    return this.mails.find((mail) => mail.id === id);
  }

  /** Keeps a mail; whoever sent it may be told so afterwards. */
  async add(raw: Buffer): Promise<void> {
    const id = ++this.last;
    await writeFile(this.file(id), raw);
    await this.take(id, raw);
  }

  private async take(id: number, raw: Buffer): Promise<void> {
    const mail = await simpleParser(raw, { skipImageLinks: true });
    this.mails.push({
      id,
      messageId: mail.messageId ?? '',
      date: mail.date?.toISOString(),
      from: mail.from?.text ?? '',
      to: addressesOf(mail.to),
      cc: addressesOf(mail.cc),
      replyTo: addressesOf(mail.replyTo),
      inReplyTo: mail.inReplyTo,
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      html: mail.html === false ? undefined : mail.html,
      attachments: mail.attachments.map(({ filename, contentType, size }) => ({
        filename: filename ?? '',
        contentType,
        size,
      })),
    });
    this.mails.sort((a, b) => b.id - a.id);
    for (const { id: old } of this.mails.splice(this.kept)) await rm(this.file(old), { force: true });
  }

  private file(id: number): string {
    return join(this.folder, `${id}.eml`);
  }
}

function addressesOf(to: AddressObject | AddressObject[] | undefined): string[] {
  return [to ?? []].flat().flatMap(({ value }) => value.flatMap(({ address }) => address ?? []));
}
