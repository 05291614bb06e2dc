import { Injectable } from '@nestjs/common';
import {
  DEFAULT_LIMIT,
  decodeCursor,
  DomainError,
  encodeCursor,
  type Call,
  type CaseDetailView,
  type CaseIdInput,
  type CaseView,
  type ListCasesInput,
  type ListCustomerCasesInput,
  type Page,
} from '@daybook/contracts';
import { firstRow, rows, UnitOfWork } from '@daybook/persistence';
import { caseConditions } from './case-filters';
import { visibleTo, type SqlPart } from './case-scope';
import {
  caseColumns,
  messageColumns,
  toCaseView,
  toMessageView,
  type CaseState,
  type MessageState,
} from './case.views';

const CURSOR = 'cases';
const FROM = 'from customer_case c left join known_customer p on p.id = c.customer_id';

/** Reads of cases. */
@Injectable()
export class CasesQueries {
  constructor(private readonly work: UnitOfWork) {}

  async get(input: CaseIdInput, call: Call): Promise<CaseDetailView> {
    const scope = visibleTo(call.actor, 'cases.view');
    return this.work.read(async (em) => {
      const found = await firstRow<CaseState>(
        em,
        `select ${caseColumns} ${FROM} where c.id = ? and ${scope.sql}`,
        [input.id, ...scope.params],
      );
      if (found === undefined) throw new DomainError('cases.not_found');
      const messages = await rows<MessageState>(
        em,
        `select ${messageColumns} from case_message where case_id = ? order by created_at, id`,
        [input.id],
      );
      return { ...toCaseView(found), messages: messages.map(toMessageView) };
    });
  }

  list(input: ListCasesInput, call: Call): Promise<Page<CaseView>> {
    return this.page(caseConditions(input, call.actor), input, call);
  }

  ofCustomer({ id, ...paging }: ListCustomerCasesInput, call: Call): Promise<Page<CaseView>> {
    return this.page(caseConditions({ customerId: id }, call.actor), paging, call);
  }

  /** Last modified first. */
  private async page(
    conditions: readonly SqlPart[],
    paging: { limit?: number; cursor?: string },
    call: Call,
  ): Promise<Page<CaseView>> {
    const limit = paging.limit ?? DEFAULT_LIMIT;
    const all = [visibleTo(call.actor, 'cases.view'), ...conditions];
    if (paging.cursor !== undefined) {
      all.push({
        sql: '(c.modified_at, c.id) < (?::timestamptz, ?::uuid)',
        params: decodeCursor(CURSOR, paging.cursor),
      });
    }
    const found = await this.work.read((em) =>
      rows<CaseState>(
        em,
        `select ${caseColumns} ${FROM} where ${all.map(({ sql }) => sql).join(' and ')}
         order by c.modified_at desc, c.id desc limit ?`,
        [...all.flatMap(({ params }) => params), limit + 1],
      ),
    );
    const items = found.slice(0, limit).map(toCaseView);
    const last = items.at(-1);
    return {
      items,
      ...(found.length > limit && last
        ? { nextCursor: encodeCursor(CURSOR, [last.modifiedAt, last.id]) }
        : {}),
    };
  }
}
