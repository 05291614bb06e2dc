import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { SendSms, SYSTEM } from '@daybook/contracts';
import { BackgroundWork, mailboxOf, Plugins, PooledLoop, ServiceLogger } from '@daybook/messaging';
import { Clock, record, UnitOfWork, type Fact, type Statement } from '@daybook/persistence';
import { CustomersConfig } from '../customers.config';
import { Customer } from '../customers/customer.entity';
import { MailClient, type SendingOutcome } from './mail-client';
import { MessageCause } from './message-cause.entity';
import { Message } from './message.entity';
import { ReplyAttachments } from './reply-attachments';
import { mailOf } from './reply-mail';
import { recordReplyFailed, recordReplySent } from './reply-delivery';
import { isSilent } from './message-writer';

const MOST_AT_ONCE = 8;
/** Beyond the time that a server has to answer; afterwards another replica takes a try over. */
const LEASE_MARGIN_MS = 5_000;

/** Takes messages that are due until a lease ends. */
const CLAIM: Statement = {
  name: 'claim-messages',
  text: `update message set leased_until = $1, attempts = attempts + 1
    where id in (
      select id from message
      where status = 'waiting' and next_try_at <= $2 and (leased_until is null or leased_until < $2)
      order by next_try_at limit $3 for update skip locked)
    returning id`,
};

/**
 * Sends what waits, for ever and safe in many replicas: who claims a message has it until the lease ends. A try that
 * died with its process is made again under the same Message-ID, since nobody knows how it ended.
 */
@Injectable()
export class MessagesSender extends BackgroundWork {
  protected readonly loop: PooledLoop<string>;

  constructor(
    private readonly work: UnitOfWork,
    private readonly mail: MailClient,
    private readonly plugins: Plugins,
    private readonly attachments: ReplyAttachments,
    private readonly clock: Clock,
    private readonly config: CustomersConfig,
    private readonly logger: ServiceLogger,
  ) {
    super();
    // What fails is not written down: the lease runs out, and it is tried again under the same Message-ID.
    this.loop = new PooledLoop(
      'sending messages',
      config.messagesEveryMs,
      {
        what: 'sending a message',
        most: MOST_AT_ONCE,
        claim: (most) => this.claim(most),
        work: (id) => this.attempt(id),
        named: (messageId) => ({ messageId }),
      },
      logger,
      { watches: ['message'] },
    );
  }

  private async claim(most: number): Promise<string[]> {
    const now = this.clock.now();
    const patience = Math.max(this.config.smtpTimeoutMs * 3, this.config.pluginTimeoutMs) + LEASE_MARGIN_MS;
    const claimed = await this.work.alone<{ id: string }>(CLAIM, [
      new Date(now.getTime() + patience),
      now,
      most,
    ]);
    return claimed.map(({ id }) => id);
  }

  private async attempt(id: string): Promise<void> {
    const message = await this.work.transaction(async (em) => {
      const found = await waiting(em, id);
      if (found === null || found.resentBy !== null || found.customerId === null) return found;
      if (found.reply !== null) return found;
      const cause = await em.findOneOrFail(MessageCause, { id: found.causeId });
      if (!(await isSilent(em, cause.context.campaignId))) return found;
      // The campaign was silenced after it was written.
      found.end('dropped');
      return null;
    });
    if (message === null) return;
    const outcome = await this.send(message);
    await this.work.transaction(async (em) => {
      const found = await waiting(em, id);
      if (found === null) return;
      const now = this.clock.now();
      if (outcome.sent) {
        found.sent(now);
        if (found.reply === null) await recordSent(em, found);
        else await recordReplySent(em, found, outcome.refused, now);
        return;
      }
      found.missed(outcome.why, outcome.final, now);
      if (found.status === 'failed') await recordReplyFailed(em, found, outcome.refused ?? [], now);
      this.logger.warn(`a message was not sent: ${outcome.why}`, { messageId: id, status: found.status });
    });
  }

  private async send(message: Message): Promise<SendingOutcome> {
    const { id, channel, recipients, text } = message;
    if (channel === 'email') {
      const files = await this.attachments.of(message);
      return Array.isArray(files) ? this.mail.send(mailOf(message, mailboxOf(this.config), files)) : files;
    }
    if (!this.plugins.has('sms')) return { sent: false, why: 'there is no SMS plugin', final: false };
    const [to = ''] = recipients;
    const reply = await this.plugins.ask(SendSms, { messageId: id, to, text }, id);
    if (reply.answered) return { sent: true, refused: [] };
    return { sent: false, why: `the SMS plugin: ${reply.code}`, final: reply.failure === 'refused' };
  }
}

/** The message, locked, where it still waits. */
async function waiting(em: EntityManager, id: string): Promise<Message | null> {
  return em.findOne(Message, { id, status: 'waiting' }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** Records what a customer was sent; what people of the house are sent is no activity. */
async function recordSent(em: EntityManager, message: Message): Promise<void> {
  const { customerId, resentBy, correlationId, kind, channel, recipients, subject, text } = message;
  if (customerId === null) return;
  const cause = await em.findOneOrFail(MessageCause, { id: message.causeId });
  const { name } = await em.findOneOrFail(Customer, { id: customerId });
  const [to = ''] = recipients;
  const fact: Omit<Fact<'customers.email.sent'>, 'personal'> = {
    actor: resentBy ?? SYSTEM,
    correlationId,
    ...(resentBy === null ? { cause: { id: cause.id, correlationid: correlationId } } : {}),
    context: cause.context,
    attributes: { template: kind, ...(resentBy === null ? {} : { resent: true }) },
    about: {
      ...(cause.orderId === null ? {} : { orderId: cause.orderId }),
      ...(cause.transactionId === null ? {} : { transactionId: cause.transactionId }),
    },
  };
  if (channel === 'email') {
    record(em, 'customers.email.sent', { ...fact, personal: { name, to, subject: subject ?? '' } });
  } else {
    record(em, 'customers.sms.sent', { ...fact, personal: { name, to, text } });
  }
}
