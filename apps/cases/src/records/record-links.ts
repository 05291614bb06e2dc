import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  type Call,
  type ServiceRecordLink,
  type ServiceRecordLinksInput,
} from '@daybook/contracts';
import { Bound, rows } from '@daybook/persistence';
import { visibleTo } from '../cases/case-scope';
import { PeopleService } from '../people/people.service';

/** What service records are connected with, as it is looked up. */
@Injectable()
export class RecordLinks {
  constructor(private readonly people: PeopleService) {}

  /**
   * The orders of some ids, asked of billing on behalf of the caller; undefined where none are given.
   * @throws DomainError `cases.order_unknown`; `internal.unavailable` when billing is away
   */
  async orders({ orderIds }: ServiceRecordLinksInput, call: Call): Promise<ServiceRecordLink[] | undefined> {
    if (orderIds === undefined) return undefined;
    const found = await Promise.all(orderIds.map((id) => this.people.order(id, call)));
    return found.map(({ id, orderNumber }) => ({ id, number: orderNumber }));
  }

  /** The cases of some ids. @throws DomainError `cases.case_unknown` unless the caller may see each */
  async cases(
    em: EntityManager,
    { caseIds }: ServiceRecordLinksInput,
    call: Call,
  ): Promise<ServiceRecordLink[] | undefined> {
    if (caseIds === undefined) return undefined;
    const bound = new Bound(caseIds);
    const found = await rows<ServiceRecordLink>(
      em,
      `select c.id, 'C-' || c.number as number from customer_case c
       where c.id = any($1::uuid[]) and ${visibleTo(call.actor, 'cases.work', bound)}`,
      bound.values,
    );
    if (found.length < caseIds.length) throw new DomainError('cases.case_unknown');
    const numbers = new Map(found.map(({ id, number }) => [id, number]));
    return caseIds.map((id) => ({ id, number: numbers.get(id.toLowerCase()) ?? id }));
  }
}
