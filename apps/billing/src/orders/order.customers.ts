import { Injectable } from '@nestjs/common';
import { DomainError, GetCustomer, type Call } from '@daybook/contracts';
import { RpcClient, RpcFailure, ServiceLogger } from '@daybook/messaging';

/** How long an order waits to hear whether its customer exists; milliseconds. */
const PATIENCE_MS = 1_000;

/** Asks the customers service whether an order's customer exists, and may be seen by who orders for them. */
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
  async expectKnown(customerId: string, call: Call): Promise<void> {
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
}

function unknownCustomer(message: string): DomainError {
  return new DomainError('billing.unknown_reference', { errors: [{ field: 'customerId', message }] });
}
