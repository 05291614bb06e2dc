import { Injectable } from '@nestjs/common';
import {
  DomainError,
  type Call,
  type ListOfCustomerInput,
  type OrderView,
  type Page,
  type PageQuery,
  type SearchOrdersInput,
} from '@daybook/contracts';
import { newestPage, UnitOfWork } from '@daybook/persistence';
import { scopeCondition } from '../catalog/campaign-scope';
import { OrderCustomers } from '../orders/order-customers';
import { orderConditions } from '../orders/order-search';
import { Order } from '../orders/order.entity';
import { ordersWithPayments, orderWithPayment } from '../payments/order-payments';

/** Reads of orders. What lies out of the caller's scope does not exist. */
@Injectable()
export class OrdersQueries {
  constructor(
    private readonly work: UnitOfWork,
    private readonly customers: OrderCustomers,
  ) {}

  order(id: string, call: Call): Promise<OrderView> {
    return this.work.read(async (em) => {
      const order = await em.findOne(Order, { $and: [{ id }, scopeCondition(call.actor, 'orders.view')] });
      if (order === null) throw new DomainError('billing.not_found');
      return orderWithPayment(em, order);
    });
  }

  /** @throws DomainError `internal.unavailable` while customers cannot be asked whom a contact fits */
  async search(input: SearchOrdersInput, call: Call): Promise<Page<OrderView>> {
    return this.orders(orderConditions(input, await this.customers.whoFit(input, call)), input, call);
  }

  ordersOf(input: ListOfCustomerInput, call: Call): Promise<Page<OrderView>> {
    return this.orders([{ customerId: input.id }], input, call);
  }

  private orders(conditions: object[], query: PageQuery, call: Call): Promise<Page<OrderView>> {
    return this.work.read(async (em) => {
      const scope = scopeCondition(call.actor, 'orders.view');
      const list = { entity: Order, list: 'orders', by: 'orderedAt' } as const;
      const page = await newestPage(em, list, [...conditions, scope], query);
      return { ...page, items: await ordersWithPayments(em, page.items) };
    });
  }
}
