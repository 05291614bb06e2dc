import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  GetCustomer,
  SearchCustomers,
  type AccessRow,
  type Actor,
  type Call,
  type CustomerView,
  type OrderCustomerInput,
  type SearchOrdersInput,
  type ShippingAddress,
} from '@daybook/contracts';
import { RpcClient, RpcFailure, ServiceLogger } from '@daybook/messaging';
import { firstRow, UnitOfWork } from '@daybook/persistence';
import { campaignScope } from '../catalog/campaign-scope';
import { contacts, type CustomersFound } from './order-search';
import { Order } from './order.entity';

/** How long an order waits to hear whether its customer exists; milliseconds. */
const PATIENCE_MS = 1_000;
/** Customers that a contact may stand for. */
const FITTING = 200;

/** Whether customers are there, and who they are: as billing knows them, else as the customers service says. */
@Injectable()
export class OrderCustomers {
  constructor(
    private readonly work: UnitOfWork,
    private readonly rpc: RpcClient,
    private readonly logger: ServiceLogger,
  ) {}

  /**
   * Makes sure that there is such a customer: by what was sold to them, or by asking the customers service.
   * @throws DomainError `billing.not_found`, also for one out of scope
   */
  async expectKnown(customerId: string, call: Call): Promise<void> {
    const known = await this.work.read(async (em) => {
      await expectCustomerInScope(em, customerId, call.actor, 'orders.view');
      return firstRow(
        em,
        `select 1 from customer_order where customer_id = $1
         union all select 1 from customer_account where customer_id = $1 limit 1`,
        [customerId],
      );
    });
    if (known !== undefined) return;
    try {
      await this.expectCustomer(customerId, call);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'billing.unknown_reference')
        throw new DomainError('billing.not_found');
      throw error;
    }
  }

  /**
   * The customer's record. A sale is not lost because nobody can be asked just now, or because a key may make orders
   * and not see customers: then the order goes on without it, and the answer is null.
   * @throws DomainError `billing.unknown_reference` for somebody who is no customer, or is out of scope
   */
  async expectCustomer(customerId: string, call: Call): Promise<CustomerView | null> {
    try {
      const customer = await this.rpc.ask(
        GetCustomer,
        { id: customerId },
        { ...call, timeoutMs: PATIENCE_MS },
      );
      // Nobody is left to order: what is told of an anonymised customer holds no name any more.
      if (customer.anonymisedAt) throw unknownCustomer('was anonymised');
      return customer;
    } catch (error) {
      if (error instanceof DomainError && error.status === 404) {
        throw unknownCustomer('is not a customer');
      }
      const nobodyToAsk =
        error instanceof RpcFailure ||
        (error instanceof DomainError && [403, 503, 504].includes(error.status));
      if (!nobodyToAsk) throw error;
      this.logger.warn('an order goes on without asking for its customer', {
        requestId: call.requestId,
        err: error,
      });
      return null;
    }
  }

  /** The customer of an order that is there already; null where nobody says who that is. */
  async recordOf(customerId: string, call: Call): Promise<CustomerView | null> {
    try {
      return await this.expectCustomer(customerId, call);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'billing.unknown_reference') return null;
      throw error;
    }
  }

  /**
   * The customers whom each contact of a search fits. Whoever may see orders and no customers finds by the orders' own.
   * @throws DomainError `internal.unavailable` while nobody can be asked
   */
  async whoFit(input: SearchOrdersInput, call: Call): Promise<CustomersFound> {
    const given = contacts.filter((contact) => input[contact] !== undefined);
    const found = given.map(async (contact) => {
      const sought = { [contact]: input[contact], limit: FITTING };
      const { items } = await this.rpc.ask(SearchCustomers, sought, call);
      return [contact, items.map(({ id }) => id)] as const;
    });
    try {
      return new Map(await Promise.all(found));
    } catch (error) {
      if (error instanceof DomainError && error.status === 403) return new Map();
      if (error instanceof RpcFailure)
        throw new DomainError('internal.unavailable', {
          detail: 'The customers cannot be asked.',
          retryAfter: 2,
        });
      throw error;
    }
  }
}

/**
 * Makes sure that a customer lies in an actor's scope: one with campaigns of their own sees who ordered from them.
 * @throws DomainError `billing.not_found`
 */
export async function expectCustomerInScope(
  em: EntityManager,
  customerId: string,
  actor: Actor,
  access: AccessRow,
): Promise<void> {
  const campaigns = campaignScope(actor, access);
  if (campaigns === null) return;
  const own = await em.findOne(Order, { customerId, campaignId: { $in: campaigns } }, { fields: ['id'] });
  if (own === null) throw new DomainError('billing.not_found');
}

/** A customer as the buyer of an order. */
export function buyerOf({ name, emails, phones }: CustomerView): OrderCustomerInput {
  const email = emails.find(({ primary }) => primary === true)?.address;
  const phone = phones[0]?.number ?? phones[0]?.entered;
  return { name, ...(email === undefined ? {} : { email }), ...(phone === undefined ? {} : { phone }) };
}

/** Where a customer has parcels sent to: the first address for that, else the first. */
export function shippingAddressOf({ addresses }: CustomerView): ShippingAddress | undefined {
  const found = addresses.find(({ purpose }) => purpose === 'shipping') ?? addresses[0];
  if (found === undefined) return undefined;
  const { id: _id, purpose: _purpose, ...address } = found;
  return address;
}

function unknownCustomer(message: string): DomainError {
  return new DomainError('billing.unknown_reference', { errors: [{ field: 'customerId', message }] });
}
