import { Injectable } from '@nestjs/common';
import { newId } from '@daybook/contracts';
import { BackgroundWork, Metrics, ServiceLogger, WorkLoop } from '@daybook/messaging';
import { Clock, rows, UnitOfWork } from '@daybook/persistence';
import { CasesConfig } from '../../cases.config';
import { keepMail, keepRefused } from '../keep-mail';
import { MailWorker } from '../mail-worker';
import { ImapMailbox } from './imap-mailbox';
import { mailOfMailbox } from './mailbox-mail';

/** Mails that are taken in one look. */
const MOST_AT_ONCE = 100;
/** Within which a mail is fetched and kept; afterwards another replica takes over. */
const LEASE_MS = 120_000;

/**
 * Fetches e-mails from a mailbox over IMAP, for those who cannot have them passed on by SMTP. Each is kept, committed,
 * and only then moved away or marked: one that was interrupted comes again, and is known by what keeps mails apart.
 * One replica is at the mailbox at a time.
 */
@Injectable()
export class MailboxPoll extends BackgroundWork {
  protected readonly loop: WorkLoop;
  private readonly replica = newId();

  constructor(
    private readonly config: CasesConfig,
    private readonly work: UnitOfWork,
    private readonly worker: MailWorker,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
    private readonly logger: ServiceLogger,
  ) {
    super();
    const everyMs = config.imapEverySeconds * 1_000;
    this.loop = new WorkLoop('fetching e-mails from the mailbox', everyMs, () => this.look(), logger, {
      longestRestMs: everyMs,
      watches: [],
      // A mail server that is down is no reason to answer nobody.
      ofOthers: true,
    });
  }

  override onApplicationBootstrap(): void {
    if (this.config.imapUrl !== undefined) super.onApplicationBootstrap();
  }

  private async look(): Promise<boolean> {
    const { imapUrl: url, casesMailbox, imapDoneFolder, imapTimeoutMs: timeoutMs } = this.config;
    if (url === undefined || casesMailbox === undefined || !(await this.mine())) return false;
    const doneFolder = imapDoneFolder === '' ? null : imapDoneFolder;
    const mailbox = await ImapMailbox.open({ url, doneFolder, timeoutMs });
    try {
      const waiting = await mailbox.waiting();
      for (const uid of waiting.slice(0, MOST_AT_ONCE)) {
        if (this.loop.signal.aborted) return false;
        await this.take(mailbox, uid, casesMailbox);
        this.loop.advanced();
      }
      return waiting.length > MOST_AT_ONCE;
    } finally {
      await mailbox.close();
      await this.free();
    }
  }

  private async take(mailbox: ImapMailbox, uid: number, address: string): Promise<void> {
    const mail = await mailbox.read(uid, this.config.inboundMailMaxBytes);
    if (mail === null) return;
    const { raw, from, subject, size } = mail;
    const now = this.clock.now();
    const isNew = await this.work.transaction((em) =>
      raw === null
        ? keepRefused(em, { from, subject, size, mailbox: address }, now)
        : keepMail(em, mailOfMailbox(raw, address, from), now),
    );
    this.metrics.mailsFetched.inc({ outcome: raw === null ? 'too_large' : isNew ? 'taken' : 'known' });
    if (raw !== null) this.worker.wake();
    else this.logger.warn('an e-mail in the mailbox is too large', { size });
    await mailbox.done(uid);
    await this.mine();
  }

  /** Whether this replica is the one that fetches, for a while from now on. */
  private async mine(): Promise<boolean> {
    const now = this.clock.now();
    const taken = await this.work.transaction((em) =>
      rows(
        em,
        `insert into mailbox_poll (name, replica, leased_until) values ('cases', $1, $2)
         on conflict (name) do update set replica = excluded.replica, leased_until = excluded.leased_until
           where mailbox_poll.replica = excluded.replica or mailbox_poll.leased_until < $3
         returning name`,
        [this.replica, new Date(now.getTime() + LEASE_MS), now],
      ),
    );
    return taken.length > 0;
  }

  /** Another replica may look next. */
  private async free(): Promise<void> {
    await this.work.transaction((em) =>
      rows(em, `delete from mailbox_poll where name = 'cases' and replica = $1`, [this.replica]),
    );
  }
}
