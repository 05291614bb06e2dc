import { Injectable } from '@nestjs/common';
import {
  DEFAULT_LIMIT,
  decodeCursor,
  DomainError,
  encodeCursor,
  type Call,
  type CustomerIdInput,
  type CustomerView,
  type Page,
  type SearchCustomersInput,
} from '@daybook/contracts';
import { firstRow, preparedRow, rows, UnitOfWork } from '@daybook/persistence';
import { visibleTo } from './customer.scope';
import { customerColumns, toCustomerView, type CustomerState } from './customer.view';
import { searchOf } from './customer.search';

type Found = CustomerState & { score: string | null };

const CURSOR = 'customers';
/** What is read more often than anything else. */
const CUSTOMER_BY_ID = {
  name: 'customer-by-id',
  text: `select ${customerColumns} from customer c where c.id = $1`,
};

/** Reads of customers. */
@Injectable()
export class CustomersQueries {
  constructor(private readonly work: UnitOfWork) {}

  async get(input: CustomerIdInput, call: Call): Promise<CustomerView> {
    const scope = visibleTo(call.actor);
    const found = await this.work.read((em) =>
      scope.params.length === 0
        ? preparedRow<CustomerState>(em, CUSTOMER_BY_ID, [input.id])
        : firstRow<CustomerState>(
            em,
            `select ${customerColumns} from customer c where c.id = ? and ${scope.sql}`,
            [input.id, ...scope.params],
          ),
    );
    if (found === undefined) throw new DomainError('customers.not_found');
    return toCustomerView(found);
  }

  /** Best match first; without conditions newest first. Equal matches stand newest first. */
  async search(input: SearchCustomersInput, call: Call): Promise<Page<CustomerView>> {
    const limit = input.limit ?? DEFAULT_LIMIT;
    const search = searchOf(input);
    const scope = visibleTo(call.actor);
    const after = this.after(input.cursor, search !== null);
    const found = await this.work.read((em) =>
      rows<Found>(
        em,
        search === null
          ? `select ${customerColumns}, null as score from customer c
             where ${scope.sql} and ${after.sql} order by c.id desc limit ?`
          : `with hit as (${search.sql})
             select ${customerColumns}, h.score::text as score from hit h join customer c on c.id = h.customer_id
             where ${scope.sql} and ${after.sql} order by h.score desc, c.id desc limit ?`,
        [...(search?.params ?? []), ...scope.params, ...after.params, limit + 1],
      ),
    );
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(toCustomerView),
      ...(found.length > limit && last ? { nextCursor: encodeCursor(CURSOR, [last.score, last.id]) } : {}),
    };
  }

  private after(cursor: string | undefined, scored: boolean): { sql: string; params: unknown[] } {
    if (cursor === undefined) return { sql: 'true', params: [] };
    const [score, id] = decodeCursor(CURSOR, cursor);
    if (typeof id !== 'string' || (score !== null) !== scored)
      throw new DomainError('request.cursor_invalid');
    return scored
      ? { sql: '(h.score, c.id) < (?::numeric, ?::uuid)', params: [score, id] }
      : { sql: 'c.id < ?::uuid', params: [id] };
  }
}
