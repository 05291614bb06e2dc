import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { mailboxOf, replyMessageId, type Mailbox } from '@daybook/messaging';
import { rows } from '@daybook/persistence';
import { CasesConfig } from '../cases.config';

/** As many as mail programs need to put a mail where it belongs. */
const MOST_REFERENCES = 20;

/** The Message-IDs of a case's e-mails, by which mail programs show them together. */
@Injectable()
export class MailThread {
  private readonly mailbox: Mailbox | null;

  constructor(config: CasesConfig) {
    this.mailbox = mailboxOf(config);
  }

  /** Of the newest ones, oldest first. Internal notes have none. */
  async of(em: EntityManager, caseId: string): Promise<string[]> {
    const found = await rows<{ id: string; kind: string; message_id: string | null }>(
      em,
      `select id, kind, message_id from case_message
       where case_id = $1 and (kind = 'reply' or message_id is not null)
       order by created_at desc, id desc limit ${MOST_REFERENCES}`,
      [caseId],
    );
    const { mailbox } = this;
    const ids = found.map(({ id, kind, message_id }) => {
      if (kind !== 'reply') return message_id;
      return mailbox === null ? null : replyMessageId(id, mailbox);
    });
    return ids.filter((id) => id !== null).reverse();
  }
}
