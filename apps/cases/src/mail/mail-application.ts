import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor, Call, SenderCustomer } from '@daybook/contracts';
import { Clock, record } from '@daybook/persistence';
import { CasesConfig } from '../cases.config';
import { Attachment } from '../attachments/attachment.entity';
import { refusalOf } from '../attachments/attachment-limits';
import { keepPieces } from '../attachments/attachment-pieces';
import { recordCaseFact } from '../cases/case-facts';
import { CaseMessage } from '../cases/case-message.entity';
import { Case } from '../cases/case.entity';
import { currentCase } from '../cases/current-case';
import { eventText, openCase } from '../cases/open-case';
import { noteCustomer } from '../people/known-people';
import { contextOfCustomer } from '../people/customer-context';
import type { Bounce } from './read-bounce';
import type { ReadMail } from './read-mail';
import type { Placement } from './mail-placement';

/** What became of a mail. */
export interface Applied {
  outcome: 'opened' | 'answered' | 'automatic' | 'bounced' | 'own' | 'stranger';
  caseId: string | null;
  customerId: string | null;
}

/** Files that are not taken and yet named. */
const MOST_REFUSED = 20;

const NOTHING = { caseId: null, customerId: null };

/** Puts mails where they belong, within a transaction. */
@Injectable()
export class MailApplication {
  constructor(
    private readonly clock: Clock,
    private readonly config: CasesConfig,
  ) {}

  async apply(em: EntityManager, mailId: string, mail: ReadMail, placement: Placement): Promise<Applied> {
    if (placement.kind === 'own') return { outcome: 'own', ...NOTHING };
    if (placement.kind === 'stranger')
      return { outcome: mail.automatic ? 'automatic' : 'stranger', ...NOTHING };
    if (placement.kind === 'customer') return this.open(em, mailId, mail, placement.customer);
    const { caseId, replyId } = placement;
    const subject =
      mail.bounce === null
        ? await currentCase(em, caseId)
        : await em.findOneOrFail(Case, { id: caseId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const about = { caseId: subject.id, customerId: subject.customerId };
    if (mail.bounce !== null) {
      if (replyId !== null) await this.bounce(em, mailId, mail.bounce, subject, { id: replyId, caseId });
      return { outcome: 'bounced', ...about };
    }
    const call = callOf(mailId, subject.customerId);
    const kind = mail.automatic ? 'automatic' : 'answer';
    const message = CaseMessage.write(subject.id, kind, textOf(mail), call.actor, this.clock.now());
    em.persist(message);
    await this.complete(em, message, mail);
    // What a machine says is kept with the case, and changes nothing.
    if (mail.automatic) return { outcome: 'automatic', ...about };
    const wasDone = subject.answered(message.createdAt);
    await em.flush();
    const attributes = { caseNumber: subject.label };
    await recordCaseFact(em, 'cases.case.answered', subject, call, {
      attributes,
      personal: { text: eventText(message.text) },
    });
    if (wasDone) await recordCaseFact(em, 'cases.case.reopened', subject, call, { attributes });
    return { outcome: 'answered', ...about };
  }

  private async open(
    em: EntityManager,
    mailId: string,
    mail: ReadMail,
    { id, name, country }: SenderCustomer,
  ): Promise<Applied> {
    const now = this.clock.now();
    await noteCustomer(em, { id, name, country }, now.toISOString());
    const input = { customerId: id, subject: mail.subject, channel: 'email', text: textOf(mail) };
    const { opened, message } = await openCase(em, input, null, callOf(mailId, id), now);
    if (message !== null) await this.complete(em, message, mail);
    return { outcome: 'opened', caseId: opened.id, customerId: id };
  }

  /** What a message has besides that came by e-mail, its files among it. */
  private async complete(em: EntityManager, message: CaseMessage, mail: ReadMail): Promise<void> {
    const { messageId, from, quoted, html, attachments } = mail;
    message.messageId = messageId;
    message.fromAddress = from?.address ?? null;
    message.quoted = quoted;
    message.html = html;
    message.authorName = from?.name || from?.address || message.authorName;
    const { attachmentsPerMessage } = this.config;
    for (const [nth, file] of attachments.slice(0, attachmentsPerMessage + MOST_REFUSED).entries()) {
      const { content, original, ...named } = file;
      const made = {
        ...named,
        caseId: message.caseId,
        messageId: message.id,
        size: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
        createdBy: null,
      };
      const attachment = Attachment.of(made, message.createdAt);
      const refused = original === true ? null : refusalOf(made, nth, this.config);
      if (refused === null) {
        attachment.complete();
        await keepPieces(em, attachment.id, content);
      } else attachment.refuse(refused);
      em.persist(attachment);
    }
  }

  private async bounce(
    em: EntityManager,
    mailId: string,
    { failed }: Bounce,
    subject: Case,
    named: { id: string; caseId: string },
  ): Promise<void> {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
    const reply = await em.findOne(CaseMessage, { ...named, kind: 'reply' }, lock);
    if (reply === null || failed.length === 0) return;
    reply.delivered('bounced', this.clock.now(), { bounced: failed });
    for (const address of failed) {
      record(em, 'cases.address.bounced', {
        context: await contextOfCustomer(em, subject.customerId),
        correlationId: mailId,
        attributes: { replyId: reply.id },
        personal: { address },
      });
    }
  }
}

/** An e-mail without a word is one all the same. */
function textOf({ text, subject }: ReadMail): string {
  return text === '' ? subject : text;
}

/** The customer acts themselves; their name stands in no envelope. */
function callOf(mailId: string, customerId: string): Call {
  const actor: Actor = {
    type: 'customer',
    id: customerId,
    username: 'Customer',
    accessLevel: null,
    callCenterId: null,
    campaignIds: null,
    scopes: null,
    refundLimit: null,
  };
  return { actor, requestId: mailId, correlationId: mailId, operation: 'cases.mail', input: {} };
}
