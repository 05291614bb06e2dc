import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Call, CaseMessageView, CaseReplyInput, CaseTextInput } from '@daybook/contracts';
import { Clock, UnitOfWork } from '@daybook/persistence';
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
  ) {}

  /** A public reply; the event carries what the customers service needs to send it. */
  reply(input: CaseReplyInput, call: Call): Promise<CaseMessageView> {
    return this.work.command(call, async (em) => {
      const subject = await caseForChange(em, input.id, call.actor);
      return toMessageView(await this.replyIn(em, subject, input, call));
    });
  }

  /** The same within a transaction that has locked the case. */
  async replyIn(em: EntityManager, subject: Case, input: CaseReplyInput, call: Call): Promise<CaseMessage> {
    subject.assertTakesReplies();
    const message = CaseMessage.write(subject.id, 'reply', input.text, call.actor, this.clock.now());
    message.ccs = input.ccs ?? subject.ccs;
    message.delivered('queued', message.createdAt);
    const references = await this.thread.of(em, subject.id);
    subject.replied(message.createdAt);
    em.persist(message);
    await recordCaseFact(em, 'cases.case.replied', subject, call, {
      attributes: { caseNumber: subject.label, replyId: message.id },
      personal: { text: message.text, subject: subject.subject, ccs: message.ccs, references },
    });
    return message;
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
