import { ImapFlow } from 'imapflow';

/** Where a mailbox is, and what becomes of its mails once they are taken. */
export interface MailboxPlace {
  /** `imaps://user:password@host:993/INBOX`. */
  url: string;
  /** The folder to which they are moved; null: they are marked as seen, and only unseen ones are taken. */
  doneFolder: string | null;
  timeoutMs: number;
}

/** An e-mail in a mailbox. */
export interface MailboxMail {
  uid: number;
  from: string | undefined;
  subject: string;
  /** Null where it has more bytes than are taken. */
  raw: Buffer | null;
  size: number;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;

/** A mailbox on an IMAP server, while it is open. Spoken to encrypted (`imaps://`, or STARTTLS), except on this machine. */
export class ImapMailbox {
  private constructor(
    private readonly client: ImapFlow,
    private readonly place: MailboxPlace,
    private readonly release: () => void,
  ) {}

  static async open(place: MailboxPlace): Promise<ImapMailbox> {
    const url = new URL(place.url);
    const secure = url.protocol === 'imaps:';
    const { timeoutMs } = place;
    const client = new ImapFlow({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || (secure ? 993 : 143)),
      secure,
      ...(secure ? {} : { doSTARTTLS: LOOPBACK.test(url.hostname) ? undefined : true }),
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
      logger: false,
      disableAutoIdle: true,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
    });
    // What breaks the connection is thrown by whoever waits for an answer.
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { doneFolder } = place;
      // It is there, or else the first mail to be moved says why not.
      if (doneFolder !== null) await client.mailboxCreate(doneFolder).catch(() => undefined);
      const lock = await client.getMailboxLock(decodeURIComponent(url.pathname.slice(1)) || 'INBOX');
      return new ImapMailbox(client, place, () => lock.release());
    } catch (error) {
      client.close();
      throw explained(error);
    }
  }

  /** The numbers of those that were not taken, the oldest first. */
  async waiting(): Promise<number[]> {
    const found = await this.client.search(this.place.doneFolder === null ? { seen: false } : { all: true }, {
      uid: true,
    });
    return [...(found || [])].sort((a, b) => a - b);
  }

  /** Reads one; null where it is gone meanwhile. */
  async read(uid: number, mostBytes: number): Promise<MailboxMail | null> {
    const found = await this.client.fetchOne(
      String(uid),
      { uid: true, size: true, envelope: true },
      { uid: true },
    );
    if (found === false) return null;
    const { size = 0, envelope } = found;
    const about = { uid, size, from: envelope?.from?.[0]?.address, subject: envelope?.subject ?? '' };
    if (size > mostBytes) return { ...about, raw: null };
    const whole = await this.client.fetchOne(String(uid), { source: true }, { uid: true });
    return whole === false || whole.source === undefined ? null : { ...about, raw: whole.source };
  }

  /** One that was taken is not taken again. */
  async done(uid: number): Promise<void> {
    const { doneFolder } = this.place;
    const range = { uid: true };
    const done =
      doneFolder === null
        ? await this.client.messageFlagsAdd(String(uid), ['\\Seen'], range)
        : await this.client.messageMove(String(uid), doneFolder, range);
    if (done === false) throw new Error('the mailbox does not let go of an e-mail that was taken');
  }

  async close(): Promise<void> {
    this.release();
    await this.client.logout().catch(() => this.client.close());
  }
}

/** What the server said, beside imapflow's own words. */
function explained(error: unknown): Error {
  const { responseText } = error as { responseText?: unknown };
  if (!(error instanceof Error)) return new Error(String(error));
  if (typeof responseText === 'string') error.message = `${error.message}: ${responseText.slice(0, 200)}`;
  return error;
}
