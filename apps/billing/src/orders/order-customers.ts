import { Injectable } from '@nestjs/common';
import {
  DomainError,
  GetCustomer,
  SearchCustomers,
  type Call,
  type SearchOrdersInput,
} from '@daybook/contracts';
import { RpcClient, RpcFailure, ServiceLogger } from '@daybook/messaging';
import { contacts, type CustomersFound } from './order-search';

/** How long an order waits to hear whether its customer exists; milliseconds. */
const PATIENCE_MS = 1_000;
/** Customers that a contact may stand for. */
const FITTING = 200;

/** Asks the customers service about the customers of orders. */
@Injectable()
export class OrderCustomers {
  constructor(
    private readonly rpc: RpcClient,
    private readonly logger: ServiceLogger,
  ) {}

  /**
   * A sale is not lost because nobody can be asked just now, or because a key may make orders and not see customers:
   * then the order goes on.
   * @throws DomainError `billing.unknown_reference` for somebody who is no customer, or is out of scope
   */
  async expectCustomer(customerId: string, call: Call): Promise<void> {
    try {
      const customer = await this.rpc.ask(
        GetCustomer,
        { id: customerId },
        { ...call, timeoutMs: PATIENCE_MS },
      );
      // Nobody is left to order: what is told of an anonymised customer holds no name any more.
      if (customer.anonymisedAt) throw unknownCustomer('was anonymised');
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

function unknownCustomer(message: string): DomainError {
  return new DomainError('billing.unknown_reference', { errors: [{ field: 'customerId', message }] });
}
