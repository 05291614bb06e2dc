import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  Keyset,
  type ApplyInboundMailInput,
  type Call,
  type InboundMailDetailView,
  type InboundMailIdInput,
  type InboundMailState,
  type InboundMailView,
  type ListInboundMailsInput,
  type Page,
} from '@daybook/contracts';
import { Bound, Clock, firstRow, rows, UnitOfWork } from '@daybook/persistence';
import { PeopleService } from '../people/people.service';
import { MailWorker } from './mail-worker';
import { readMail } from './read-mail';

const newest = new Keyset('inbound mails', 'moment', 'id');

interface MailRow {
  id: string;
  received_at: string;
  from_address: string | null;
  subject: string | null;
  size: number;
  status: 'waiting' | 'applied' | 'failed';
  outcome: string | null;
  last_error: string | null;
  attempts: number;
  customer_id: string | null;
  case_id: string | null;
  settled_at: string | null;
}

const COLUMNS = `id, received_at, coalesce(from_address, nullif(envelope_from, '')) as from_address, subject, size, status,
  outcome, last_error, attempts, customer_id, case_id, settled_at`;

const CONDITIONS: Record<InboundMailState, string> = {
  waiting: `status = 'waiting'`,
  applied: `status = 'applied' and outcome <> 'stranger'`,
  put_aside: `outcome = 'stranger'`,
  failed: `status = 'failed'`,
};

/** The e-mails that came in, for people who see to those that were put aside or could not be applied. */
@Injectable()
export class InboundMailsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly people: PeopleService,
    private readonly worker: MailWorker,
    private readonly clock: Clock,
  ) {}

  list(input: ListInboundMailsInput): Promise<Page<InboundMailView>> {
    return this.work.read(async (em) => {
      const page = await newest.page<MailRow>(
        input,
        ({ received_at, id }) => [new Date(received_at), id],
        (after, much) => {
          const bound = new Bound();
          const conditions = input.state === undefined ? [] : [CONDITIONS[input.state]];
          if (input.from !== undefined)
            conditions.push(`lower(from_address) = ${bound.add(input.from.toLowerCase())}`);
          if (after !== null)
            conditions.push(
              `(received_at, id) < (${bound.add(after[0])}::timestamptz, ${bound.add(after[1])}::uuid)`,
            );
          return rows<MailRow>(
            em,
            `select ${COLUMNS} from inbound_mail where ${['true', ...conditions].join(' and ')}
             order by received_at desc, id desc limit ${bound.add(much)}`,
            bound.values,
          );
        },
      );
      return { ...page, items: page.items.map(toView) };
    });
  }

  /** @throws DomainError `cases.not_found` */
  async read({ id }: InboundMailIdInput): Promise<InboundMailDetailView> {
    const found = await this.work.read((em) =>
      firstRow<MailRow & { raw: Buffer | null; envelope_from: string }>(
        em,
        // One that may have ended the process that read it is not read here either.
        `select ${COLUMNS}, envelope_from, case when status = 'applied' or unfinished = 0 then raw end as raw
         from inbound_mail where id = $1`,
        [id],
      ),
    );
    if (found === undefined) throw new DomainError('cases.not_found');
    return { ...toView(found), text: await textOf(found.raw, found.envelope_from) };
  }

  /**
   * Has one wait for its turn once more.
   * @throws DomainError `cases.not_found`, `cases.mail_settled`, `cases.mail_gone`, `cases.customer_unknown`
   */
  async apply({ id, customerId }: ApplyInboundMailInput, call: Call): Promise<InboundMailView> {
    if (customerId !== undefined) await this.people.ensureCustomer(customerId, call);
    const again = await this.work.command(call, (em) => this.waitAgain(em, id, customerId ?? null));
    this.worker.wake();
    return again;
  }

  private async waitAgain(
    em: EntityManager,
    id: string,
    customerId: string | null,
  ): Promise<InboundMailView> {
    const known = await firstRow<MailRow & { gone: boolean }>(
      em,
      `select ${COLUMNS}, raw is null as gone from inbound_mail where id = $1 for update`,
      [id],
    );
    if (known === undefined) throw new DomainError('cases.not_found');
    if (!['put_aside', 'failed'].includes(stateOf(known))) throw new DomainError('cases.mail_settled');
    if (known.gone) throw new DomainError('cases.mail_gone');
    const again = await firstRow<MailRow>(
      em,
      `update inbound_mail set status = 'waiting', outcome = null, attempts = 0, unfinished = 0, last_error = null,
         settled_at = null, leased_until = null, next_try_at = $2, said_customer_id = $3
       where id = $1 returning ${COLUMNS}`,
      [id, this.clock.now(), customerId],
    );
    return toView(again as MailRow);
  }
}

function stateOf({ status, outcome }: MailRow): InboundMailState {
  return outcome === 'stranger' ? 'put_aside' : status;
}

function toView(row: MailRow): InboundMailView {
  return {
    id: row.id,
    receivedAt: new Date(row.received_at).toISOString(),
    from: row.from_address,
    subject: row.subject,
    size: row.size,
    state: stateOf(row),
    reason: row.last_error,
    attempts: row.attempts,
    customerId: row.customer_id,
    caseId: row.case_id,
    settledAt: row.settled_at && new Date(row.settled_at).toISOString(),
  };
}

async function textOf(raw: Buffer | null, envelopeFrom: string): Promise<string | null> {
  return raw === null ? null : (await readMail(raw, envelopeFrom)).text;
}
