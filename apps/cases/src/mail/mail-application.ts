import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor, Call, SenderCustomer } from '@daybook/contracts';
import { Clock, record } from '@daybook/persistence';
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

const NOTHING = { caseId: null, customerId: null };

/** Puts mails where they belong, within a transaction. */
@Injectable()
export class MailApplication {
  constructor(private readonly clock: Clock) {}

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
      if (replyId !== null) await this.bounce(em, mailId, mail.bounce, subject, replyId);
      return { outcome: 'bounced', ...about };
    }
    const call = callOf(mailId, subject.customerId);
    const message = this.write(subject.id, mail.automatic ? 'automatic' : 'answer', mail, call);
    em.persist(message);
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
    if (message !== null) markMailed(message, mail);
    return { outcome: 'opened', caseId: opened.id, customerId: id };
  }

  private write(caseId: string, kind: 'answer' | 'automatic', mail: ReadMail, { actor }: Call): CaseMessage {
    const message = CaseMessage.write(caseId, kind, textOf(mail), actor, this.clock.now());
    markMailed(message, mail);
    return message;
  }

  private async bounce(
    em: EntityManager,
    mailId: string,
    { failed }: Bounce,
    subject: Case,
    replyId: string,
  ): Promise<void> {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
    const reply = await em.findOne(CaseMessage, { id: replyId, caseId: subject.id, kind: 'reply' }, lock);
    if (reply === null || failed.length === 0) return;
    reply.delivered('bounced', this.clock.now(), { bounced: failed });
    for (const address of failed) {
      record(em, 'cases.address.bounced', {
        context: await contextOfCustomer(em, subject.customerId),
        correlationId: mailId,
        attributes: { replyId },
        personal: { address },
      });
    }
  }
}

/** An e-mail without a word is one all the same. */
function textOf({ text, subject }: ReadMail): string {
  return text === '' ? subject : text;
}

function markMailed(message: CaseMessage, { messageId, from, quoted }: ReadMail): void {
  message.messageId = messageId;
  message.fromAddress = from?.address ?? null;
  message.quoted = quoted;
  message.authorName = from?.name || from?.address || message.authorName;
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
