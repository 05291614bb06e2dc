import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  type Call,
  type CaseMessageView,
  type CaseReplyInput,
  type CaseTextInput,
} from '@daybook/contracts';
import { Clock, UnitOfWork } from '@daybook/persistence';
import { Attachment } from '../attachments/attachment.entity';
import { CasesConfig } from '../cases.config';
import { recordCaseFact } from './case-facts';
import { CaseMessage } from './case-message.entity';
import type { Case } from './case.entity';
import { caseForChange } from './case-scope';
import { toMessageView } from './case.views';
import { MailThread } from './mail-thread';

/** Writing in cases. */
@Injectable()
export class CaseMessagesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly thread: MailThread,
    private readonly config: CasesConfig,
  ) {}

  /** A public reply; the event carries what the customers service needs to send it. */
  reply(input: CaseReplyInput, call: Call): Promise<CaseMessageView> {
    return this.work.command(call, async (em) => {
      const subject = await caseForChange(em, input.id, call.actor);
      const { message, attachments } = await this.replyIn(em, subject, input, call);
      return toMessageView(message, attachments);
    });
  }

  /** The same within a transaction that has locked the case. */
  async replyIn(
    em: EntityManager,
    subject: Case,
    input: CaseReplyInput,
    call: Call,
  ): Promise<{ message: CaseMessage; attachments: Attachment[] }> {
    subject.assertTakesReplies();
    const message = CaseMessage.write(subject.id, 'reply', input.text, call.actor, this.clock.now());
    message.ccs = input.ccs ?? subject.ccs;
    message.delivered('queued', message.createdAt);
    const references = await this.thread.of(em, subject.id);
    subject.replied(message.createdAt);
    em.persist(message);
    const attachments = await attach(em, message, input.attachmentIds ?? [], this.config.attachmentMaxBytes);
    await recordCaseFact(em, 'cases.case.replied', subject, call, {
      attributes: { caseNumber: subject.label, replyId: message.id },
      personal: {
        text: message.text,
        subject: subject.subject,
        ccs: message.ccs,
        references,
        ...filesOf(attachments),
      },
    });
    return { message, attachments };
  }

  /** An internal note. */
  note(input: CaseTextInput, call: Call): Promise<CaseMessageView> {
    return this.work.command(call, async (em) => {
      const subject = await caseForChange(em, input.id, call.actor);
      return toMessageView(await this.noteIn(em, subject, input, call));
    });
  }

  /** The same within a transaction that has locked the case. */
  async noteIn(em: EntityManager, subject: Case, input: CaseTextInput, call: Call): Promise<CaseMessage> {
    const message = CaseMessage.write(subject.id, 'note', input.text, call.actor, this.clock.now());
    subject.modifiedAt = message.createdAt;
    em.persist(message);
    await recordCaseFact(em, 'cases.case.noted', subject, call, {
      attributes: { caseNumber: subject.label },
      personal: { text: message.text },
    });
    return message;
  }
}

/**
 * Puts attachments that were made for it on a reply.
 * @throws DomainError `cases.attachment_not_found` where one is not all there, or was sent already;
 * `cases.attachment_refused` where they are too much for one e-mail
 */
async function attach(
  em: EntityManager,
  message: CaseMessage,
  ids: readonly string[],
  mostBytes: number,
): Promise<Attachment[]> {
  if (ids.length === 0) return [];
  const where = { id: { $in: [...ids] }, caseId: message.caseId, messageId: null, state: 'kept' as const };
  const found = await em.find(Attachment, where, {
    lockMode: LockMode.PESSIMISTIC_WRITE,
    orderBy: { id: 'asc' },
  });
  if (found.length !== ids.length) throw new DomainError('cases.attachment_not_found');
  if (found.reduce((sum, { size }) => sum + size, 0) > mostBytes) {
    throw new DomainError('cases.attachment_refused', {
      detail: `Together they are bigger than the ${mostBytes} bytes that an e-mail takes along.`,
    });
  }
  for (const attachment of found) attachment.messageId = message.id;
  return found;
}

/** What who sends the mail has to know of its attachments. */
function filesOf(attachments: readonly Attachment[]): { attachments?: object[] } {
  if (attachments.length === 0) return {};
  return { attachments: attachments.map(({ id, filename, contentType }) => ({ id, filename, contentType })) };
}
