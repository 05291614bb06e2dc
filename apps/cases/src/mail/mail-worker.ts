import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  BackgroundWork,
  isTransient,
  PooledLoop,
  reasonOf,
  RpcFailure,
  ServiceLogger,
} from '@daybook/messaging';
import { Clock, firstRow, rows, UnitOfWork, type Statement } from '@daybook/persistence';
import { CasesConfig } from '../cases.config';
import { MailApplication } from './mail-application';
import { MailPlacement } from './mail-placement';
import { readMail } from './read-mail';

const MOST_AT_ONCE = 4;
/** Within which a mail is read and applied; afterwards another replica takes it over. */
const LEASE_MS = 60_000;
/** Tries of a mail that fails by itself. */
const MOST_ATTEMPTS = 5;
/** Times that it was begun and never ended: it ends the process that reads it. */
const MOST_UNFINISHED = 3;
const RETRY_AFTER_MS = 2_000;
const SWEEP_EVERY_MS = 3_600_000;
const SWEPT_AT_ONCE = 1_000;
/** After which an attachment that was made for a reply is not sent any more. */
const UNSENT_KEPT_MS = 7 * 86_400_000;
/** Takes mails that are due until a lease ends. One that ended its process too often is given up: it would be the end of the next one. */
const CLAIM: Statement = {
  name: 'claim-mails',
  text: `with given_up as (
      update inbound_mail set status = 'failed', leased_until = null, settled_at = $2,
        last_error = 'it was begun ' || (unfinished + 1) || ' times and never ended'
      where id in (
        select id from inbound_mail
        where status = 'waiting' and leased_until < $2 and unfinished >= ${MOST_UNFINISHED - 1}
        for update skip locked)
      returning id
    ), claimed as (
      update inbound_mail set leased_until = $1, attempts = attempts + 1,
        unfinished = unfinished + (leased_until is not null)::int
      where id in (
        select id from inbound_mail
        where status = 'waiting' and next_try_at <= $2
          and (leased_until is null or leased_until < $2 and unfinished < ${MOST_UNFINISHED - 1})
        order by next_try_at limit $3 for update skip locked)
      returning id
    )
    select id, true as given_up from given_up union all select id, false from claimed`,
};
const UNSENT = `with unsent as (
    delete from attachment where id in (
      select id from attachment where message_id is null and created_at < $1
      order by created_at limit ${SWEPT_AT_ONCE} for update skip locked)
    returning id)
  delete from attachment_piece where attachment_id in (select id from unsent)`;

interface Kept {
  envelope_from: string;
  envelope_to: string[];
  raw: Buffer | null;
  attempts: number;
  said_customer_id: string | null;
}

/** Applies e-mails that came in, each once, safe in many replicas: what is done and that it was done are committed together. */
@Injectable()
export class MailWorker extends BackgroundWork {
  protected readonly loop: PooledLoop<string>;
  private sweptAt = 0;

  constructor(
    private readonly work: UnitOfWork,
    private readonly placement: MailPlacement,
    private readonly application: MailApplication,
    private readonly clock: Clock,
    private readonly config: CasesConfig,
    private readonly logger: ServiceLogger,
  ) {
    super();
    this.loop = new PooledLoop(
      'applying e-mails',
      config.inboundMailEveryMs,
      {
        what: 'applying an e-mail',
        most: MOST_AT_ONCE,
        claim: (most) => this.claim(most),
        work: (id) => this.attempt(id),
        named: (mailId) => ({ mailId }),
      },
      logger,
      { watches: ['inbound_mail'] },
    );
  }

  /** There is a new one. */
  wake(): void {
    this.loop.wake();
  }

  private async claim(most: number): Promise<string[]> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + LEASE_MS);
    const found = await this.work.alone<{ id: string; given_up: boolean }>(CLAIM, [until, now, most]);
    for (const { id } of found.filter((one) => one.given_up))
      this.logger.error('an e-mail ended its process again and again', { mailId: id });
    const claimed = found.filter((one) => !one.given_up).map(({ id }) => id);
    if (claimed.length === 0) await this.sweep();
    return claimed;
  }

  private async attempt(id: string): Promise<void> {
    const kept = await this.work.read((em) =>
      firstRow<Kept>(
        em,
        `select envelope_from, envelope_to, raw, attempts, said_customer_id from inbound_mail where id = $1 and status = 'waiting'`,
        [id],
      ),
    );
    if (kept === undefined) return;
    try {
      await this.applyOne(id, kept);
    } catch (error) {
      const passing = isTransient(error) || error instanceof RpcFailure;
      this.logger[passing ? 'warn' : 'error']('an e-mail could not be applied', {
        mailId: id,
        err: error as Error,
      });
      await this.work.transaction((em) => this.missed(em, id, kept.attempts, passing, error));
    }
  }

  private async applyOne(id: string, kept: Kept): Promise<void> {
    const mail = await readMail(kept.raw ?? Buffer.alloc(0), kept.envelope_from);
    const said = kept.said_customer_id;
    const placement =
      said === null ? await this.placement.of(mail, kept.envelope_to) : await this.placement.to(said);
    await this.work.transaction(async (em) => {
      const waits = await firstRow(
        em,
        `select id from inbound_mail where id = $1 and status = 'waiting' for update`,
        [id],
      );
      if (waits === undefined) return;
      const { outcome, caseId, customerId } = await this.application.apply(em, id, mail, placement);
      await rows(
        em,
        `update inbound_mail set status = 'applied', outcome = $2, case_id = $3, customer_id = $4,
           from_address = $5, subject = $6, settled_at = $7, leased_until = null, last_error = null,
           -- The number of a card is kept nowhere.
           raw = case when $8 then null else raw end
         where id = $1`,
        [
          id,
          outcome,
          caseId,
          customerId,
          mail.from?.address ?? null,
          mail.subject,
          this.clock.now(),
          mail.holdsCard,
        ],
      );
    });
  }

  private async missed(
    em: EntityManager,
    id: string,
    attempts: number,
    passing: boolean,
    error: unknown,
  ): Promise<void> {
    const now = this.clock.now();
    const given = !passing && attempts >= MOST_ATTEMPTS;
    await rows(
      em,
      `update inbound_mail set status = $2, last_error = $3, leased_until = null, next_try_at = $4, settled_at = $5
       where id = $1 and status = 'waiting'`,
      [
        id,
        given ? 'failed' : 'waiting',
        reasonOf(error),
        new Date(now.getTime() + RETRY_AFTER_MS * Math.min(attempts, 30)),
        given ? now : null,
      ],
    );
  }

  /** Takes away how mails came that were applied long enough ago, and attachments that nobody sent. */
  private async sweep(): Promise<void> {
    const now = this.clock.now().getTime();
    if (Math.abs(now - this.sweptAt) < SWEEP_EVERY_MS) return;
    this.sweptAt = now;
    const before = now - this.config.inboundMailKeptDays * 86_400_000;
    await this.work.transaction(async (em) => {
      await rows(em, UNSENT, [new Date(now - UNSENT_KEPT_MS)]);
      await rows(
        em,
        `update inbound_mail set raw = null where id in (
           select id from inbound_mail where raw is not null and settled_at < $1
           order by settled_at limit ${SWEPT_AT_ONCE} for update skip locked)`,
        [new Date(before)],
      );
    });
  }
}
