import { Injectable } from '@nestjs/common';
import type { Call, CaseMessageView, CaseTextInput } from '@daybook/contracts';
import { Clock, UnitOfWork } from '@daybook/persistence';
import { recordCaseFact } from './case-facts';
import { CaseMessage } from './case-message.entity';
import { caseForChange } from './case-scope';
import { toMessageView } from './case.views';

/** Writing in cases. */
@Injectable()
export class CaseMessagesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** A public reply; the event carries what the customers service needs to send it. */
  reply(input: CaseTextInput, call: Call): Promise<CaseMessageView> {
    return this.work.command(call, async (em) => {
      const subject = await caseForChange(em, input.id, call.actor);
      subject.assertTakesReplies();
      const message = CaseMessage.write(subject.id, 'reply', input.text, call.actor, this.clock.now());
      message.ccs = subject.ccs;
      subject.modifiedAt = message.createdAt;
      em.persist(message);
      await recordCaseFact(em, 'cases.case.replied', subject, call, {
        attributes: { caseNumber: subject.label },
        personal: { text: message.text, subject: subject.subject, ccs: message.ccs },
      });
      return toMessageView(message);
    });
  }

  /** An internal note. */
  note(input: CaseTextInput, call: Call): Promise<CaseMessageView> {
    return this.work.command(call, async (em) => {
      const subject = await caseForChange(em, input.id, call.actor);
      const message = CaseMessage.write(subject.id, 'note', input.text, call.actor, this.clock.now());
      subject.modifiedAt = message.createdAt;
      em.persist(message);
      await recordCaseFact(em, 'cases.case.noted', subject, call, {
        attributes: { caseNumber: subject.label },
        personal: { text: message.text },
      });
      return toMessageView(message);
    });
  }
}
