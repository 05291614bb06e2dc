import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DEFAULT_LIMIT,
  decodeCursor,
  DomainError,
  encodeCursor,
  isId,
  type Call,
  type CustomerIdInput,
  type CustomerView,
  type Page,
  type SearchCustomersInput,
} from '@daybook/contracts';
import { firstRow, rows, UnitOfWork } from '@daybook/persistence';
import { visibleTo } from './customer-scope';
import { customerColumns, toCustomerView, type CustomerState } from './customer.views';
import { CustomerSearch, type Hit } from './customer-search';

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
        ? firstRow<CustomerState>(em, CUSTOMER_BY_ID, [input.id])
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
  search(input: SearchCustomersInput, call: Call): Promise<Page<CustomerView>> {
    const { limit = DEFAULT_LIMIT, cursor, ...sought } = input;
    const all = Object.values(sought).every((value) => value === undefined);
    const after = positionIn(cursor, !all);
    return this.work.read(async (em) => {
      const found = all
        ? await newest(em, after, limit + 1, call)
        : await new CustomerSearch(em, input, call.actor).find(after, limit + 1);
      const hits = found.slice(0, limit);
      const last = hits.at(-1);
      const next =
        found.length > limit && last
          ? { nextCursor: encodeCursor(CURSOR, [all ? null : last.level, last.id]) }
          : {};
      return { items: await shown(em, hits), ...next };
    });
  }
}

/** What a cursor stands at. */
function positionIn(cursor: string | undefined, byLevel: boolean): Hit | null {
  if (cursor === undefined) return null;
  const [level, id] = decodeCursor(CURSOR, cursor);
  if (typeof id !== 'string' || !isId(id) || (level !== null) !== byLevel || !Number.isInteger(level ?? 0))
    throw new DomainError('request.cursor_invalid');
  return { id: String(id), level: Number(level) };
}

function newest(em: EntityManager, after: Hit | null, much: number, call: Call): Promise<Hit[]> {
  const scope = visibleTo(call.actor);
  const [before, params] = after === null ? ['true', []] : ['c.id < ?::uuid', [after.id]];
  return rows<Hit>(
    em,
    `select c.id, 0 as level from customer c where ${scope.sql} and ${before} order by c.id desc limit ?`,
    [...scope.params, ...params, much],
  );
}

async function shown(em: EntityManager, hits: readonly Hit[]): Promise<CustomerView[]> {
  const found = await rows<CustomerState>(
    em,
    `select ${customerColumns} from customer c where c.id = any (?::uuid[])`,
    [`{${hits.map(({ id }) => id).join(',')}}`],
  );
  const customers = new Map(found.map((customer) => [customer.id, customer]));
  return hits.flatMap(({ id }) => customers.get(id) ?? []).map(toCustomerView);
}
