import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  Keyset,
  type Actor,
  type Call,
  type CustomerIdInput,
  type CustomerView,
  type IdentifiedCustomerView,
  type Page,
  type SearchCustomersInput,
} from '@daybook/contracts';
import { Bound, columnsOf, firstRow, rows, UnitOfWork, type StateOf } from '@daybook/persistence';
import { visibleTo } from './customer-scope';
import { toCustomerView } from './customer.views';
import { figureColumns, type CustomerFigures } from './customer-figures';
import { Customer } from './customer.entity';
import { CustomerSearch, type Hit } from './customer-search';

const newest = new Keyset('customers', 'id');
const bestMatch = new Keyset('customers found', 'number', 'id');

type ShownCustomer = StateOf<Customer> & CustomerFigures;

/** Reads of customers. */
@Injectable()
export class CustomersQueries {
  constructor(private readonly work: UnitOfWork) {}

  async get(input: CustomerIdInput, call: Call): Promise<CustomerView> {
    const bound = new Bound(input.id);
    const scope = visibleTo(call.actor, bound);
    const found = await this.work.read((em) => {
      const text = `select ${columnsOf(em, Customer, 'c')}, ${figureColumns(call.actor, bound)}
        from customer c where c.id = $1 and ${scope}`;
      // What is read more often than anything else is kept ready.
      const all = call.actor.campaignIds === null;
      return firstRow<ShownCustomer>(em, all ? { name: 'customer-by-id', text } : text, bound.values);
    });
    if (found === undefined) throw new DomainError('customers.not_found');
    return toCustomerView(found, found);
  }

  /** Who a customer is, for a service that asks for the caller. */
  async identify(input: CustomerIdInput, call: Call): Promise<IdentifiedCustomerView> {
    const { id, name, country, ownerId } = await this.get(input, call);
    return { id, name, country: country ?? null, ownerId: ownerId ?? null };
  }

  /** Best match first; without conditions newest first. Equal matches stand newest first. */
  search(input: SearchCustomersInput, call: Call): Promise<Page<CustomerView>> {
    const { limit, cursor, ...sought } = input;
    const all = Object.values(sought).every((value) => value === undefined);
    return this.work.read(async (em) => {
      const page = all
        ? await newest.page<{ id: string }>(
            { limit, cursor },
            ({ id }) => [id],
            (after, much) => allCustomers(em, after?.[0] ?? null, much, call),
          )
        : await bestMatch.page<Hit>(
            { limit, cursor },
            (hit) => [hit.level, hit.id],
            (after, much) =>
              new CustomerSearch(em, sought, call.actor).find(
                after === null ? null : { level: after[0], id: after[1] },
                much,
              ),
          );
      return { ...page, items: await shown(em, page.items, call.actor) };
    });
  }
}

function allCustomers(
  em: EntityManager,
  before: string | null,
  much: number,
  call: Call,
): Promise<{ id: string }[]> {
  const bound = new Bound(before, much);
  return rows(
    em,
    `select c.id from customer c where ${visibleTo(call.actor, bound)} and ($1::uuid is null or c.id < $1)
     order by c.id desc limit $2`,
    bound.values,
  );
}

/** All of a page by one statement, whatever is shown beside them. */
async function shown(
  em: EntityManager,
  hits: readonly { id: string }[],
  actor: Actor,
): Promise<CustomerView[]> {
  const bound = new Bound(hits.map(({ id }) => id));
  const found = await rows<ShownCustomer>(
    em,
    `select ${columnsOf(em, Customer, 'c')}, ${figureColumns(actor, bound)}
     from customer c where c.id = any ($1::uuid[])`,
    bound.values,
  );
  const customers = new Map(found.map((customer) => [customer.id, customer]));
  return hits.flatMap(({ id }) => customers.get(id) ?? []).map((one) => toCustomerView(one, one));
}
