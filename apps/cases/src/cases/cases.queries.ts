import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  mapPage,
  type Call,
  type CaseDetailView,
  type CaseIdInput,
  type CaseView,
  type ListCasesInput,
  type ListCustomerCasesInput,
  type Page,
} from '@daybook/contracts';
import { Bound, columnsOf, firstRow, newestRows, rows, UnitOfWork, type StateOf } from '@daybook/persistence';
import { caseConditions } from './case-filters';
import { CaseMessage } from './case-message.entity';
import { visibleTo } from './case-scope';
import { Case } from './case.entity';
import { toCaseView, toMessageView, type CaseState } from './case.views';

/** Reads of cases. */
@Injectable()
export class CasesQueries {
  constructor(private readonly work: UnitOfWork) {}

  async get(input: CaseIdInput, call: Call): Promise<CaseDetailView> {
    const bound = new Bound(input.id);
    const scope = visibleTo(call.actor, 'cases.view', bound);
    return this.work.read(async (em) => {
      const found = await firstRow<CaseState>(em, `${select(em)} where c.id = $1 and ${scope}`, bound.values);
      if (found === undefined) throw new DomainError('cases.not_found');
      const messages = await rows<StateOf<CaseMessage>>(
        em,
        `select ${columnsOf(em, CaseMessage, 'm')} from case_message m where case_id = $1 order by created_at, id`,
        [input.id],
      );
      return { ...toCaseView(found), messages: messages.map(toMessageView) };
    });
  }

  /** Last modified first. */
  async list(input: ListCasesInput, call: Call): Promise<Page<CaseView>> {
    const bound = new Bound();
    const conditions = [
      visibleTo(call.actor, 'cases.view', bound),
      ...caseConditions(input, call.actor, bound),
    ];
    const page = await this.work.read((em) =>
      newestRows<CaseState>(
        em,
        {
          list: 'cases',
          select: select(em),
          conditions,
          bound,
          by: ['c.modified_at', 'c.id'],
          keyOf: ({ modifiedAt, id }) => [modifiedAt, id],
        },
        input,
      ),
    );
    return mapPage(page, toCaseView);
  }

  ofCustomer({ id, ...paging }: ListCustomerCasesInput, call: Call): Promise<Page<CaseView>> {
    return this.list({ ...paging, customerId: id }, call);
  }
}

/** Cases `c` with the names of their customers. */
function select(em: EntityManager): string {
  return `select ${columnsOf(em, Case, 'c')}, p.name as "customerName"
    from customer_case c left join known_customer p on p.id = c.customer_id`;
}
