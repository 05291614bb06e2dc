import { Controller } from '@nestjs/common';
import {
  CancelOrder,
  ChangeOrder,
  CompleteOrder,
  CreateOrder,
  JudgeOrder,
  ListOrdersOfCustomer,
  ReadOrder,
  RerunOrder,
  SearchOrders,
  type Call,
  type CancelOrderInput,
  type ChangeOrderInput,
  type CompleteOrderInput,
  type CreateOrderInput,
  type JudgeOrderInput,
  type ListOfCustomerInput,
  type OrderInput,
  type OrderView,
  type Page,
  type RerunOrderInput,
  type SearchOrdersInput,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { OrderChangesService } from './order-changes.service';
import { OrdersService } from './orders.service';
import { OrdersQueries } from './orders.queries';

/** Orders. */
@Controller()
export class OrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly changes: OrderChangesService,
    private readonly queries: OrdersQueries,
  ) {}

  @Handles(CreateOrder)
  createOrder(input: CreateOrderInput, call: Call): Promise<OrderView> {
    return this.orders.create(input, call);
  }

  @Handles(CompleteOrder)
  completeOrder(input: CompleteOrderInput, call: Call): Promise<OrderView> {
    return this.orders.complete(input, call);
  }

  @Handles(RerunOrder)
  rerunOrder(input: RerunOrderInput, call: Call): Promise<OrderView> {
    return this.orders.rerun(input, call);
  }

  @Handles(JudgeOrder)
  judgeOrder(input: JudgeOrderInput, call: Call): Promise<OrderView> {
    return this.changes.judge(input, call);
  }

  @Handles(ChangeOrder)
  changeOrder(input: ChangeOrderInput, call: Call): Promise<OrderView> {
    return this.changes.change(input, call);
  }

  @Handles(CancelOrder)
  cancelOrder(input: CancelOrderInput, call: Call): Promise<OrderView> {
    return this.changes.cancel(input, call);
  }

  @Handles(ReadOrder)
  readOrder(input: OrderInput, call: Call): Promise<OrderView> {
    return this.queries.order(input.id, call);
  }

  @Handles(SearchOrders)
  searchOrders(input: SearchOrdersInput, call: Call): Promise<Page<OrderView>> {
    return this.queries.search(input, call);
  }

  @Handles(ListOrdersOfCustomer)
  ordersOf(input: ListOfCustomerInput, call: Call): Promise<Page<OrderView>> {
    return this.queries.ordersOf(input, call);
  }
}
