import { Injectable } from '@nestjs/common';
import {
  caseViews,
  DomainError,
  mapPage,
  type Call,
  type CaseCountView,
  type CaseDetailView,
  type CaseIdInput,
  type CaseView,
  type CaseViewName,
  type ListCasesInput,
  type ListCustomerCasesInput,
  type Page,
} from '@daybook/contracts';
import { Bound, Clock, columnsOf, firstRow, rows, UnitOfWork, type StateOf } from '@daybook/persistence';
import { caseConditions, newestOf, viewCounts, type CaseConditions } from './case-filters';
import { Attachment } from '../attachments/attachment.entity';
import { CaseMessage } from './case-message.entity';
import { visibleTo } from './case-scope';
import { toCaseView, toMessageView, type CaseState } from './case.views';
import { newestCases, select } from './newest-cases';

/** Reads of cases. */
@Injectable()
export class CasesQueries {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async get(input: CaseIdInput, call: Call): Promise<CaseDetailView> {
    const bound = new Bound(input.id);
    const scope = visibleTo(call.actor, 'cases.view', bound);
    return this.work.read(async (em) => {
      const found = await firstRow<CaseState>(
        em,
        `${select(em, 'customer_case c')} where c.id = $1 and ${scope}`,
        bound.values,
      );
      if (found === undefined) throw new DomainError('cases.not_found');
      const messages = await rows<StateOf<CaseMessage>>(
        em,
        `select ${columnsOf(em, CaseMessage, 'm')} from case_message m
          where case_id = $1 or case_id in (select id from customer_case where merged_into = $1)
          order by created_at, id`,
        [input.id],
      );
      const mergedCases = await rows<{ id: string; number: string }>(
        em,
        `select id, 'C-' || number as number from customer_case where merged_into = $1 order by number`,
        [input.id],
      );
      const attachments = await rows<StateOf<Attachment>>(
        em,
        `select ${columnsOf(em, Attachment, 'a')} from attachment a
         where message_id = any($1::uuid[]) order by created_at, id`,
        [messages.map(({ id }) => id)],
      );
      const of = groupedBy(attachments, ({ messageId }) => messageId);
      return {
        ...toCaseView(found),
        mergedCases,
        messages: messages.map((one) => toMessageView(one, of.get(one.id))),
      };
    });
  }

  /** Last modified first. */
  async list(input: ListCasesInput, call: Call): Promise<Page<CaseView>> {
    const now = this.clock.now();
    const conditions = (bound: Bound): CaseConditions => {
      const { terms, others } = caseConditions(input, call.actor, now, bound);
      return { terms, others: [visibleTo(call.actor, 'cases.view', bound), ...others] };
    };
    const listing = { newestOf: (bound: Bound) => newestOf(input, bound), conditions };
    return mapPage(await this.work.read((em) => newestCases(em, listing, input)), toCaseView);
  }

  /** How many cases each named view has. */
  async count(call: Call): Promise<{ items: CaseCountView[] }> {
    const bound = new Bound(call.actor.id, this.clock.now());
    const scope = visibleTo(call.actor, 'cases.view', bound);
    const counted = await this.work.read((em) =>
      firstRow<Record<CaseViewName, number>>(
        em,
        `select ${viewCounts('$1', '$2')} from customer_case c where c.status in ('open', 'pending') and ${scope}`,
        bound.values,
      ),
    );
    return { items: caseViews.map((view) => ({ view, count: counted?.[view] ?? 0 })) };
  }

  ofCustomer({ id, ...paging }: ListCustomerCasesInput, call: Call): Promise<Page<CaseView>> {
    return this.list({ ...paging, customerId: id }, call);
  }
}

function groupedBy<T, K>(all: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
