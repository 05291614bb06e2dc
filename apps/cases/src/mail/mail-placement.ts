import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  IdentifySender,
  IdentifySenderInput,
  isId,
  newId,
  read,
  type SenderCustomer,
} from '@daybook/contracts';
import {
  isForMailbox,
  mailboxOf,
  readReplyAddress,
  readReplyMessageId,
  RpcClient,
  type Mailbox,
} from '@daybook/messaging';
import { firstRow, rows, UnitOfWork } from '@daybook/persistence';
import { knownCustomer } from '../people/known-people';
import { CasesConfig } from '../cases.config';
import type { ReadMail } from './read-mail';

/** Where a mail belongs. */
export type Placement =
  /** Our own, come back by a loop. */
  | { kind: 'own' }
  /** Into a case; of a report that something came back also the reply that did. */
  | { kind: 'case'; caseId: string; replyId: string | null }
  /** A new case of a customer. */
  | { kind: 'customer'; customer: SenderCustomer }
  /** Nobody's. */
  | { kind: 'stranger' };

interface Candidate {
  caseId: string;
  customerId: string;
  ccs: string[];
}

/** Finds where mails belong: by a token of ours, else by what they answer to where their sender has a part in it. */
@Injectable()
export class MailPlacement {
  private readonly mailbox: Mailbox | null;

  constructor(
    private readonly config: CasesConfig,
    private readonly work: UnitOfWork,
    private readonly rpc: RpcClient,
  ) {
    this.mailbox = mailboxOf(config);
  }

  /** @throws DomainError, RpcFailure while the customers service is needed and away */
  async of(mail: ReadMail, envelopeTo: readonly string[]): Promise<Placement> {
    const { mailbox } = this;
    if (mailbox === null) return { kind: 'stranger' };
    const addressed = [...envelopeTo, ...mail.to]
      .map((address) => readReplyAddress(address, mailbox))
      .find((id) => id !== null);
    if (addressed !== undefined) {
      const caseId = await this.work.read((em) => caseOfReply(em, addressed));
      if (caseId !== null) {
        if (await this.isOurs(mail, mailbox)) return { kind: 'own' };
        return { kind: 'case', caseId, replyId: this.replyThatCameBack(mail, mailbox) ?? addressed };
      }
    }
    if (await this.isOurs(mail, mailbox)) return { kind: 'own' };
    if (mail.from === null) return { kind: 'stranger' };
    const { address } = mail.from;
    const customer = await this.identify(mail, false);
    const candidates = await this.work.read((em) => this.candidates(em, mail, mailbox));
    const own = candidates.find(
      ({ customerId, ccs }) =>
        customerId === customer?.id || ccs.some((cc) => cc.toLowerCase() === address.toLowerCase()),
    );
    if (own !== undefined) return { kind: 'case', caseId: own.caseId, replyId: null };
    // What a machine sent by itself makes nobody a customer, and is nobody's matter.
    if (mail.automatic) return { kind: 'stranger' };
    const known =
      customer ??
      (this.config.inboundMailFromStrangers === 'open' ? await this.identify(mail, true) : undefined);
    return known === undefined ? { kind: 'stranger' } : { kind: 'customer', customer: known };
  }

  /** Where one belongs of which somebody said whose it is. */
  async to(customerId: string): Promise<Placement> {
    const customer = await this.work.read((em) => knownCustomer(em, customerId));
    if (customer === undefined || customer.name === null) return { kind: 'stranger' };
    const { id, name, country } = customer;
    return { kind: 'customer', customer: { id, name, country } };
  }

  private async isOurs({ messageId, from }: ReadMail, mailbox: Mailbox): Promise<boolean> {
    if (from !== null && isForMailbox(from.address, mailbox)) return true;
    const replyId = readReplyMessageId(messageId ?? '', mailbox);
    return replyId !== null && (await this.work.read((em) => caseOfReply(em, replyId))) !== null;
  }

  private replyThatCameBack({ bounce }: ReadMail, mailbox: Mailbox): string | null {
    return readReplyMessageId(bounce?.messageId ?? '', mailbox);
  }

  /** Cases that the mail says that it belongs to; anybody can say so. */
  private async candidates(em: EntityManager, mail: ReadMail, mailbox: Mailbox): Promise<Candidate[]> {
    const replyIds = mail.answersTo.map((id) => readReplyMessageId(id, mailbox)).filter((id) => id !== null);
    const [, number] = /\[C-(\d{1,9})\]/i.exec(mail.subject) ?? [];
    return rows<Candidate>(
      em,
      `select c.id as "caseId", c.customer_id as "customerId",
         c.ccs || coalesce((
           select jsonb_agg(cc) from case_message r, jsonb_array_elements(r.ccs) as cc
           where r.case_id = c.id and r.kind = 'reply'), '[]') as ccs
       from customer_case c
       where c.id in (
         select case_id from case_message where id = any($1::uuid[]) and kind = 'reply'
         union select case_id from case_message where message_id = any($2::text[])
         union select id from customer_case where number = $3)
       order by c.modified_at desc limit 20`,
      [replyIds, mail.answersTo, number === undefined ? null : Number(number)],
    );
  }

  private async identify(mail: ReadMail, create: boolean): Promise<SenderCustomer | undefined> {
    const id = newId();
    const call = { requestId: id, correlationId: id };
    const { address = '', name = '' } = mail.from ?? {};
    // With the name as it is where it can be one, else without.
    for (const sender of [
      { address, name, create },
      { address, create },
    ]) {
      const { value, faults } = read(IdentifySenderInput, sender);
      if (faults.length === 0) return (await this.rpc.ask(IdentifySender, value, call)).customer;
    }
    return undefined;
  }
}

/** The case that a reply belongs to. */
async function caseOfReply(em: EntityManager, replyId: string): Promise<string | null> {
  if (!isId(replyId)) return null;
  const found = await firstRow<{ case_id: string }>(
    em,
    `select case_id from case_message where id = $1 and kind = 'reply'`,
    [replyId],
  );
  return found?.case_id ?? null;
}
