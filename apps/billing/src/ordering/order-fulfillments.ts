import { Injectable } from '@nestjs/common';
import {
  DomainError,
  ReaddressOrder,
  type Call,
  type ReaddressedOrderView,
  type ShippingAddress,
} from '@daybook/contracts';
import { RpcClient, RpcFailure, ServiceLogger } from '@daybook/messaging';
import { UnitOfWork } from '@daybook/persistence';
import { Order } from '../orders/order.entity';

/** How long a changed order waits for its fulfillments; milliseconds. */
const PATIENCE_MS = 2_000;

/** What was made of orders to be shipped: it belongs to the fulfillment service. */
@Injectable()
export class OrderFulfillments {
  constructor(
    private readonly work: UnitOfWork,
    private readonly rpc: RpcClient,
    private readonly logger: ServiceLogger,
  ) {}

  /** Has what was not sent go to another address; null where nobody can be asked: then it follows the order's event. */
  async readdress(
    orderId: string,
    moved: { address: ShippingAddress; asOf: string },
    call: Call,
  ): Promise<ReaddressedOrderView | null> {
    const order = await this.work.read((em) => em.findOneOrFail(Order, { id: orderId }));
    const { customerId, completedAt } = order;
    // Nothing is shipped of what is not complete.
    if (completedAt === null) return { fulfillments: [] };
    try {
      const input = { id: orderId, customerId, ...moved };
      return await this.rpc.ask(ReaddressOrder, input, { ...call, timeoutMs: PATIENCE_MS });
    } catch (error) {
      const silent =
        error instanceof RpcFailure || (error instanceof DomainError && [503, 504].includes(error.status));
      if (!silent) throw error;
      this.logger.warn('an order is changed without asking for its fulfillments', {
        requestId: call.requestId,
        err: error,
      });
      return null;
    }
  }
}
