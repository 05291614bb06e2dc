import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  type Actor,
  attributesOf,
  type DaybookEvent,
  type MessageChannel,
} from '@daybook/contracts';
import { Plugins } from '@daybook/messaging';
import { Clock, firstRow } from '@daybook/persistence';
import { Customer } from '../customers/customer.entity';
import { chooseTemplate } from '../templates/template-choice';
import { MailClient } from './mail-client';
import type { MessageCause } from './message-cause.entity';
import { moneyText, textsOf } from './message-causes';
import { Message, type CaseReply } from './message.entity';
import { recordDelivery } from './reply-delivery';
import { MessageLinks } from './message-links';

/** What happened longer ago is kept, but nobody is written about it by itself: the news come from a journal read again. */
export const STALE_AFTER_MS = 3 * 86_400_000;

/** Writes messages; they are sent afterwards, by whoever is free. */
@Injectable()
export class MessageWriter {
  constructor(
    private readonly mail: MailClient,
    private readonly plugins: Plugins,
    private readonly links: MessageLinks,
    private readonly clock: Clock,
  ) {}

  /** Whether anything can be sent on a channel. */
  has(channel: MessageChannel): boolean {
    return channel === 'email' ? this.mail.on : this.plugins.has('sms');
  }

  /** Writes what is sent by itself, where there is a template for it and an address to send it to. */
  async writeOnItsOwn(em: EntityManager, cause: MessageCause, channel: MessageChannel): Promise<void> {
    const { campaignId } = cause.context;
    if (!this.has(channel) || (await isSilent(em, campaignId))) return;
    const customer = await em.findOne(Customer, { id: cause.customerId });
    const to = customer === null ? undefined : recipientOf(customer, channel);
    if (customer === null || to === undefined) return;
    const template = await chooseTemplate(em, { kind: cause.kind, channel, language: customer.language });
    if (template === null || (campaignId !== undefined && template.offForCampaigns.includes(campaignId)))
      return;
    em.persist(
      this.written(
        cause,
        channel,
        to,
        template.write({ ...textsOf(cause, customer), ...this.links.of(cause) }),
        null,
      ),
    );
  }

  /**
   * Writes what somebody asked for, wherever it is switched off.
   * @throws DomainError `customers.feature_off`, `customers.no_recipient`, `customers.template_missing`
   */
  async writeAgain(
    em: EntityManager,
    cause: MessageCause,
    customer: Customer,
    channel: MessageChannel,
    by: { actor: Actor; correlationId: string },
  ): Promise<Message> {
    if (!this.has(channel)) {
      throw new DomainError('customers.feature_off', { detail: `Nothing can be sent by ${channel}.` });
    }
    const to = recipientOf(customer, channel);
    if (to === undefined) throw new DomainError('customers.no_recipient');
    const template = await chooseTemplate(em, { kind: cause.kind, channel, language: customer.language });
    if (template === null) throw new DomainError('customers.template_missing');
    const message = this.written(
      cause,
      channel,
      to,
      template.write({ ...textsOf(cause, customer), ...this.links.of(cause) }),
      by.actor,
    );
    message.correlationId = by.correlationId;
    em.persist(message);
    return message;
  }

  /** Writes one e-mail to those who look after refunds, that one has failed for good. */
  writeToTheHouse(em: EntityManager, event: DaybookEvent): void {
    const { notifyEmails, orderNumber, amount, attempts, responseCode, transactionId } = attributesOf(
      event,
      'billing.refund_queue.exhausted',
    );
    if (!this.mail.on || notifyEmails.length === 0) return;
    const code = responseCode === undefined ? '' : `\nThe processor's last response code: ${responseCode}.`;
    const written = {
      causeId: event.id,
      customerId: null,
      kind: 'refund_queue_exhausted' as const,
      channel: 'email' as const,
      recipients: notifyEmails,
      subject: `A refund of order ${orderNumber} has failed for good`,
      text: `The refund of ${moneyText(amount, null)} of order ${orderNumber} was tried ${attempts} times and failed each time. It has left the refund queue.${code}\n\nTransaction ${transactionId}\n`,
      resentBy: null,
      correlationId: event.correlationid,
    };
    em.persist(Message.write(written, this.clock.now()));
  }

  /** Writes what an agent replied in a case, or says why nobody gets it. */
  async writeReply(
    em: EntityManager,
    event: DaybookEvent,
    customerId: string,
    { ccs, ...written }: { reply: CaseReply; ccs: readonly string[]; subject: string; text: string },
  ): Promise<void> {
    const customer = await em.findOne(Customer, { id: customerId });
    const to = customer === null ? undefined : recipientOf(customer, 'email');
    if (!this.mail.on || to === undefined) {
      const reason = this.mail.on ? 'no_address' : 'no_mail_server';
      return recordDelivery(em, customerId, written.reply.replyId, 'not_sent', { reason });
    }
    const message = {
      ...written,
      causeId: event.id,
      customerId,
      kind: 'case_reply' as const,
      channel: 'email' as const,
      recipients: [to, ...ccs.filter((address) => address.toLowerCase() !== to.toLowerCase())],
      resentBy: null,
      correlationId: event.correlationid,
    };
    em.persist(Message.write(message, this.clock.now()));
  }

  private written(
    { id, customerId, kind, correlationId }: MessageCause,
    channel: MessageChannel,
    to: string,
    texts: { subject: string | null; text: string },
    resentBy: Actor | null,
  ): Message {
    const written = { causeId: id, customerId, kind, channel, recipients: [to], ...texts };
    return Message.write({ ...written, resentBy, correlationId }, this.clock.now());
  }
}

/** Whether a campaign sends nothing by itself. */
export async function isSilent(em: EntityManager, campaignId: string | undefined): Promise<boolean> {
  if (campaignId === undefined) return false;
  const known = await firstRow<{ autoresponders: boolean }>(
    em,
    'select autoresponders from known_campaign where id = $1',
    [campaignId],
  );
  return known?.autoresponders === false;
}

/** The primary e-mail address, or the first valid phone number. */
function recipientOf({ emails, phones }: Customer, channel: MessageChannel): string | undefined {
  if (channel === 'email') return emails.find(({ primary }) => primary)?.address;
  return phones.find(({ number }) => number !== null)?.number ?? undefined;
}
